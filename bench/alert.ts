import type { Directory } from '#jurisdiction';
import { Feeds } from './feeds.js';
import { MailSink } from './mail-sink.js';
import { emptyJobs } from './empty-jobs.js';
import { quantile, type Row } from './report.js';
import { freshDatabase, pause, Stage, until, type StageOptions } from './stage.js';

export interface AlertSize {
  perSecond: number;
  warmUpSeconds: number;
  seconds: number;
  feeds: number;
}

/** Seconds that mails may still be on their way after the last post. */
const DRAIN = 60;

/**
 * (c) Time from the first byte of a feed to the mail accepted by the mail server, at a steady rate, the whole worker in
 * one process. Posts are published evenly; a feed is asked about every second, but the time counts only from the
 * response that first carries the post. Counted are all mails of incidents made of one post, since only there the mail
 * has exactly one cause; the other posts are load. Floor: an empty job through a queue on the same store.
 */
export async function benchAlert(
  directory: Directory,
  store: { name: 'PostgreSQL' | 'Redis'; redisUrl?: string },
  options: Pick<StageOptions, 'postgres' | 'folder'>,
  size: AlertSize,
): Promise<Row[]> {
  const name = store.name.toLowerCase();
  const redis = store.redisUrl ? { redisUrl: store.redisUrl } : {};
  const floor = await emptyJobs(
    {
      databaseUrl: await freshDatabase(options.postgres, `bench_queue_${name}`),
      redisUrls: Object.values(redis),
    },
    size,
  );
  const mail = new MailSink();
  await mail.start();
  const stage = await Stage.open({
    ...options,
    ...redis,
    database: `bench_alert_${name}`,
    smtpUrl: mail.url,
    roles: 'collect,judge,notify,clock',
  });
  try {
    const feeds = new Feeds(directory, 11, size.feeds);
    const counted = await steady(stage, feeds, size);
    await until('all mails', DRAIN, async () => (await stage.count(ON_THE_WAY)) === 0);
    await feeds.close();
    return rowsOf(store.name, await latencies(stage, feeds, mail, counted), floor, size);
  } finally {
    await stage.close();
    await mail.close();
  }
}

/** Also a job on its way counts: what was committed but not yet taken on. */
const ON_THE_WAY = `
  select (select count(*) from item where judged_at is null)
    + (select count(*) from incident where needs_routing)
    + (select count(*) from assignment duty where duty.state = 'sent' and duty.must_sign and not exists
        (select 1 from escalation where escalation.assignment_id = duty.id))
    + (select count(*) from notice where state in ('pending', 'sending', 'committing', 'bundled')) as n`;

/** Publishes at the rate; gives the addresses of the posts after the warm-up, once all have been fetched. */
async function steady(stage: Stage, feeds: Feeds, size: AlertSize): Promise<Set<string>> {
  await feeds.start();
  await stage.addSources(feeds, 1, new Date());
  const counted = new Set<string>();
  const total = (size.warmUpSeconds + size.seconds) * size.perSecond;
  const began = performance.now();
  for (let i = 0; i < total; i += 1) {
    const at = began + (i * 1000) / size.perSecond;
    if (at > performance.now()) await pause(at - performance.now());
    const url = feeds.publish();
    if (i >= size.warmUpSeconds * size.perSecond) counted.add(url);
  }
  await until('all posts fetched', DRAIN, async () => {
    const fetched = await stage.count('select count(*) as n from item');
    return fetched >= total;
  });
  return counted;
}

interface Latencies {
  mails: number[];
  /** The first mail of each incident. */
  first: number[];
}

async function latencies(
  stage: Stage,
  feeds: Feeds,
  mail: MailSink,
  counted: Set<string>,
): Promise<Latencies> {
  const rows: { notice: string; incident: string; url: string }[] = await stage.database.query(`
    select coalesce(notice.bundled_in, notice.id) as notice, incident.id as incident, item.url
    from notice join incident on incident.id = notice.incident_id and incident.item_count = 1
    join incident_item link on link.incident_id = incident.id join item on item.id = link.item_id
    where notice.state = 'accepted' and notice.channel = 'mail'`);
  if ((await stage.count(`select count(*) as n from notice where state = 'failed'`)) > 0)
    throw new Error('some mails were refused');
  const mails: number[] = [];
  const first = new Map<string, number>();
  for (const { notice, incident, url } of rows) {
    if (!counted.has(url)) continue;
    const [from, to] = [feeds.firstByte.get(url), mail.accepted.get(`${notice}@huiyin`)];
    if (from === undefined || to === undefined) throw new Error(`an accepted mail never came: ${notice}`);
    mails.push(to - from);
    first.set(incident, Math.min(first.get(incident) ?? Infinity, to - from));
  }
  return { mails, first: [...first.values()] };
}

function rowsOf(store: string, { mails, first }: Latencies, floor: number[], size: AlertSize): Row[] {
  return [0.5, 0.99].map((share) => ({
    name: `first byte of a feed to mail accepted, p${share * 100}, queue on ${store}`,
    unit: 'ms',
    value: quantile(mails, share),
    floor: quantile(floor, share),
    floorName: 'empty job, same queue',
    count: mails.length,
    note:
      `${size.perSecond} items/s for ${size.seconds} s; ` +
      `first mail of ${first.length} incidents ${Math.round(quantile(first, share))} ms`,
  }));
}
