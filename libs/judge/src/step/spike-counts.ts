import type { EntityManager } from 'typeorm';
import type { Judgement } from '#incidents';
import type { Directory } from '#jurisdiction';
import { spikeKeys, type SpikeKey } from '../spikes/keys.js';
import { HOUR, type SpikeHistory } from '../spikes/detect.js';
import { SpikeCursorRow } from '../entities/spike.entity.js';

/** The record begins with the first item that arrived, not with the oldest that one of them tells of. */
const BEGINNING = `coalesce((select min(item.discovered_at) from item
  where item.jurisdiction_id = :jurisdictionId and not item.historic and not item.rehearsal), :now)`;
const AT_ONCE = 2_000;
/** Longer than any baseline. */
const KEPT_DAYS = 100;

interface JudgedRow {
  seq: string;
  result: Judgement;
  text: string;
  at: Date;
  rehearsal: boolean;
}

/** First judgements after a sequence number; history and what is judged again are not counted. */
const NEXT = `
  select judged.seq, judged.result, item.title || ' ' || item.text as text, item.rehearsal,
    least(coalesce(item.published_at, item.discovered_at), item.discovered_at) as at
  from judgement judged join item on item.id = judged.item_id
  where item.jurisdiction_id = $1 and judged.seq > $2 and not item.historic
    and not exists (select 1 from judgement older where older.item_id = judged.item_id and older.seq < judged.seq)
  order by judged.seq limit ${AT_ONCE}`;

const ADD = `
  insert into spike_count (jurisdiction_id, rehearsal, key, hour, count)
  select $1, rehearsal, key, hour, count
  from unnest($2::boolean[], $3::text[], $4::timestamptz[], $5::int[]) as told(rehearsal, key, hour, count)
  on conflict (jurisdiction_id, rehearsal, key, hour) do update set count = spike_count.count + excluded.count`;

/** What an item counts for; nothing of reports on persons, which few may see (RT-05). */
export const keysOf = (judgement: Judgement, text: string, directory: Directory): SpikeKey[] =>
  judgement.signals.some(({ kind }) => kind === 'misconduct' || kind === 'classified')
    ? []
    : spikeKeys(judgement, text, directory);

/**
 * Counts what has been judged since the last time, each item once, in one transaction with how far it went.
 * @param now real time; the first call begins the record
 */
export async function countJudged(
  manager: EntityManager,
  jurisdictionId: string,
  directory: Directory,
  now: Date,
): Promise<void> {
  for (;;) {
    const counted = await manager.transaction((inner) => countSome(inner, jurisdictionId, directory, now));
    if (counted < AT_ONCE) return;
  }
}

async function countSome(
  manager: EntityManager,
  jurisdictionId: string,
  directory: Directory,
  now: Date,
): Promise<number> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(SpikeCursorRow)
    .values({ jurisdictionId, seq: '0', since: () => BEGINNING })
    .setParameters({ jurisdictionId, now })
    .orIgnore()
    .execute();
  const cursor = await manager.findOneOrFail(SpikeCursorRow, {
    where: { jurisdictionId },
    lock: { mode: 'pessimistic_write' },
  });
  const rows: JudgedRow[] = await manager.query(NEXT, [jurisdictionId, cursor.seq]);
  const counts = new Map<string, { rehearsal: boolean; key: string; hour: Date; count: number }>();
  for (const row of rows) {
    const hour = new Date(Math.floor(row.at.getTime() / HOUR) * HOUR);
    for (const { key } of keysOf(row.result, row.text, directory)) {
      const place = `${row.rehearsal} ${key} ${hour.getTime()}`;
      const known = counts.get(place) ?? { rehearsal: row.rehearsal, key, hour, count: 0 };
      known.count += 1;
      counts.set(place, known);
    }
  }
  const told = [...counts.values()];
  if (told.length > 0)
    await manager.query(ADD, [
      jurisdictionId,
      told.map(({ rehearsal }) => rehearsal),
      told.map(({ key }) => key),
      told.map(({ hour }) => hour),
      told.map(({ count }) => count),
    ]);
  const last = rows.at(-1);
  if (last) await manager.update(SpikeCursorRow, { jurisdictionId }, { seq: last.seq });
  return rows.length;
}

/** Counts that no baseline looks at any more. */
export const forgetOld = (manager: EntityManager, jurisdictionId: string, now: Date): Promise<unknown> =>
  manager.query(`delete from spike_count where jurisdiction_id = $1 and not rehearsal and hour < $2`, [
    jurisdictionId,
    new Date(now.getTime() - KEPT_DAYS * 24 * HOUR),
  ]);

/** Histories by key, of these keys or of all. `since`: the first hour on record of this lane. */
export async function historiesOf(
  manager: EntityManager,
  lane: { jurisdictionId: string; rehearsal: boolean },
  keys: readonly string[] | null,
  from: Date,
): Promise<Map<string, SpikeHistory>> {
  const since = await firstHour(manager, lane);
  const rows: { key: string; hour: Date; count: number }[] = await manager.query(
    `select key, hour, count from spike_count
     where jurisdiction_id = $1 and rehearsal = $2 and hour >= $3 and ($4::text[] is null or key = any($4::text[]))`,
    [lane.jurisdictionId, lane.rehearsal, from, keys],
  );
  const found = new Map<string, Map<number, number>>();
  for (const key of keys ?? []) found.set(key, new Map());
  for (const { key, hour, count } of rows) {
    const counts = found.get(key) ?? new Map<number, number>();
    counts.set(hour.getTime() / HOUR, count);
    found.set(key, counts);
  }
  return new Map([...found].map(([key, counts]) => [key, { counts, since }]));
}

/** The first hour that was counted. */
async function firstHour(
  manager: EntityManager,
  lane: { jurisdictionId: string; rehearsal: boolean },
): Promise<number> {
  const [row]: { hour: Date | null }[] = await manager.query(
    `select case when $2 then (select min(hour) from spike_count where jurisdiction_id = $1 and rehearsal)
       else (select since from spike_cursor where jurisdiction_id = $1) end as hour`,
    [lane.jurisdictionId, lane.rehearsal],
  );
  return row?.hour ? Math.ceil(row.hour.getTime() / HOUR) : Infinity;
}
