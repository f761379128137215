import type { DataSource, EntityManager } from 'typeorm';
import { type Clock, type Timeline } from '#clock';
import type { Judgement } from '#incidents';
import type { DirectoryReader } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { SpikeRow } from '../entities/spike.entity.js';
import { ALARM_HOURS, alarmChance, calibrated } from '../spikes/budget.js';
import { HOUR, riseOf, SPIKE_SETTINGS, type SpikeFinding, type SpikeSettings } from '../spikes/detect.js';
import { groupRises, share } from '../spikes/group.js';
import type { SpikeKey } from '../spikes/keys.js';
import { drivingWords } from '../spikes/words.js';
import { countJudged, forgetOld, historiesOf, keysOf } from './spike-counts.js';

/** Tells the people on duty of a new rise, in its transaction. */
export type SpikeTeller = (manager: EntityManager, spike: SpikeRow, directory: Directory) => Promise<void>;

interface SeenItem {
  id: string;
  at: number;
  source: string;
  text: string;
  judgement: Judgement;
}

interface Rise extends SpikeFinding, SpikeKey {
  to: number;
  items: string[];
}

/** An item may be found half an hour after it was published: the window ends now, and once more then. */
const DELAYS = [0, HOUR / 2];
/** Discovered within these hours, for an item of the last ninety minutes. */
const LOOKED_HOURS = 4;
const CALIBRATED_MS = HOUR;
/** What somebody found to be none is told again only at so many times the items, for so long. */
const DISMISSED_TIMES = 2;
const DISMISSED_DAYS = 7;
const DISMISSED_WEEKS = 4;
const ITEMS_KEPT = 200;
const SAMPLE_BEFORE = 300;

/**
 * 异常增长: counts what is judged by topic and township, place and word, and holds the last hour against the same hours of four
 * weeks. Makes no incident; a rise is shown to the monitors, who link it or dismiss it.
 */
export class SpikeStep {
  private readonly limits = new Map<string, { limit: number; until: number }>();

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly directories: DirectoryReader,
    private readonly tell: SpikeTeller,
  ) {}

  /** One look on both timelines. @returns rises found anew */
  async run(jurisdictionId: string): Promise<SpikeRow[]> {
    const { manager } = this.source;
    const directory = await this.directories(manager, jurisdictionId);
    await countJudged(manager, jurisdictionId, directory, this.clock.now('real'));
    const found: SpikeRow[] = [];
    for (const timeline of ['real', 'rehearsal'] satisfies Timeline[])
      found.push(...(await this.look(jurisdictionId, timeline, directory)));
    return found;
  }

  /** Every jurisdiction there is. */
  async due(): Promise<void> {
    const rows: { id: string }[] = await this.source.query('select id from jurisdiction');
    for (const { id } of rows) await this.run(id);
  }

  private async look(jurisdictionId: string, timeline: Timeline, directory: Directory): Promise<SpikeRow[]> {
    const { manager } = this.source;
    const now = this.clock.now(timeline);
    const lane = { jurisdictionId, rehearsal: timeline === 'rehearsal' };
    await this.endOld(lane, now);
    const settings = settingsOf(directory);
    const seen = await this.seen(lane, now, directory);
    if (seen.length < settings.leastItems) return [];
    const rises = await this.rises(lane, now, seen, directory, settings);
    if (rises.length === 0) return [];
    return manager.transaction((inner) => this.keep(inner, lane, now, { rises, seen, directory }));
  }

  /** What arrived of late, judged. */
  private async seen(
    lane: { jurisdictionId: string; rehearsal: boolean },
    now: Date,
    directory: Directory,
  ): Promise<(SeenItem & { keys: SpikeKey[] })[]> {
    const rows: (Omit<SeenItem, 'at'> & { at: Date })[] = await this.source.query(
      `select item.id, item.source->>'name' as source, item.title || ' ' || item.text as text, judged.result as judgement,
         least(coalesce(item.published_at, item.discovered_at), item.discovered_at) as at
       from item join lateral (select result from judgement where judgement.item_id = item.id order by seq limit 1) judged on true
       where item.jurisdiction_id = $1 and item.rehearsal = $2 and not item.historic
         and item.discovered_at > $3 and item.discovered_at <= $4
         and least(coalesce(item.published_at, item.discovered_at), item.discovered_at) > $5
       order by at, item.id`,
      [
        lane.jurisdictionId,
        lane.rehearsal,
        new Date(now.getTime() - LOOKED_HOURS * HOUR),
        now,
        new Date(now.getTime() - HOUR - Math.max(...DELAYS)),
      ],
    );
    return rows.map((row) => ({
      ...row,
      at: row.at.getTime(),
      keys: keysOf(row.judgement, row.text, directory),
    }));
  }

  private async rises(
    lane: { jurisdictionId: string; rehearsal: boolean },
    now: Date,
    seen: readonly (SeenItem & { keys: SpikeKey[] })[],
    directory: Directory,
    settings: SpikeSettings,
  ): Promise<Rise[]> {
    const byKey = new Map<string, { key: SpikeKey; items: SeenItem[] }>();
    for (const item of seen)
      for (const key of item.keys) {
        const known = byKey.get(key.key) ?? { key, items: [] };
        known.items.push(item);
        byKey.set(key.key, known);
      }
    const many = [...byKey.values()].filter(({ items }) => items.length >= settings.leastItems);
    if (many.length === 0) return [];
    const from = new Date(now.getTime() - (settings.baselineDays + 2) * 24 * HOUR);
    const histories = await historiesOf(
      this.source.manager,
      lane,
      many.map(({ key }) => key.key),
      from,
    );
    const limit = await this.limit(lane, now, settings);
    const rises: Rise[] = [];
    for (const { key, items } of many) {
      const found = DELAYS.flatMap((delay) => {
        const to = now.getTime() - delay;
        const window = items.filter(({ at }) => at > to - HOUR && at <= to);
        const told = { to, sources: window.map(({ source }) => source) };
        const rise = riseOf(told, histories.get(key.key)!, limit, settings);
        return rise ? [{ ...key, ...rise, to, items: window.map(({ id }) => id) }] : [];
      }).toSorted((a, b) => a.chance - b.chance)[0];
      if (found) rises.push(found);
    }
    return rises;
  }

  /** Held against the whole record once an hour. */
  private async limit(
    lane: { jurisdictionId: string; rehearsal: boolean },
    now: Date,
    settings: SpikeSettings,
  ): Promise<number> {
    const place = `${lane.jurisdictionId} ${lane.rehearsal}`;
    const known = this.limits.get(place);
    if (known && now.getTime() < known.until && now.getTime() > known.until - CALIBRATED_MS)
      return known.limit;
    const { manager } = this.source;
    const from = new Date(now.getTime() - (settings.baselineDays + 2) * 24 * HOUR);
    const histories = await historiesOf(manager, lane, null, from);
    const [row]: { count: string }[] = await manager.query(
      `select count(*) as count from spike where jurisdiction_id = $1 and rehearsal = $2 and state = 'dismissed'
         and settled_at > $3`,
      [
        lane.jurisdictionId,
        lane.rehearsal,
        new Date(now.getTime() - DISMISSED_WEEKS * DISMISSED_DAYS * 24 * HOUR),
      ],
    );
    const model = alarmChance(histories.size, Number(row?.count ?? 0) / DISMISSED_WEEKS, settings);
    const limit = calibrated(histories.values(), now.getTime(), model, settings);
    this.limits.set(place, { limit, until: now.getTime() + CALIBRATED_MS });
    await forgetOld(manager, lane.jurisdictionId, this.clock.now('real'));
    return limit;
  }

  private async keep(
    manager: EntityManager,
    lane: { jurisdictionId: string; rehearsal: boolean },
    now: Date,
    told: { rises: Rise[]; seen: readonly SeenItem[]; directory: Directory },
  ): Promise<SpikeRow[]> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `spikes ${lane.jurisdictionId}`,
    ]);
    const standing = await recent(manager, lane, now);
    const fresh: SpikeRow[] = [];
    for (const rise of groupRises(told.rises)) {
      const known = standing.find(
        (row) => row.key === rise.key || share(row.items, rise.items) >= 0.5 || row.also.includes(rise.label),
      );
      if (known && isSettled(known, rise, now)) continue;
      if (known && (known.state === 'open' || known.state === 'seen')) {
        if (rise.observed > known.observed) await manager.save(grown(known, rise));
        continue;
      }
      const row = manager.create(SpikeRow, { ...lane, ...partsOf(rise), at: now, also: rise.also });
      row.words = await this.words(manager, lane, rise, told.seen);
      await manager.save(row);
      await this.tell(manager, row, told.directory);
      fresh.push(row);
    }
    return fresh;
  }

  private async words(
    manager: EntityManager,
    lane: { jurisdictionId: string; rehearsal: boolean },
    rise: Rise,
    seen: readonly SeenItem[],
  ): Promise<string[]> {
    const own = seen.filter(({ id }) => rise.items.includes(id));
    const named = own.flatMap(({ judgement }) => [
      ...new Set(judgement.topics.flatMap(({ words }) => words)),
    ]);
    const before: { text: string }[] = await manager.query(
      `select title || ' ' || text as text from item
       where jurisdiction_id = $1 and rehearsal = $2 and not historic and discovered_at < $3
       order by discovered_at desc limit ${SAMPLE_BEFORE}`,
      [lane.jurisdictionId, lane.rehearsal, new Date(rise.to - 2 * HOUR)],
    );
    return drivingWords(
      own.map(({ text }) => text),
      before.map(({ text }) => text),
      named,
    );
  }

  /** What has not risen for half a day is past, looked at or not. */
  private endOld(lane: { jurisdictionId: string; rehearsal: boolean }, now: Date): Promise<unknown> {
    return this.source.query(
      `update spike set state = 'over', version = version + 1
       where jurisdiction_id = $1 and rehearsal = $2 and state in ('open', 'seen') and window_to < $3`,
      [lane.jurisdictionId, lane.rehearsal, new Date(now.getTime() - ALARM_HOURS * HOUR)],
    );
  }
}

const settingsOf = ({ profile }: Directory): SpikeSettings => ({
  ...SPIKE_SETTINGS,
  ...profile.levels.spikes,
});

/** Those that stand, and those that people settled of late; the newest first. */
function recent(
  manager: EntityManager,
  lane: { jurisdictionId: string; rehearsal: boolean },
  now: Date,
): Promise<SpikeRow[]> {
  return manager
    .createQueryBuilder(SpikeRow, 'spike')
    .where('spike.jurisdictionId = :jurisdictionId AND spike.rehearsal = :rehearsal', lane)
    .andWhere('spike.at > :since', { since: new Date(now.getTime() - DISMISSED_DAYS * 24 * HOUR) })
    .orderBy('spike.at', 'DESC')
    .getMany();
}

/** A person's word is remembered: what was dismissed comes back only much higher, what was linked not within the day. */
function isSettled(row: SpikeRow, rise: Rise, now: Date): boolean {
  if (row.state === 'dismissed') return rise.observed < row.observed * DISMISSED_TIMES;
  return row.state === 'linked' && now.getTime() - row.at.getTime() < 24 * HOUR;
}

const partsOf = (rise: Rise) => ({
  key: rise.key,
  kind: rise.kind,
  label: rise.label,
  windowFrom: new Date(rise.to - HOUR),
  windowTo: new Date(rise.to),
  observed: rise.observed,
  expected: rise.expected,
  score: -Math.log10(Math.max(rise.chance, 1e-300)),
  sources: rise.sources,
  items: rise.items.toReversed().slice(0, ITEMS_KEPT),
});

function grown(row: SpikeRow, rise: Rise): SpikeRow {
  const items = [...new Set([...partsOf(rise).items, ...row.items])].slice(0, ITEMS_KEPT);
  return Object.assign(row, {
    ...partsOf(rise),
    key: row.key,
    kind: row.kind,
    label: row.label,
    items,
    version: row.version + 1,
  });
}
