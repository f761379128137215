import { IsNull } from 'typeorm';
import { bookOf, stampClocks, type ClockBook, type Directory } from '#jurisdiction';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { EventLevel } from '../levels.js';
import type { DueTime } from '../routing.js';
import type { Act } from './act.js';
import { moveEarlier, writeDeadlines } from './deadlines.js';
import { asNewDeadline, movedTo, type NewDeadline } from './plan-deadlines.js';
import type { DeadlinePolicy } from './ports.js';

/** The clocks an incident goes by: stamped on it when first asked for; the caller saves it. */
export function clocksOf(incident: IncidentRow, directory: Directory): ClockBook {
  incident.clocks ??= stampClocks(directory);
  return bookOf(incident.clocks, directory);
}

/**
 * Writes the statutory due times (DL-01…03) of the present round, counted from discovery; a superior's own (DL-19) stand
 * with its order. They are written with the routing, whether it is dispatched or waits for a person, in one transaction with
 * what follows from it: T0 stands in the incident from its birth, so counting a moment later gives the same times.
 */
export async function setStatutoryDeadlines(
  act: Act,
  incident: IncidentRow,
  { policy, directory }: { policy: DeadlinePolicy; directory: Directory },
): Promise<void> {
  const book = clocksOf(incident, directory);
  const stored = await act.manager.findBy(DeadlineRow, { incidentId: incident.id, round: incident.round });
  const first = incident.round === 1;
  const birth = policy.statutory(
    {
      eventLevel: incident.eventLevel,
      provisional: incident.provisional,
      discoveredAt: first ? incident.discoveredAt : (incident.roundAt ?? act.at),
      learnedAt: first ? incident.learnedAt : null,
      superiorDueAt: null,
      oldEvent: incident.flags.includes('old_event'),
    },
    book,
  );
  const wanted = [
    ...birth.map((due) => asNewDeadline(due, incident.round)),
    ...upgrades(stored, { at: act.at, level: incident.eventLevel }, policy, book),
  ];
  await writeDeadlines(act, incident, stored, wanted);
}

/** When the level rises to I or II after the clocks began: due times from the rise, beside the original ones ((f)10). */
function upgrades(
  stored: DeadlineRow[],
  rise: { at: Date; level: EventLevel },
  policy: DeadlinePolicy,
  book: ClockBook,
): NewDeadline[] {
  const began = stored.find((row) => row.rule === 'DL-03');
  const grave = rise.level === 'I' || rise.level === 'II';
  if (!grave || !began || stored.some((row) => row.rule === 'DL-01')) return [];
  const existing: DueTime[] = stored
    .filter((row) => row.kind === 'statutory')
    .map((row) => ({ id: row.rule, from: row.startsAt.toISOString(), due: row.dueAt.toISOString() }));
  return policy
    .upgrade(existing, rise.at, rise.level, book)
    .filter((due) => due.origin === 'upgrade')
    .map((due) => asNewDeadline(due, began.round));
}

/** When something that joins an incident was discovered and known. */
export interface Seen {
  discoveredAt: Date;
  /** When it was known here: later than its discovery where somebody entered it afterwards. */
  knownAt: Date;
  learnedAt: Date | null;
}

/**
 * T0 only ever moves earlier; since when the matter has been known here is kept beside it, so that nobody is charged with
 * the time before (`chargeLateness`).
 * @returns whether a clock moves thereby
 */
export function takeEarlier(incident: IncidentRow, seen: Seen): boolean {
  const known = incident.firstKnownAt ?? incident.discoveredAt;
  incident.firstKnownAt = seen.knownAt < known ? seen.knownAt : known;
  const earlier = seen.discoveredAt < incident.discoveredAt;
  const learned = seen.learnedAt !== null && (!incident.learnedAt || seen.learnedAt < incident.learnedAt);
  if (earlier) incident.discoveredAt = seen.discoveredAt;
  if (learned) incident.learnedAt = seen.learnedAt;
  return earlier || learned;
}

/**
 * The statutory times that still run, moved to where they start by now: earlier, with the limit they were born with. Later
 * rounds and the rows of an upgrade count from moments of their own.
 */
export async function moveStatutory(act: Act, incident: IncidentRow): Promise<void> {
  const rows = await act.manager.findBy(DeadlineRow, {
    incidentId: incident.id,
    kind: 'statutory',
    origin: 'birth',
    round: 1,
    settledAt: IsNull(),
  });
  const { discoveredAt, learnedAt } = incident;
  const fromLearning = learnedAt && learnedAt < discoveredAt ? learnedAt : discoveredAt;
  for (const row of rows) {
    const start = countsFromLearning(incident, row.rule) ? fromLearning : discoveredAt;
    if (row.state === 'superseded' || start >= row.startsAt) continue;
    await moveEarlier(act, incident, row, movedTo(row, start));
  }
}

const countsFromLearning = ({ clocks }: IncidentRow, id: string): boolean =>
  (clocks?.deadlines.find((rule) => rule.id === id)?.from ?? 'discovered') === 'learned_or_discovered';

/** A merge, whole: T0 and the clocks that count from it. The caller saves the incident. */
export async function mergeT0(act: Act, incident: IncidentRow, seen: Seen): Promise<void> {
  if (takeEarlier(incident, seen)) await moveStatutory(act, incident);
}
