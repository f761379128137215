import type { EntityManager } from 'typeorm';
import { emptyJudgement, type Judgement } from '#incidents';
import { IncidentIndex, indexEntry, rebuiltFrom, type LookupHit } from '../index.js';
import { followRegroupings } from './follow-regrouping.js';
import type { Lane } from './item-of.js';

/** How many of the newest items an index holds (pipeline.md: flat cost needs a window). */
export const WINDOW = 30_000;

interface Kept {
  index: IncidentIndex;
  /** The last judgement (its `seq`) the index has seen. */
  upTo: bigint;
  /** The last regrouping it has seen; null before it is built. */
  regrouped: bigint | null;
  /** Items still to be read that are out of the window: words are learned from them, nothing is compared with them. */
  onlyLearned: number;
}

interface JudgedRow {
  seq: string;
  incidentId: string;
  id: string;
  title: string;
  text: string;
  url: string | null;
  at: Date;
  duplicateOf: string | null;
  judgement: Pick<Judgement, 'places' | 'bodies' | 'topics' | 'signals'>;
}

const OF_LANE = `
  from judgement judged
  join incident_item link on link.item_id = judged.item_id
  join item on item.id = judged.item_id
  where item.jurisdiction_id = $1 and item.rehearsal = $2 and item.historic = $3 and judged.seq > $4
    -- Judged again with higher counts: it stands in the index already.
    and not exists (select 1 from judgement older where older.item_id = judged.item_id
      and older.seq < judged.seq and older.incident_id is not null)`;
const COUNTED = `select count(*)::int as count ${OF_LANE}`;
const LAST_BEFORE = `select judged.seq ${OF_LANE} order by judged.seq offset $5 limit 1`;
const JUDGED = `
  select judged.seq, link.incident_id as "incidentId", item.id, item.title, item.text, item.url, link.at,
    link.duplicate_of as "duplicateOf",
    jsonb_build_object('places', judged.result->'places', 'bodies', judged.result->'bodies',
      'topics', judged.result->'topics', 'signals', judged.result->'signals') as judgement
  ${OF_LANE} order by judged.seq limit $5`;
/** Rows read at once. */
const PAGE = 5_000;

/**
 * The cluster indexes of this process, one a jurisdiction and lane, kept in memory and rebuilt from PostgreSQL. Judging
 * has one writer at a time, but the writer may be another process: before use an index catches up by the order of
 * judging.
 */
export class IndexKeeper {
  private readonly kept = new Map<string, Kept>();
  /** Catching up goes one after the other, lest a row be added twice. */
  private readonly busy = new Map<string, Promise<unknown>>();

  /** The index with everything committed so far, and everything of this transaction. */
  async caughtUp(manager: EntityManager, jurisdictionId: string, lane: Lane): Promise<IncidentIndex> {
    const key = `${jurisdictionId} ${lane}`;
    const before = this.busy.get(key) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.catchUp(manager, jurisdictionId, lane));
    this.busy.set(key, turn);
    return turn;
  }

  private async catchUp(manager: EntityManager, jurisdictionId: string, lane: Lane): Promise<IncidentIndex> {
    const key = `${jurisdictionId} ${lane}`;
    const lanes = [jurisdictionId, lane === 'rehearsal', lane === 'historic'];
    const kept = this.kept.get(key) ?? (await this.begin(manager, lanes));
    kept.regrouped = await followRegroupings(manager, jurisdictionId, kept.index, kept.regrouped);
    for (;;) {
      const rows: JudgedRow[] = await manager.query(JUDGED, [...lanes, kept.upTo.toString(), PAGE]);
      for (const row of rows) take(kept, row);
      if (rows.length < PAGE) break;
    }
    this.kept.set(key, kept);
    return kept.index;
  }

  /**
   * An empty index at the place from which the rows give what a process that never stopped would know: the window, and
   * before it the items from which the words and lines in it were weighed. Rows erased since are missed.
   */
  private async begin(manager: EntityManager, lanes: readonly unknown[]): Promise<Kept> {
    const [row]: { count: number }[] = await manager.query(COUNTED, [...lanes, '0']);
    const count = row?.count ?? 0;
    const before = rebuiltFrom(count, WINDOW);
    const [last]: { seq: string }[] =
      before > 0 ? await manager.query(LAST_BEFORE, [...lanes, '0', before - 1]) : [];
    return {
      index: new IncidentIndex({ window: WINDOW, before }),
      upTo: BigInt(last?.seq ?? 0),
      regrouped: null,
      onlyLearned: Math.max(0, count - WINDOW - before),
    };
  }

  /** What this process wrote itself need not be read again. */
  seen(jurisdictionId: string, lane: Lane, seq: bigint): void {
    const kept = this.kept.get(`${jurisdictionId} ${lane}`);
    if (kept && seq > kept.upTo) kept.upTo = seq;
  }

  /** After a failed transaction memory may hold what the database does not. */
  forget(jurisdictionId: string): void {
    for (const key of this.kept.keys()) if (key.startsWith(`${jurisdictionId} `)) this.kept.delete(key);
  }

  /** Look-alikes of a text as somebody types it; rehearsal and history are not looked through. */
  async lookup(
    manager: EntityManager,
    jurisdictionId: string,
    text: string,
    url?: string,
  ): Promise<LookupHit[]> {
    return (await this.caughtUp(manager, jurisdictionId, 'real')).lookup(text, url);
  }
}

function take(kept: Kept, row: JudgedRow): void {
  // This process may have written it meanwhile.
  if (BigInt(row.seq) <= kept.upTo) return;
  const { id, title, text, judgement } = row;
  const item = { id, title, text, ...(row.url && { url: row.url }) };
  const entry = indexEntry(item, { ...emptyJudgement(), ...judgement }, row.at);
  if (kept.onlyLearned > 0) {
    kept.index.learn(entry, row.duplicateOf);
    kept.onlyLearned--;
  } else kept.index.add(entry, row.incidentId, row.duplicateOf);
  kept.upTo = BigInt(row.seq);
}
