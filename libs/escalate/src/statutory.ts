import { addDuration } from '#clock';
import type { DueTime, EventLevel } from '#incidents';
import type { ClockBook } from '#jurisdiction';
import { isoShanghai } from './iso.js';

export interface StatutoryInput {
  eventLevel: EventLevel;
  /** The level rests on hearsay or inference (疑似). */
  provisional: boolean;
  /** T0: the earliest discovery of any item of the incident. */
  discoveredAt: Date;
  /** When the unit concerned learned of the event, if a person said so. */
  learnedAt: Date | null;
  /** The time a superior's order sets (DL-19). */
  superiorDueAt: Date | null;
  /** An old matter told again (RT-54): starts no 5 h and 24 h. */
  oldEvent: boolean;
}

const AUTHORITATIVE = 'DL-01';
const PRESS = 'DL-02';
const OTHER = 'DL-03';
const SUPERIOR = 'DL-19';
const EMERGENCY_CLOCKS = [AUTHORITATIVE, PRESS];

/**
 * The statutory clocks of an incident (domain.zh.md (a), (f)2, (f)5):
 * - 特别重大/重大 emergencies: DL-01 (5 h, 国办发〔2016〕80号) and DL-02 (24 h, 61号、80号) from min(learned, discovered);
 * - everything else: DL-03 (48 h, 61号) from discovery;
 * - a suspected I/II runs both, until a person confirms or rules it out; an old event runs DL-03 only;
 * - DL-19 is a superior's own time, a third clock that replaces none.
 * Natural hours; nights and holidays count.
 */
export function statutoryDeadlines(input: StatutoryInput, book: ClockBook): DueTime[] {
  const emergency = isEmergency(input.eventLevel) && !input.oldEvent;
  const t0 = input.learnedAt && input.learnedAt < input.discoveredAt ? input.learnedAt : input.discoveredAt;
  const due: DueTime[] = [];
  if (emergency) for (const id of EMERGENCY_CLOCKS) due.push(...running(book, id, t0));
  if (!emergency || input.provisional) due.push(...running(book, OTHER, input.discoveredAt));
  if (input.superiorDueAt)
    due.push({ id: SUPERIOR, from: isoShanghai(input.discoveredAt), due: isoShanghai(input.superiorDueAt) });
  return due;
}

/**
 * What an upgrade of the event level to I/II adds (domain.zh.md (a), (f)10): for DL-01 and DL-02 the original time
 * (T0 + limit, possibly past already) and, as `origin: 'upgrade'`, the time after the upgrade (upgradedAt + limit);
 * DL-03 stays, marked as superseded. Rows that exist are kept as they are. A level that was suspected before has its
 * clocks running since T0: confirming it only supersedes DL-03. Any other level changes nothing.
 */
export function upgradeDeadlines(
  existing: readonly DueTime[],
  upgradedAt: Date,
  newLevel: EventLevel,
  book: ClockBook,
): DueTime[] {
  if (!isEmergency(newLevel)) return [...existing];
  const kept = existing.map((deadline) => (deadline.id === OTHER ? superseded(deadline) : deadline));
  const t0 = earliestStart(existing) ?? upgradedAt;
  const missing = EMERGENCY_CLOCKS.filter((id) => !existing.some((deadline) => deadline.id === id));
  const added = missing.flatMap((id) => [
    ...running(book, id, t0),
    ...running(book, id, upgradedAt).map((deadline) => ({ ...deadline, origin: 'upgrade' as const })),
  ]);
  return sorted([...kept, ...added]);
}

/** The clocks that still bind: without those replaced by an upgrade. */
export const enforced = (deadlines: readonly DueTime[]): DueTime[] =>
  deadlines.filter((deadline) => !deadline.supersededBy);

const isEmergency = (level: EventLevel): boolean => level === 'I' || level === 'II';
const superseded = (deadline: DueTime): DueTime => ({ ...deadline, supersededBy: AUTHORITATIVE });

function earliestStart(deadlines: readonly DueTime[]): Date | null {
  const starts = deadlines.filter((d) => d.id !== SUPERIOR && !d.origin).map((d) => Date.parse(d.from));
  return starts.length > 0 ? new Date(Math.min(...starts)) : null;
}

function running(book: ClockBook, id: string, start: Date): DueTime[] {
  const limit = deadlineRule(book, id)?.limit;
  return limit ? [{ id, from: isoShanghai(start), due: isoShanghai(addDuration(start, limit)) }] : [];
}

const deadlineRule = (book: ClockBook, id: string) =>
  book.profile.deadlines.find((deadline) => deadline.id === id);

const sorted = (deadlines: DueTime[]): DueTime[] =>
  deadlines.sort((a, b) => (a.id === b.id ? Date.parse(a.due) - Date.parse(b.due) : a.id < b.id ? -1 : 1));
