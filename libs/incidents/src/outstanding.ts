import { isOver, isUnderWay, type DutyRole, type DutyState, type IncidentState } from './life.js';

/** What of a duty its own state and its incident's say about what is still to be done. */
export interface DutyAtWork {
  state: DutyState;
  mustSign: boolean;
  roles: readonly DutyRole[];
  signDueAt: Date | null;
  reportDueAt: Date | null;
  reportedAt: Date | null;
}

/** 签收 (DL-06), 核实初报 (DL-07), 首次回应 (DL-01…03). */
export type OutstandingKind = 'sign' | 'report' | 'answer';
export interface Outstanding {
  kind: OutstandingKind;
  dueAt: Date | null;
}

/**
 * What a unit still owes in a matter, what is due first standing first; empty: nothing to urge.
 * @param statutoryDueAt the statutory due time that binds first and is not settled
 */
export function outstanding(
  duty: DutyAtWork,
  state: IncidentState,
  statutoryDueAt: Date | null,
): Outstanding[] {
  if (duty.state === 'withdrawn' || !duty.mustSign || isOver(state)) return [];
  const running = isUnderWay(state);
  const owed: Outstanding[] = [];
  if (duty.state === 'sent') owed.push({ kind: 'sign', dueAt: duty.signDueAt });
  if (running && duty.reportDueAt && !duty.reportedAt) owed.push({ kind: 'report', dueAt: duty.reportDueAt });
  if (running && duty.roles.includes('respondent')) owed.push({ kind: 'answer', dueAt: statutoryDueAt });
  const time = ({ dueAt }: Outstanding) => dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return owed.toSorted((a, b) => time(a) - time(b));
}

/** The first thing that is past its time; null when nothing is. */
export const lateOf = (owed: Outstanding[], now: Date): Outstanding | null =>
  owed.find(({ dueAt }) => dueAt !== null && dueAt <= now) ?? null;
