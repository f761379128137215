import { enforced, internalDeadlines, statutoryDeadlines } from '#escalate';
import { orderDue, workingOpinionLevel, type AnalysisResult, type Item, type Judgement } from '#incidents';
import {
  hear,
  heatOf,
  IncidentIndex,
  indexEntry,
  judge,
  mergeJudgements,
  newReach,
  type Hearing,
  type LearnedModels,
  type Reach,
} from '#judge';
import type { Directory } from '#jurisdiction';
import { isDispatched, route } from '#route';
import { toResult, UNDATED, type Decided } from './result.js';

/** What is known of an incident so far. */
interface Matter {
  judgement: Judgement;
  /** T0: earliest discovery of any item. */
  discoveredAt: Date;
  learnedAt: Date | null;
  superiorDueAt: Date | null;
  assignedBySuperior: boolean;
  confirmedSuper: boolean;
  /** When its first item was judged; internal clocks count from here. */
  judgedAt: Date;
  reach: Reach;
}

export interface AnalyserOptions {
  models?: LearnedModels | undefined;
  /** The moment to judge for; absent: each item's discovery, else its publication, else the time of the item before. */
  at?: Date;
  /** Newest items that a new one is compared with; one is enough for an item by itself. */
  window?: number;
}

/** From so many matters on those that no item can join any more are forgotten. */
const LEAST_MATTERS = 2_000;

/**
 * Judges and routes items one at a time, in order, with the functions the workers call (judge → incident index →
 * mergeJudgements → route → deadlines), without database, network or Nest. Same items, same results.
 */
export class Analyser {
  private readonly index: IncidentIndex;
  private readonly matters = new Map<string, Matter>();
  /** Serves an item without any time; the machine's clock would give the same items other results tomorrow. */
  private last = UNDATED;
  private opened = 0;
  private most = LEAST_MATTERS;

  constructor(
    private readonly directory: Directory,
    private readonly options: AnalyserOptions = {},
  ) {
    this.index = new IncidentIndex(options.window ? { window: options.window } : {});
  }

  analyse(item: Item): AnalysisResult {
    this.last = moment(item.discoveredAt ?? item.publishedAt) ?? this.last;
    const at = this.options.at ?? this.last;
    const judgement = judge(item, this.directory, { models: this.options.models });
    if (!judgement.relevant || !judgement.isMatter || isClassified(judgement))
      return toResult(item.id, this.decide(this.birth(item, judgement, at), at), null, null);
    const entry = indexEntry(item, judgement, at);
    const { incidentId, duplicateOf } = this.index.find(entry);
    const incident = incidentId ?? `incident-${this.opened + 1}`;
    this.index.add(entry, incident, duplicateOf);
    const known = this.matters.get(incident);
    const matter = known ?? this.birth(item, judgement, at);
    if (known) this.grow(known, item, judgement, at, duplicateOf !== null);
    else this.open(incident, matter);
    return toResult(item.id, this.decide(matter, at), incident, duplicateOf);
  }

  private open(incident: string, matter: Matter): void {
    this.matters.set(incident, matter);
    this.opened++;
    if (this.matters.size < this.most) return;
    for (const id of this.matters.keys()) if (!this.index.holds(id)) this.matters.delete(id);
    this.most = this.matters.size * 1.25 + LEAST_MATTERS;
  }

  private birth(item: Item, judgement: Judgement, at: Date): Matter {
    return {
      judgement,
      discoveredAt: new Date(item.discoveredAt ?? at),
      learnedAt: moment(item.facts?.eventLearnedAt),
      superiorDueAt: superiorDue(item, at),
      assignedBySuperior: item.assignedBySuperior ?? false,
      confirmedSuper: item.facts?.confirmedOpinionLevel === '特别重大',
      judgedAt: at,
      reach: hear(newReach(), hearingOf(item, at, false)),
    };
  }

  private grow(matter: Matter, item: Item, judgement: Judgement, at: Date, duplicate: boolean): void {
    matter.discoveredAt = earlier(matter.discoveredAt, new Date(item.discoveredAt ?? at))!;
    matter.learnedAt = earlier(matter.learnedAt, moment(item.facts?.eventLearnedAt));
    matter.superiorDueAt = earlier(matter.superiorDueAt, superiorDue(item, at));
    matter.assignedBySuperior ||= item.assignedBySuperior ?? false;
    matter.confirmedSuper ||= item.facts?.confirmedOpinionLevel === '特别重大';
    hear(matter.reach, hearingOf(item, at, duplicate));
    matter.judgement = mergeJudgements(
      matter.judgement,
      judgement,
      heatOf(matter.reach, [matter.judgement, judgement], this.directory),
      this.directory,
    );
  }

  private decide(matter: Matter, at: Date): Decided {
    const { judgement } = matter;
    const routing = route(judgement, this.directory, {
      at,
      confirmedSuper: matter.confirmedSuper,
      assignedBySuperior: matter.assignedBySuperior,
      merged: matter.reach.sources.size > 1,
    });
    if (!isDispatched(routing)) return { judgement, routing, deadlines: [], internalDeadlines: [] };
    const { eventLevel, provisional } = judgement;
    const { discoveredAt, learnedAt, superiorDueAt, judgedAt } = matter;
    const oldEvent = judgement.flags.includes('old_event');
    const level = workingOpinionLevel(judgement.opinionLevel, judgement.opinionConfirmed);
    return {
      judgement,
      routing,
      deadlines: enforced(
        statutoryDeadlines(
          { eventLevel, provisional, discoveredAt, learnedAt, superiorDueAt, oldEvent },
          this.directory,
        ),
      ),
      internalDeadlines: internalDeadlines(
        { opinionLevel: level, judgedAt, dispatchedAt: routing.needsHuman ? null : judgedAt },
        this.directory,
      ),
    };
  }
}

/** RT-00: held back before it is stored, so it can join nothing. */
const isClassified = (judgement: Judgement): boolean =>
  judgement.signals.some(({ kind }) => kind === 'classified');

const moment = (iso: string | undefined): Date | null => (iso ? new Date(iso) : null);

/** A superior's own time: on record with the item, else as its order says. */
const superiorDue = (item: Item, at: Date): Date | null =>
  moment(item.superiorDueAt) ??
  (item.assignedBySuperior
    ? orderDue(item.text ?? item.title ?? '', new Date(item.discoveredAt ?? at))
    : null);

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return b < a ? b : a;
}

/** A duplicate is heat, not another voice. */
const hearingOf = (item: Item, at: Date, duplicate: boolean): Hearing => ({
  source: item.source?.name ?? '',
  at: new Date(item.publishedAt ?? at),
  duplicate,
  ...(item.engagement && { engagement: item.engagement }),
});
