import { createBackend, QueueService } from '#queue/service';
import type { Directory } from '#jurisdiction';
import { Feeds } from './feeds.js';
import { perSecond, type Row } from './report.js';
import { Stage, until, type StageOptions } from './stage.js';

export interface IngestSize {
  items: number;
  feeds: number;
  warmUp: number;
}

const WAITING = `
  select (select count(*) from item where judged_at is null)
    + (select count(*) from incident where needs_routing) as n`;

/**
 * (b) Items a second from feeds on loopback to incidents stored and routed: collect, judge and route in one worker
 * process over the real queue. Floor: the same item rows, put into a table of the same make in batches.
 */
export async function benchIngest(
  directory: Directory,
  options: Pick<StageOptions, 'postgres' | 'folder'>,
  size: IngestSize,
): Promise<Row> {
  const stage = await Stage.open({
    ...options,
    database: 'bench_ingest',
    roles: 'collect,judge',
    smtpUrl: 'smtp://127.0.0.1:9',
  });
  const queue = new QueueService(createBackend(stage.config), (name, error) => {
    throw new Error(`${name}: ${error.message}`);
  });
  try {
    await fill(stage, queue, new Feeds(directory, 5, 1), size.warmUp);
    const { ms, judgedMs } = await fill(stage, queue, new Feeds(directory, 3, size.feeds), size.items);
    const incidents = await stage.count('select count(*) as n from incident');
    return {
      name: 'feed over HTTP to stored, routed incident',
      unit: 'items/s',
      value: perSecond(size.items, ms),
      floor: await bulkInsert(stage),
      floorName: 'bulk insert of the same rows',
      count: size.items,
      note: `${Math.round(perSecond(size.items, judgedMs))}/s until judged; ${incidents} incidents`,
    };
  } finally {
    await queue.close();
    await stage.close();
  }
}

/** Serves so many posts at once and wakes collecting; counts from the first byte served until nothing waits. */
async function fill(
  stage: Stage,
  queue: QueueService,
  feeds: Feeds,
  items: number,
): Promise<{ ms: number; judgedMs: number }> {
  await feeds.start();
  try {
    for (let i = 0; i < items; i += 1) feeds.publish();
    const before = await stage.count('select count(*) as n from item');
    const sources = await stage.addSources(feeds, 86_400, new Date(0));
    for (const sourceId of sources) await queue.wake('collect', { sourceId });
    let judgedMs = 0;
    await until('all items routed', 180, async () => {
      const stored = await stage.count('select count(*) as n from item where judged_at is not null');
      if (stored - before < items) return false;
      judgedMs ||= performance.now();
      return (await stage.count(WAITING)) === 0;
    });
    const began = Math.min(...feeds.firstByte.values());
    return { ms: performance.now() - began, judgedMs: judgedMs - began };
  } finally {
    await stage.database.query('update source set enabled = false');
    await feeds.close();
  }
}

const BATCH = 200;

/** Rows a second; 200 a statement, each committed with the durability of the installation. */
async function bulkInsert({ database }: Stage): Promise<number> {
  const rows: { row: unknown }[] = await database.query(
    'select to_jsonb(item) as row from item order by seq',
  );
  await database.query('create table item_floor (like item including all)');
  const batches: string[] = [];
  for (let at = 0; at < rows.length; at += BATCH)
    batches.push(JSON.stringify(rows.slice(at, at + BATCH).map(({ row }) => row)));
  const began = performance.now();
  for (const batch of batches)
    await database.query(
      'insert into item_floor select * from jsonb_populate_recordset(null::item_floor, $1::jsonb)',
      [batch],
    );
  return perSecond(rows.length, performance.now() - began);
}
