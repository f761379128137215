import { In, type EntityManager } from 'typeorm';
import type { Directory } from '#jurisdiction';
import { AssignmentRow, DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { RefusalRow } from '../entities/refusal.entity.js';
import { RoundRow } from '../entities/round.entity.js';
import { internalTimes } from '../hub/internal-times.js';
import type { DeadlinePolicy } from '../hub/ports.js';
import { chargeLateness, type Allowances, type Charge } from '../stages/charge.js';
import { stagesOf, type Moments, type Stage, type StageKey } from '../stages/stages.js';

/** One turn of a matter with the time it took and who is charged with what of it came late. */
export interface RoundStages {
  number: number;
  /** Null for a first turn that is not answered yet. */
  row: RoundRow | null;
  stages: Stage[];
  /** The statutory time for the answer; null where none was set. */
  clock: DeadlineRow | null;
  charges: Charge[];
  /** Units of a stage; empty where it is nobody's or the office's. */
  who: Partial<Record<StageKey, string[]>>;
}

interface Rules {
  policy: DeadlinePolicy;
  directory: Directory;
}

/** All that the stages of some incidents follow from. */
interface Facts {
  duties: AssignmentRow[];
  deadlines: DeadlineRow[];
  refusals: RefusalRow[];
  rounds: RoundRow[];
}

/**
 * The turns of incidents, oldest first, in four queries whatever their number.
 * @param now of each incident's timeline
 * @returns by id
 */
export async function readStages(
  manager: EntityManager,
  incidents: readonly IncidentRow[],
  rules: Rules,
  now: (incident: IncidentRow) => Date,
): Promise<Map<string, RoundStages[]>> {
  const incidentId = In(incidents.map(({ id }) => id));
  const [duties, deadlines, refusals, rounds] = await Promise.all([
    manager.find(AssignmentRow, { where: { incidentId, mustSign: true }, order: { sentAt: 'ASC' } }),
    manager.find(DeadlineRow, { where: { incidentId, kind: 'statutory' }, order: { dueAt: 'ASC' } }),
    manager.findBy(RefusalRow, { incidentId }),
    manager.find(RoundRow, { where: { incidentId }, order: { number: 'ASC' } }),
  ]);
  const facts = { duties, deadlines, refusals, rounds };
  return new Map(
    incidents.map((row) => [row.id, roundsOf(row, factsOf(row.id, facts), rules, endOf(row, now(row)))]),
  );
}

const factsOf = (id: string, facts: Facts): Facts => {
  const own = <T extends { incidentId: string }>(rows: T[]) => rows.filter((row) => row.incidentId === id);
  return {
    duties: own(facts.duties).filter(({ state }) => state !== 'withdrawn'),
    deadlines: own(facts.deadlines),
    refusals: own(facts.refusals),
    rounds: own(facts.rounds),
  };
};

/** What was closed without an answer waits no longer. */
const endOf = ({ closedAt }: IncidentRow, now: Date): Date => (closedAt && closedAt < now ? closedAt : now);

function roundsOf(incident: IncidentRow, facts: Facts, rules: Rules, now: Date): RoundStages[] {
  return Array.from({ length: incident.round }, (_, index): RoundStages => {
    const number = index + 1;
    const row = facts.rounds.find((one) => one.number === number) ?? null;
    const moments = number === 1 ? firstMoments(incident, row) : laterMoments(row, now);
    const rulings = facts.refusals.map(({ raisedAt, settledAt }) => ({ from: raisedAt, to: settledAt }));
    const stages = stagesOf({ ...moments, rulings }, now);
    const clock = clockOf(facts.deadlines, number);
    const end = moments.answeredAt ?? now;
    return {
      number,
      row,
      stages,
      clock,
      charges: clock ? chargeLateness(stages, clock, end, allowancesOf(incident, facts, rules)) : [],
      who: whoOf(facts),
    };
  });
}

type Own = Omit<Moments, 'rulings'>;

const firstMoments = (incident: IncidentRow, round: RoundRow | null): Own => ({
  publishedAt: incident.publishedAt,
  learnedAt: incident.learnedAt,
  discoveredAt: incident.discoveredAt,
  firstKnownAt: incident.firstKnownAt,
  judgedAt: incident.judgedAt,
  dispatchedAt: incident.dispatchedAt,
  signedAt: incident.allSignedAt,
  answeredAt: round?.answeredAt ?? null,
});

/** Who answers has had it since the first turn: a later one is all answering. */
function laterMoments(round: RoundRow | null, now: Date): Own {
  const openedAt = round?.openedAt ?? now;
  return {
    publishedAt: null,
    learnedAt: null,
    discoveredAt: openedAt,
    firstKnownAt: null,
    judgedAt: openedAt,
    dispatchedAt: openedAt,
    signedAt: openedAt,
    answeredAt: round?.answeredAt ?? null,
  };
}

/** The time by which the public must have read an answer; a press conference (DL-02) is none. */
const clockOf = (deadlines: DeadlineRow[], round: number): DeadlineRow | null =>
  deadlines.find(
    (row) => row.round === round && row.state !== 'superseded' && ['DL-01', 'DL-03'].includes(row.rule),
  ) ?? null;

/** What each stage is allowed: grading as the rules say, signing and ruling as they were set. */
function allowancesOf(incident: IncidentRow, facts: Facts, rules: Rules): Allowances {
  const { judgedAt } = incident;
  const grading = judgedAt
    ? internalTimes(incident, { judgedAt }, rules).find(({ id }) => id === 'DL-05')
    : undefined;
  const signing = facts.duties.map(({ sentAt, signDueAt }) => between(sentAt, signDueAt ?? sentAt));
  const ruling = facts.refusals.map(({ raisedAt, dueAt }) => between(raisedAt, dueAt));
  return {
    assign: grading ? between(new Date(grading.from), new Date(grading.due)) : 0,
    sign: Math.max(0, ...signing),
    ruling: ruling.reduce((sum, time) => sum + time, 0),
  };
}

const between = (from: Date, to: Date): number => to.getTime() - from.getTime();

/** Signing waits for the last; the answer is the respondents'. */
function whoOf({ duties, refusals }: Facts): RoundStages['who'] {
  const answering = duties.filter(
    ({ roles }) => roles.includes('respondent') || roles.includes('pool_owner'),
  );
  const unsigned = duties.filter(({ state }) => state === 'sent');
  const last = duties.reduce<AssignmentRow | null>(
    (latest, duty) => (duty.signedAt && duty.signedAt > (latest?.signedAt ?? 0) ? duty : latest),
    null,
  );
  const late = unsigned.length > 0 ? unsigned : last ? [last] : [];
  return {
    sign: late.map(({ unit }) => unit),
    answer: answering.map(({ unit }) => unit),
    ruling: [...new Set(refusals.map(({ ruler }) => ruler))],
  };
}
