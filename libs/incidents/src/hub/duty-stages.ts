import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { answeringRoles, IllegalTransition, isSigned, nextDutyState, type DutyEvent } from '../life.js';
import { logEntry, note, type Act } from './act.js';
import { followDuties, standingDuties } from './duties.js';
import { RefusedAction } from './errors.js';
import { IncidentLog } from './log.js';

/** Duties whose unit owes the answer and that stand, oldest first. */
export const answeringDuties = async (act: Act, incidentId: string): Promise<AssignmentRow[]> =>
  (await standingDuties(act, incidentId)).filter((duty) =>
    duty.roles.some((role) => answeringRoles.has(role)),
  );

/**
 * Takes the answering duties of these units through one step of their text (`DUTY_LIFE`), and the incident after them; one
 * that stands there already stays. The caller holds the lock and saves the incident.
 * @throws RefusedAction `sign_first`, `duty_refused`; IllegalTransition
 */
export async function moveDuties(
  act: Act,
  incident: IncidentRow,
  units: readonly string[],
  event: Extract<DutyEvent, 'draft' | 'align' | 'approve' | 'return' | 'publish'>,
): Promise<void> {
  const duties = (await answeringDuties(act, incident.id)).filter(({ unit }) => units.includes(unit));
  for (const duty of duties) {
    if (duty.state === 'sent') throw new RefusedAction('sign_first');
    if (duty.state === 'refused') throw new RefusedAction('duty_refused');
    const to = nextDutyState(duty.state, event, duty.reportedAt !== null);
    if (to === duty.state) continue;
    await act.manager.update(AssignmentRow, { id: duty.id }, { state: to });
    await note(act, incident, 'duty.moved', { assignmentId: duty.id, unit: duty.unit, to });
  }
  await followDuties(act, incident);
}

/** The public has its answer: whoever received the duty is done with it, whoever has not still owes the signature. */
export async function publishDuties(act: Act, incident: IncidentRow): Promise<void> {
  const duties = (await answeringDuties(act, incident.id)).filter(
    (duty) => isSigned(duty) && duty.state !== 'published',
  );
  await moveAll(act, incident, duties, 'publish');
}

/** A new round: who answered owes the next answer, and need not sign again. */
export async function reopenDuties(act: Act, incident: IncidentRow): Promise<void> {
  const duties = (await answeringDuties(act, incident.id)).filter(({ state }) => state === 'published');
  await moveAll(act, incident, duties, 'new_round');
}

async function moveAll(
  act: Act,
  incident: IncidentRow,
  duties: AssignmentRow[],
  event: DutyEvent,
): Promise<void> {
  const moved = duties.map((duty) => ({
    duty,
    to: nextDutyState(duty.state, event, duty.reportedAt !== null),
  }));
  for (const { duty, to } of moved) await act.manager.update(AssignmentRow, { id: duty.id }, { state: to });
  await IncidentLog.append(
    act.manager,
    moved.map(({ duty, to }) =>
      logEntry(act, incident, 'duty.moved', { assignmentId: duty.id, unit: duty.unit, to }),
    ),
  );
}

/** 核实: the first report is in; while a refusal waits the unit stays where it is. @throws IllegalTransition */
export async function verifyDuty(act: Act, duty: AssignmentRow): Promise<void> {
  // What is further on already (a text was handed in first) stays there.
  if (duty.state !== 'signed' && duty.state !== 'refused') {
    if (duty.state === 'sent' || duty.state === 'withdrawn')
      throw new IllegalTransition(duty.state, 'verify', 'duty');
    return;
  }
  duty.state = nextDutyState(duty.state, 'verify');
  await act.manager.update(AssignmentRow, { id: duty.id }, { state: duty.state });
}
