import { noteReached } from '#jurisdiction/service';
import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { nextStep } from '../ladder/stamped.js';
import { note, type Act } from './act.js';
import { followDuties } from './duties.js';
import { RefusedAction } from './errors.js';
import { stopEscalations } from './escalations.js';
import { lapseExtension } from './lapse.js';
import { isOver, nextDutyState } from '../life.js';

/** @throws RefusedAction `duty_withdrawn`, `duty_refused`, `duty_informed_only`, `incident_closed` */
export function mustBeSignable(duty: AssignmentRow, incident: IncidentRow): void {
  if (duty.state === 'withdrawn') throw new RefusedAction('duty_withdrawn');
  if (duty.state === 'refused') throw new RefusedAction('duty_refused');
  if (!duty.mustSign) throw new RefusedAction('duty_informed_only');
  if (isOver(incident.state)) throw new RefusedAction('incident_closed');
}

/**
 * The unit signs, however it says so; in the transaction of the change, on the locked incident, which the caller saves.
 * @param now real time
 * @param how kept in the log beside the unit
 */
export async function signNow(
  act: Act,
  incident: IncidentRow,
  duty: AssignmentRow,
  now: Date,
  how: Record<string, unknown> = {},
): Promise<void> {
  const state = nextDutyState(duty.state, 'sign', duty.reportedAt !== null);
  Object.assign(duty, { state, signedAt: act.at, signedBy: act.actor });
  await act.manager.save(AssignmentRow, duty);
  await stopEscalations(act, [duty.id], 'signed');
  await lapseExtension(act, duty.id, 'DL-06');
  await noteReached(act.manager, duty, now);
  await note(act, incident, 'duty.signed', { assignmentId: duty.id, unit: duty.unit, ...how });
  await followDuties(act, incident);
}

/** A signature that was none: the duty is open as it was, and its sign-off clock goes on where it would be by now. */
export async function unsign(act: Act, incident: IncidentRow, duty: AssignmentRow): Promise<void> {
  const state = nextDutyState(duty.state, 'unsign');
  Object.assign(duty, { state, signedAt: null, signedBy: null });
  incident.allSignedAt = null;
  await act.manager.save(AssignmentRow, duty);
  const clock = { clock: 'sign' as const, subjectId: duty.id, stopReason: 'signed' };
  const climb = await act.manager.findOneBy(EscalationRow, clock);
  if (climb) {
    const nextDueAt = nextStep(climb)?.at ?? null;
    await act.manager.update(
      EscalationRow,
      { id: climb.id },
      { stoppedAt: null, stopReason: null, nextDueAt },
    );
  }
  await followDuties(act, incident);
}
