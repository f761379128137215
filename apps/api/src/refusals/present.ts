import { actsFor, mayDo, type Principal } from '#access';
import type { Directory } from '#jurisdiction';
import {
  isRefusable,
  runningClock,
  type AssignmentRow,
  type ExtensionRow,
  type FirstReportRow,
  type IncidentRow,
  type RefusalRow,
  type ReportAnswers,
} from '#incidents/service';
import type {
  DutyCare,
  ExtensionView,
  FirstReportView,
  RefusalView,
  ReportAnswersView,
  RulingView,
} from '../contract/index.js';
import { iso, isoOrNull } from '../incidents/present.js';
import type { Names } from '../incidents/names.js';
import { actorWords } from '../incidents/words.js';
import { isOver } from '#incidents';

export const clockWords: Record<string, string> = { 'DL-06': '签收时限', 'DL-07': '核实初报时限' };

/** Whether this person rules for that unit: one of its people with the right, and not of the unit that asks. */
export const mayRule = (caller: Principal, row: { ruler: string }): boolean =>
  mayDo(caller, 'refusals.decide') && actsFor(caller, row.ruler);

export const isOpen = ({ state }: RefusalRow): boolean => state === 'waiting' || state === 'prepared';

/** What the caller may do with a refusal now; each action checks again. */
function actionsOn(caller: Principal, row: RefusalRow): RefusalView['actions'] {
  const actions: RefusalView['actions'] = [];
  const rules = mayRule(caller, row);
  const leads = rules && caller.role === 'leader';
  if (isOpen(row)) {
    if (leads && row.state === 'prepared') actions.push('confirm');
    // The leader rules where the matter comes to the leader; else the office does.
    if (rules && (row.needsLeader || caller.role !== 'leader')) actions.push('rule');
    if (rules && caller.role !== 'leader') actions.push('meet');
    if (mayDo(caller, 'duties.sign') && actsFor(caller, row.unit)) actions.push('withdraw');
  }
  const changes = row.state === 'ruled' && row.ruling?.outcome !== 'upheld' && row.directoryChangeId === null;
  if (changes && rules && mayDo(caller, 'directory.change')) actions.push('propose_change');
  return actions;
}

export interface Known {
  incident: IncidentRow;
  duty: AssignmentRow | undefined;
  names: Names;
  now: Date;
}

export function presentRefusal(row: RefusalRow, known: Known, caller: Principal): RefusalView {
  const { incident, duty, names, now } = known;
  return {
    id: row.id,
    incidentId: row.incidentId,
    number: incident.number,
    title: incident.title,
    opinionLevel: incident.opinionLevel,
    assignmentId: row.assignmentId,
    unit: row.unit,
    ground: row.ground,
    note: row.note,
    proposed: row.proposed,
    round: row.round,
    needsLeader: row.needsLeader,
    state: row.state,
    ruler: row.ruler,
    raisedAt: iso(row.raisedAt),
    raisedBy: actorWords(row.raisedBy, names),
    dueAt: iso(row.dueAt),
    late: isOpen(row) && row.dueAt <= now,
    reportedAt: isoOrNull(duty?.reportedAt ?? null),
    reportDueAt: isoOrNull(duty?.reportDueAt ?? null),
    meetings: row.meetings.map((one) => ({
      day: one.day,
      participants: one.participants,
      note: one.note,
      by: actorWords(one.by, names),
      at: iso(new Date(one.at)),
    })),
    prepared: row.state === 'prepared' ? rulingOf(row, row.preparedBy, row.preparedAt, names) : null,
    returnedNote: row.returnedNote,
    ruling: row.state === 'ruled' ? rulingOf(row, row.ruledBy, row.settledAt, names) : null,
    settledAt: isoOrNull(row.settledAt),
    directoryChangeId: row.directoryChangeId,
    actions: actionsOn(caller, row),
    rehearsal: row.rehearsal,
    version: incident.version,
    now: iso(now),
  };
}

function rulingOf(row: RefusalRow, by: string | null, at: Date | null, names: Names): RulingView | null {
  if (!row.ruling || !by || !at) return null;
  const { outcome, units, reason } = row.ruling;
  return { outcome, units, reason, by: actorWords(by, names), at: iso(at) };
}

export function presentExtension(
  row: ExtensionRow,
  { incident, names, now }: Omit<Known, 'duty'>,
  caller: Principal,
): ExtensionView {
  return {
    id: row.id,
    incidentId: row.incidentId,
    number: incident.number,
    title: incident.title,
    assignmentId: row.assignmentId,
    unit: row.unit,
    rule: row.rule,
    clock: clockWords[row.rule] ?? row.rule,
    reason: row.reason,
    state: row.state,
    ruler: row.ruler,
    previousDueAt: iso(row.previousDueAt),
    askedUntil: iso(row.askedUntil),
    askedAt: iso(row.askedAt),
    decidedAt: isoOrNull(row.decidedAt),
    decidedBy: row.decidedBy && actorWords(row.decidedBy, names),
    decisionNote: row.decisionNote,
    mayDecide: row.state === 'waiting' && mayRule(caller, row),
    rehearsal: row.rehearsal,
    now: iso(now),
  };
}

export const presentReport = (row: FirstReportRow, names: Names): FirstReportView => ({
  assignmentId: row.assignmentId,
  unit: row.unit,
  text: row.text,
  answers: row.answers && presentAnswers(row.answers),
  at: iso(row.at),
  by: actorWords(row.by, names),
});

const presentAnswers = ({ truth, found, measures, next }: ReportAnswers): ReportAnswersView => ({
  truth,
  found,
  measures,
  next,
});

/** What stands between a duty and its refusal; null when it may be refused now. */
export function whyNotRefused(
  duty: AssignmentRow,
  refusals: RefusalRow[],
  directory: Directory,
  now: Date,
): string | null {
  if (refusals.some((row) => row.unit === duty.unit)) return '本单位对这一事件已提出过一次退单。';
  if (refusals.some((row) => row.needsLeader && row.state === 'ruled'))
    return '这一事件的退单已有最终裁定，如有新的情况请联系市政府办公室。';
  if (!directory.rule('RT-43') || !isRefusable(duty)) return '这项任务如有异议，请联系市政府办公室。';
  if (!duty.refuseDueAt || now > duty.refuseDueAt)
    return '已过提出退单的时限，请先行办理；如有异议请联系市政府办公室。';
  return null;
}

export interface Cared {
  duty: AssignmentRow;
  incident: IncidentRow;
  refusals: RefusalRow[];
  extensions: ExtensionRow[];
  names: Names;
  directory: Directory;
  now: Date;
}

export function presentCare(cared: Cared, caller: Principal): DutyCare {
  const { duty, incident, refusals, directory, now } = cared;
  const over = isOver(incident.state) || incident.state === 'set_aside' || duty.state === 'withdrawn';
  const acts = !over && duty.mustSign && mayDo(caller, 'duties.sign') && actsFor(caller, duty.unit);
  const hint = whyNotRefused(duty, refusals, directory, now);
  const asked = cared.extensions.filter((row) => row.assignmentId === duty.id);
  const waiting = asked.some((row) => row.state === 'waiting');
  const clocks = (['DL-06', 'DL-07'] as const).flatMap((rule) => {
    const due = runningClock(duty, rule);
    return due && due > now ? [{ rule, clock: clockWords[rule] ?? rule, dueAt: iso(due) }] : [];
  });
  const [last] = asked.toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime());
  const open = refusals.find((row) => row.assignmentId === duty.id && isOpen(row));
  return {
    assignmentId: duty.id,
    unit: duty.unit,
    refuseBy: acts && hint === null ? isoOrNull(duty.refuseDueAt) : null,
    refuseHint: acts && !open ? hint : null,
    refusalId: open?.id ?? null,
    reportDueAt: isoOrNull(duty.reportDueAt),
    reportedAt: isoOrNull(duty.reportedAt),
    mayReport: acts && duty.state !== 'sent' && !duty.reportedAt,
    extendable: acts && !waiting ? clocks : [],
    extension: last ? presentExtension(last, { incident, names: cared.names, now }, caller) : null,
  };
}
