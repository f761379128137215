import { In, IsNull, Not } from 'typeorm';
import { EscalationRow } from '../entities/duty.entity.js';
import { levelNow, nextStep, stepTimes, type EscalationClock } from '../ladder/stamped.js';
import type { Act } from './act.js';

export type StopReason =
  | 'signed'
  | 'refused'
  | 'reported'
  | 'ruled'
  | 'answered'
  | 'confirmed'
  | 'withdrawn'
  | 'closed'
  | 'merged'
  | 'coordinator_confirmed';

/** What ends each clock by itself; anything else only where its policy says so. */
const ENDS: Record<EscalationClock, readonly StopReason[]> = {
  sign: ['signed', 'refused'],
  report: ['reported'],
  ruling: ['ruled'],
  statutory: ['answered'],
  order: ['reported'],
  letter: ['confirmed'],
  pool: ['confirmed', 'answered'],
  incident: [],
  // What settles the due time ends it: the evaluation, or closing where none is asked for.
  closing: ['answered'],
};

/** Whether this ends an escalation: a duty taken back and a closed matter end all of it. */
export const ends = (
  { clock, policy }: Pick<EscalationRow, 'clock' | 'policy'>,
  reason: StopReason,
): boolean =>
  ['withdrawn', 'closed', 'merged', 'coordinator_confirmed'].includes(reason) ||
  ENDS[clock].includes(reason) ||
  policy.stop.includes(reason);

/** Ends the escalations of these subjects (duties, refusals, orders, letters, due times) as far as this ends them. */
export async function stopEscalations(act: Act, subjectIds: string[], reason: StopReason): Promise<void> {
  if (subjectIds.length === 0) return;
  const running = await act.manager.findBy(EscalationRow, [
    { subjectId: In(subjectIds), stoppedAt: IsNull() },
    { assignmentId: In(subjectIds), stoppedAt: IsNull() },
  ]);
  const ended = running.filter((row) => ends(row, reason)).map((row) => row.id);
  if (ended.length === 0) return;
  await act.manager.update(
    EscalationRow,
    { id: In(ended), stoppedAt: IsNull() },
    { stoppedAt: act.at, stopReason: reason },
  );
}

/** Moves every step that is still to come by so many milliseconds. */
export async function delayEscalation(act: Act, climb: EscalationRow, ms: number): Promise<void> {
  climb.eras = climb.eras.map(({ level, from }) => ({
    level,
    from: new Date(Date.parse(from) + ms).toISOString(),
  }));
  climb.dueAt &&= new Date(climb.dueAt.getTime() + ms);
  await keep(act, climb);
}

/**
 * The clock itself has got another time. Moved later, the steps ahead are new events, told again when they come; moved
 * earlier, what has been told stays told.
 */
export async function retimeEscalation(
  act: Act,
  clock: EscalationClock,
  subjectId: string,
  time: { from: Date; dueAt: Date | null },
): Promise<void> {
  const climb = await act.manager.findOneBy(EscalationRow, { clock, subjectId, stoppedAt: IsNull() });
  if (!climb) return;
  const later = (time.dueAt?.getTime() ?? Infinity) > (climb.dueAt?.getTime() ?? Infinity) || !climb.dueAt;
  climb.eras = climb.eras.map((era) => ({ ...era, from: time.from.toISOString() }));
  climb.dueAt = time.dueAt;
  if (later) {
    climb.policy = { ...climb.policy, edition: climb.policy.edition + 1 };
    const ahead = new Set(stepTimes(climb).flatMap(({ index, at }) => (at > act.at ? [index] : [])));
    climb.taken = climb.taken.filter((index) => !ahead.has(index));
  }
  await keep(act, climb);
}

/** Starts a clock anew from this moment: its steps are new events. */
export async function restartEscalation(act: Act, clock: EscalationClock, subjectId: string): Promise<void> {
  const climb = await act.manager.findOneBy(EscalationRow, { clock, subjectId });
  if (!climb) return;
  climb.policy = { ...climb.policy, edition: climb.policy.edition + 1 };
  climb.eras = [{ level: levelNow(climb), from: act.at.toISOString() }];
  climb.taken = [];
  climb.stoppedAt = null;
  climb.stopReason = null;
  await keep(act, climb);
}

/** A closed matter urges nobody, but for its evaluation where that still has to be written (DL-12). */
export async function stopAllEscalations(
  act: Act,
  incidentId: string,
  reason: 'closed' | 'merged' = 'closed',
): Promise<void> {
  await act.manager.update(
    EscalationRow,
    { incidentId, stoppedAt: IsNull(), clock: Not('closing') },
    { stoppedAt: act.at, stopReason: reason },
  );
}

async function keep(act: Act, climb: EscalationRow): Promise<void> {
  climb.nextDueAt = nextStep(climb)?.at ?? null;
  await act.manager.save(EscalationRow, climb);
}
