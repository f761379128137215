import { DateTime } from 'luxon';
import { dayOf } from '#jurisdiction';

/** How a unit that owes the form of annex 2 stands today. */
export interface UnitAtHand {
  unit: string;
  /** Null: nothing has come from it yet. */
  confirmDueAt: Date | null;
  /** By when changed people must be reported with the sealed form (DL-15); null when none is to be. */
  filingDueAt: Date | null;
  /** A message would reach its liaison, handler or whoever stands in for them. */
  reachable: boolean;
  /** A message would reach its leader in charge. */
  leaderReachable: boolean;
}

export const ROSTER_KINDS = [
  'roster_confirm',
  'roster_confirm_late',
  'roster_filing',
  'roster_unreachable',
  'roster_unreachable_office',
] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

/** One thing to be told; each event once a person and channel. */
export interface RosterReminder {
  kind: RosterKind;
  /** The unit it goes to. */
  unit: string;
  /** Units it is about. */
  about: string[];
  dueAt: Date | null;
  eventKey: string;
}

/** The unit hears a week before its entries must be confirmed, and a working morning before the form is due. */
const DAY = 86_400_000;
const CONFIRM_AHEAD = 7 * DAY;
const FILING_AHEAD = DAY;

/**
 * What is to be told about the roster (annex 2) now: a confirmation that comes due to the unit, a late one to its leader in
 * charge every week, a form that must follow (DL-15), and a unit whose liaison no message reaches to its leader in charge,
 * else to the city office, every week as long as it stands.
 * @param office unit that keeps the roster
 */
export function rosterReminders(units: readonly UnitAtHand[], office: string, now: Date): RosterReminder[] {
  const week = DateTime.fromJSDate(now, { zone: 'Asia/Shanghai' }).startOf('week').toISODate() ?? '';
  const found: RosterReminder[] = [];
  const tell = (kind: RosterKind, unit: string, moment: string, dueAt: Date | null = null) =>
    found.push({ kind, unit, about: [unit], dueAt, eventKey: `${kind}:${unit}:${moment}` });
  const lost: string[] = [];
  for (const { unit, confirmDueAt, filingDueAt, reachable, leaderReachable } of units) {
    if (!reachable && leaderReachable) tell('roster_unreachable', unit, week);
    if (!reachable && !leaderReachable) lost.push(unit);
    if (filingDueAt && within(filingDueAt, FILING_AHEAD, now) && reachable)
      tell('roster_filing', unit, dayOf(filingDueAt), filingDueAt);
    if (!confirmDueAt) continue;
    if (confirmDueAt <= now) tell('roster_confirm_late', unit, week, confirmDueAt);
    else if (within(confirmDueAt, CONFIRM_AHEAD, now) && reachable)
      tell('roster_confirm', unit, dayOf(confirmDueAt), confirmDueAt);
  }
  if (lost.length > 0)
    found.push({
      kind: 'roster_unreachable_office',
      unit: office,
      about: lost,
      dueAt: null,
      eventKey: `roster_unreachable_office:${week}`,
    });
  return found;
}

const within = (due: Date, ahead: number, now: Date): boolean => due.getTime() - now.getTime() <= ahead;
