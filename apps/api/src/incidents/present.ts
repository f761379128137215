import { DateTime } from 'luxon';
import type { Directory } from '#jurisdiction';
import { type Reason, UNDER_WAY, UNDECIDED } from '#incidents';
import type { AssignmentRow, DeadlineRow, EscalationRow, IncidentLogRow } from '#incidents/service';
import type {
  DeadlineView,
  DutyView,
  IncidentDetail,
  IncidentState,
  IncidentSummary,
  ReasonView,
  RoutingView,
  TimelineEntry,
  UnitSign,
} from '../contract/index.js';
import { heatTotal } from '../levels/total.js';
import type { LoadedIncident } from './load.js';
import { actorWords, logSentences, roleWords, stepWords } from './words.js';

/** ISO 8601 in the city's own time. */
export const iso = (at: Date): string => DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toISO() ?? '';
export const isoOrNull = (at: Date | null): string | null => (at ? iso(at) : null);

export function presentSign(duty: AssignmentRow, escalation: EscalationRow | undefined): UnitSign {
  const last = escalation?.taken.at(-1);
  const steps = escalation?.policy.steps ?? [];
  const reached = last === undefined ? undefined : (steps[last] ?? steps.at(-1));
  const climbed = reached && reached.template !== 'assigned';
  return {
    assignmentId: duty.id,
    unit: duty.unit,
    roles: duty.roles.map((role) => roleWords[role]),
    mustSign: duty.mustSign,
    state: duty.state,
    sentAt: iso(duty.sentAt),
    signDueAt: isoOrNull(duty.signDueAt),
    signedAt: isoOrNull(duty.signedAt),
    escalatedTo: climbed
      ? `${reached.template === 'reminder' ? '已催办' : '已报'}${stepWords[reached.to] ?? reached.to}`
      : null,
  };
}

export function presentDeadline(row: DeadlineRow, directory: Directory): DeadlineView {
  const rule = directory.profile.deadlines.find((entry) => entry.id === row.rule);
  return {
    rule: row.rule,
    name: `${rule?.name ?? row.rule}${row.origin === 'upgrade' ? '（升级后）' : ''}${row.round > 1 ? `（第 ${row.round} 轮）` : ''}`,
    kind: row.kind,
    startsAt: iso(row.startsAt),
    dueAt: iso(row.dueAt),
    state: row.state,
    source: rule?.source ?? '',
    round: row.round,
    presumed: row.presumed.length > 0 ? presumedWords(row.presumed) : null,
  };
}

/** Said wherever a due time rests on a year not yet published. */
export const presumedWords = (years: readonly number[]): string =>
  `${years.join('、')} 年节假日安排尚未公布，暂按周一至周五计算`;

const isStatutory = (row: DeadlineRow, round: number) =>
  row.kind === 'statutory' && row.round === round && (row.state === 'open' || row.state === 'missed');

/** Only what is under way is urged: after the answer nobody's signature is waited for. */
const RUNNING: ReadonlySet<IncidentState> = new Set([...UNDECIDED, ...UNDER_WAY]);

export function presentSummary(loaded: LoadedIncident, directory: Directory, now: Date): IncidentSummary {
  const { row, duties, deadlines } = loaded;
  const standing = duties.filter((duty) => duty.state !== 'withdrawn');
  const statutory = deadlines.find((due) => isStatutory(due, row.round));
  const superior = deadlines.find(
    (due) => due.kind === 'superior' && due.settledAt === null && due.state !== 'superseded',
  );
  const unsigned = standing.filter((duty) => duty.mustSign && duty.state === 'sent' && duty.signDueAt);
  const signDue = unsigned
    .map((duty) => duty.signDueAt as Date)
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    eventLevel: row.eventLevel,
    opinionLevel: row.opinionLevel,
    opinionConfirmed: row.opinionConfirmed,
    provisional: row.provisional,
    heat: heatTotal(row),
    mustRespond: row.mustRespond.length > 0,
    disposition: row.disposition,
    places: [...new Set(row.places.map((place) => place.name))],
    topics: row.topics,
    units: standing.map((duty) => presentSign(duty, loaded.escalations.get(duty.id))),
    itemCount: row.itemCount,
    discoveredAt: iso(row.discoveredAt),
    statutoryDue: statutory ? presentDeadline(statutory, directory) : null,
    superiorDue: superior ? presentDeadline(superior, directory) : null,
    signDueAt: RUNNING.has(row.state) ? isoOrNull(signDue ?? null) : null,
    late: loaded.late,
    rehearsal: row.rehearsal,
    historic: row.historic,
    restricted: row.restricted,
    version: row.version,
    now: iso(now),
  };
}

export function presentDuty(
  loaded: LoadedIncident,
  duty: AssignmentRow,
  directory: Directory,
  now: Date,
): DutyView {
  const summary = presentSummary(loaded, directory, now);
  return {
    assignmentId: duty.id,
    incidentId: summary.id,
    number: summary.number,
    title: summary.title,
    unit: duty.unit,
    roles: duty.roles.map((role) => roleWords[role]),
    mustSign: duty.mustSign,
    state: duty.state,
    opinionLevel: summary.opinionLevel,
    eventLevel: summary.eventLevel,
    sentAt: iso(duty.sentAt),
    signDueAt: isoOrNull(duty.signDueAt),
    signedAt: isoOrNull(duty.signedAt),
    statutoryDue: summary.statutoryDue,
    superiorDue: summary.superiorDue,
    rehearsal: summary.rehearsal,
    now: summary.now,
  };
}

const presentReason = (reason: Reason): ReasonView => ({
  rule: reason.rule,
  version: reason.version,
  because: reason.because,
  words: reason.words ?? [],
});

/** Reasons in the order a monitor asks: where, what, how grave, whose job, the rest. */
export function presentWhy(reasons: Reason[]): IncidentDetail['why'] {
  const why: IncidentDetail['why'] = { places: [], topics: [], levels: [], routing: [], other: [] };
  for (const reason of reasons) {
    const { rule } = reason;
    const part = rule.startsWith('place')
      ? why.places
      : rule.startsWith('topic') || rule.startsWith('field') || rule.startsWith('body')
        ? why.topics
        : /^(EV|OP|MR)-/.test(rule)
          ? why.levels
          : rule.startsWith('RT-')
            ? why.routing
            : why.other;
    part.push(presentReason(reason));
  }
  return why;
}

export function presentRouting(routing: RoutingView | null): RoutingView | null {
  if (!routing) return null;
  const { firstResponsible, respondents, assisting, coordinators, actingCoordinator, informed, lead, rules } =
    routing;
  const { needsHuman, questions, flags } = routing;
  return {
    firstResponsible,
    respondents,
    assisting,
    coordinators,
    actingCoordinator,
    informed,
    lead,
    rules,
    needsHuman,
    questions,
    flags,
  };
}

/** @param names display names of accounts by login; an account that is gone keeps its login */
export const presentLog = (row: IncidentLogRow, names: ReadonlyMap<string, string>): TimelineEntry => ({
  id: row.id,
  type: row.type,
  at: iso(row.at),
  actor: actorWords(row.actor, names),
  text: logSentences[row.type](row.data),
});
