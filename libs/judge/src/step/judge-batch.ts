import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { type Judgement, isAnswered, isOver } from '#incidents';
import {
  IncidentItemRow,
  IncidentLog,
  IncidentRow,
  ItemRow,
  JudgementRow,
  lockIncident,
  moveStatutory,
  seriesOf,
  takeNumbers,
  type LogEntry,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { Turn } from '#queue';
import {
  hear,
  heatOf,
  countsOf,
  mergeJudgements,
  newReach,
  reachAfter,
  withCorrections,
  type IncidentIndex,
  type IndexEntry,
} from '../index.js';
import { hearingOf, laneOf, timeOf, type Lane } from './item-of.js';
import { joinCopies, type JoinedCopies } from './joined-copies.js';
import { halfOf, isAfterClosing } from './halves.js';
import { recall, successorOf, type Working } from './recall.js';
import { storeSuggestions, type Doubtful } from './suggested.js';
import { bornOf, isGraveRise, routingFacts, takeJudgement, takeTimes } from './working-incident.js';

type JudgedItem = Pick<JudgementRow, 'id' | 'itemId' | 'incidentId' | 'result' | 'at'>;

/** A matter that routing must look at, and whether before those that wait. */
export interface ToRoute {
  incidentId: string;
  turn: Turn;
}

/** Columns that judging may change on an incident that others see; the rest belong to routing and to people. */
const GROWING = [
  'event_level',
  'opinion_level',
  'opinion_confirmed',
  'provisional',
  'must_respond',
  'heat',
  'settle_ask_at',
  'settle_asked',
  'places',
  'topics',
  'fields',
  'flags',
  'restricted',
  'judgement',
  'item_count',
  'published_at',
  'discovered_at',
  'first_known_at',
  'learned_at',
  'last_item_at',
  'needs_routing',
  'turn',
  'version',
  'updated_at',
];

/**
 * One batch of items on their way into incidents: decided one by one in order, written together. Incidents touched are
 * locked until the transaction ends.
 */
export class JudgeBatch {
  private readonly incidents = new Map<string, Working>();
  private readonly links: IncidentItemRow[] = [];
  private readonly judged: JudgedItem[] = [];
  private readonly log: LogEntry[] = [];
  private readonly doubtful: Doubtful[] = [];
  private readonly joined: JoinedCopies[] = [];

  constructor(
    private readonly manager: EntityManager,
    private readonly directory: Directory,
    private readonly indexes: (lane: Lane) => Promise<IncidentIndex>,
  ) {}

  /** An item that is none of ours: the judgement is kept, no incident. */
  dismiss(item: ItemRow, judgement: Judgement, at: Date): void {
    this.judged.push({ id: randomUUID(), itemId: item.id, incidentId: null, result: judgement, at });
  }

  /** An item of ours joins the incident that a person chose, else the one it belongs to, else makes a new one. */
  async place(item: ItemRow, judgement: Judgement, entry: IndexEntry, at: Date): Promise<void> {
    const index = await this.indexes(laneOf(item));
    const forced = await this.chosen(item);
    const found = index.find(forced ? { ...entry, forcedIncident: forced.row.id } : entry);
    const { duplicateOf } = found;
    const nearest = forced ?? (await this.target(found.incidentId, item));
    const target = await halfOf(nearest, { item, judgement, duplicateOf }, this.manager, (id) =>
      this.working(id),
    );
    // The archive takes nothing more in, whatever a person chose.
    const again =
      target !== null && (target.row.state === 'archived' || (!forced && isAfterClosing(target.row, item)));
    // A copy of what stands in another incident is the only text of this one: nothing in it is repeated.
    const repeats = target === nearest && !again && (!forced || found.duplicateIn === forced.row.id);
    const copyOf = repeats ? duplicateOf : null;
    const working =
      target && !again
        ? this.grow(target, item, judgement, copyOf, at)
        : this.bear(item, judgement, at, target);
    const incidentId = working.row.id;
    if (working.born && !forced && working.reach.items === 1)
      this.doubtful.push({ row: working.row, suggestions: found.suggestions });
    const pinnedBy = forced ? item.enteredBy : null;
    this.links.push({ itemId: item.id, incidentId, duplicateOf: copyOf, pinnedBy, at: timeOf(item) });
    this.judged.push({ id: randomUUID(), itemId: item.id, incidentId, result: judgement, at });
    const also = copyOf === null ? [] : found.alsoCopiesOf;
    if (copyOf !== null && also.length > 0) this.joined.push({ incidentId, first: copyOf, also });
    index.add(entry, incidentId, copyOf, also);
  }

  /** An item that stands in an incident was seen again with higher counts: the matter is judged by them. */
  async again(item: ItemRow, incidentId: string, judgement: Judgement, at: Date): Promise<void> {
    this.judged.push({ id: randomUUID(), itemId: item.id, incidentId, result: judgement, at });
    const working = await this.working(incidentId);
    if (!working || isOver(working.row.state)) return;
    const data = { itemId: item.id, ...countsOf(item.engagement) };
    this.take(working, judgement, at, { type: 'item.grown', data });
  }

  /** What a person chose holds, unless it would mix rehearsal, real and imported. */
  private async chosen(item: ItemRow): Promise<Working | null> {
    const working = item.intoIncidentId ? await this.working(item.intoIncidentId) : null;
    return working && laneOf(working.row) === laneOf(item) ? working : null;
  }

  /** @returns the incidents that routing must look at, and the last `seq` written */
  async write(
    judgedAt: (item: ItemRow) => Date,
    items: ItemRow[],
  ): Promise<{ route: ToRoute[]; seq: bigint }> {
    await this.writeIncidents();
    await this.moveClocks();
    if (this.links.length > 0) await this.manager.insert(IncidentItemRow, this.links);
    await joinCopies(this.manager, this.joined);
    const directoryVersion = this.directory.version;
    const inserted = await this.manager.insert(
      JudgementRow,
      this.judged.map((row) => ({ ...row, result: row.result as never, directoryVersion })),
    );
    for (const lane of new Set(items.map(laneOf))) {
      const ofLane = items.filter((item) => laneOf(item) === lane);
      const first = ofLane[0] as ItemRow;
      await this.manager.update(
        ItemRow,
        { id: In(ofLane.map((item) => item.id)) },
        { judgedAt: judgedAt(first) },
      );
    }
    await IncidentLog.append(this.manager, this.log);
    await storeSuggestions(this.manager, this.doubtful);
    const seqs = (inserted.generatedMaps as { seq: string }[]).map((row) => BigInt(row.seq));
    return {
      route: [...this.incidents.values()]
        .filter((working) => working.reroute)
        .map(({ row }) => ({ incidentId: row.id, turn: row.turn === 0 ? 'first' : 'in_order' })),
      seq: seqs.reduce((a, b) => (b > a ? b : a), 0n),
    };
  }

  /** One statement for those born and those grown: a batch may touch 200. */
  private async writeIncidents(): Promise<void> {
    const touched = [...this.incidents.values()].filter((working) => working.touched);
    await this.giveNumbers(touched.filter((working) => working.born).map((working) => working.row));
    if (touched.length === 0) return;
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(IncidentRow)
      .values(touched.map((working) => working.row))
      .orUpdate(GROWING, ['id'])
      .updateEntity(false)
      .execute();
  }

  /** What joined was discovered before: the statutory times move with it, in the same transaction. */
  private async moveClocks(): Promise<void> {
    for (const { row, earlier } of this.incidents.values())
      if (earlier && !row.historic)
        await moveStatutory({ manager: this.manager, at: earlier, actor: 'system' }, row);
  }

  private async giveNumbers(born: IncidentRow[]): Promise<void> {
    for (const series of new Set(born.map(seriesOfRow))) {
      const rows = born.filter((row) => seriesOfRow(row) === series);
      const numbers = await takeNumbers(this.manager, rows[0]?.jurisdictionId ?? '', series, rows.length);
      rows.forEach((row, index) => (row.number = numbers[index] as string));
    }
  }

  /** The incident a match leads to; of a closed one the incident in which its matter came up again. */
  private async target(incidentId: string | null, item: ItemRow): Promise<Working | null> {
    if (!incidentId) return null;
    const found = await this.working(incidentId);
    if (!found || !isAfterClosing(found.row, item)) return found;
    const inBatch = [...this.incidents.values()].find((other) => other.row.recurrenceOf === incidentId);
    const next = inBatch?.row.id ?? (await successorOf(this.manager, incidentId));
    return next ? this.target(next, item) : found;
  }

  private async working(incidentId: string): Promise<Working | null> {
    const known = this.incidents.get(incidentId);
    if (known) return known;
    const row = await lockIncident(this.manager, incidentId);
    if (!row) return null;
    // What goes into a merged matter goes where its items are (归并).
    if (row.mergedInto) return this.working(row.mergedInto);
    const working = await recall(this.manager, row);
    this.incidents.set(incidentId, working);
    return working;
  }

  /** @param closed the closed incident whose matter comes up again in it */
  private bear(item: ItemRow, judged: Judgement, at: Date, closed: Working | null): Working {
    const recurrenceOf = closed?.row.id ?? null;
    const known = (closed?.row.places ?? [])
      .filter(({ kind }) => kind === 'township')
      .map(({ name }) => name);
    const reach = hear(closed ? reachAfter(closed.reach, known) : newReach(), hearingOf(item, null));
    // What was said before it was closed counts for OP-9.
    const judgement = closed
      ? mergeJudgements(judged, judged, heatOf(reach, [judged], this.directory), this.directory)
      : judged;
    const row = bornOf(randomUUID(), item, judgement, at, recurrenceOf);
    const working = { row, reach, born: true, touched: true, reroute: row.needsRouting };
    this.incidents.set(row.id, working);
    const entry = { incident: row, at, actor: 'system' };
    this.log.push({
      ...entry,
      type: 'incident.opened',
      data: { itemId: item.id, ...(recurrenceOf && { recurrenceOf }) },
    });
    this.log.push({
      ...entry,
      type: 'incident.judged',
      data: { eventLevel: row.eventLevel, opinionLevel: row.opinionLevel, mustRespond: row.mustRespond },
    });
    return working;
  }

  private grow(
    working: Working,
    item: ItemRow,
    judgement: Judgement,
    duplicateOf: string | null,
    at: Date,
  ): Working {
    const { row, reach } = working;
    hear(reach, hearingOf(item, duplicateOf));
    const { earlier, clocks } = takeTimes(row, item);
    if (earlier && !working.born) working.earlier = at;
    // A report is looked at again whatever joins: the text may name somebody who must be kept from it.
    // After an answer anything new may be the beginning of another round; what is only watched goes by who joins.
    const news = (isAnswered(row.state) || row.state === 'watching') && !duplicateOf;
    const data = { itemId: item.id, duplicateOf };
    return this.take(working, judgement, at, { type: 'item.added', data, looked: clocks || news });
  }

  /** Puts a judgement on an incident, with what follows for routing and the log. */
  private take(
    working: Working,
    judgement: Judgement,
    at: Date,
    told: { type: 'item.added' | 'item.grown'; data: Record<string, unknown>; looked?: boolean },
  ): Working {
    const { row } = working;
    const before = routingFacts(row);
    const merged = this.merged(working, judgement);
    const rises = takeJudgement(row, withCorrections(merged, row.corrected, this.directory));
    working.touched = true;
    row.updatedAt = at;
    const changed = told.looked || row.restricted || routingFacts(row) !== before;
    if (changed && !row.historic && !isOver(row.state)) {
      if (!working.born) row.version += 1;
      row.needsRouting = true;
      working.reroute = true;
    }
    const entry = { incident: row, at, actor: 'system' };
    this.log.push({ ...entry, type: told.type, data: told.data });
    for (const rise of rises.filter(isGraveRise))
      this.log.push({ ...entry, type: 'level.raised', data: { ...rise } });
    return working;
  }

  private merged({ row, reach }: Working, judgement: Judgement): Judgement {
    if (!row.judgement) return judgement;
    const heat = heatOf(reach, [row.judgement, judgement], this.directory);
    return mergeJudgements(row.judgement, judgement, heat, this.directory);
  }
}

/** The year of a number is that of the incident's own time: for imported history when it was published. */
const seriesOfRow = (row: IncidentRow): string =>
  seriesOf(row, row.historic ? (row.publishedAt ?? row.discoveredAt) : row.createdAt);
