import type { Directory } from '#jurisdiction';
import { CoordinationRow, type LetterWay } from '../entities/coordination.entity.js';
import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { signingRoles, isOver } from '../life.js';
import { note, type Act } from './act.js';
import { aboutLetter, letterDue, withoutActing } from './coordination.js';
import { announce } from './announce.js';
import { followDuties, standingDuties, withdrawDuty } from './duties.js';
import { restartEscalation, stopEscalations } from './escalations.js';
import { RefusedAction } from './errors.js';

/** How a letter got to its reader where no mail could. */
export interface HandingOver {
  how: Exclude<LetterWay, 'mail'>;
  at: Date;
  note: string | null;
}

/** Records that a letter was handed over by other means. @throws RefusedAction `letter_settled`, `in_the_future` */
export async function handOver(
  act: Act,
  incident: IncidentRow,
  row: CoordinationRow,
  given: HandingOver,
): Promise<void> {
  if (row.state !== 'drafted' && row.state !== 'sent') throw new RefusedAction('letter_settled');
  if (given.at > act.at) throw new RefusedAction('in_the_future');
  const handedBy = act.actor.replace(/^account:/, '');
  Object.assign(row, { state: 'sent', sentAt: given.at, how: given.how, handedBy, handedNote: given.note });
  await act.manager.save(CoordinationRow, row);
  await note(act, incident, 'coordination.sent', { ...aboutLetter(row), how: given.how });
}

/** Somebody at the coordinator whom one can call; sealed by the caller. */
export interface ReachablePerson {
  personSealed: Buffer;
  phoneSealed: Buffer | null;
}

/**
 * The coordinator has taken it on: from now on it coordinates its part, and once all have, the office's acting ends.
 * @throws RefusedAction `letter_settled`, `in_the_future`, `incident_closed`
 */
export async function confirmCoordination(
  act: Act,
  incident: IncidentRow,
  row: CoordinationRow,
  person: ReachablePerson & { at: Date },
  directory: Directory,
): Promise<void> {
  const { at, ...sealed } = person;
  if (isOver(incident.state)) throw new RefusedAction('incident_closed');
  if (row.state === 'confirmed' || row.state === 'recalled') throw new RefusedAction('letter_settled');
  if (at > act.at) throw new RefusedAction('in_the_future');
  Object.assign(row, {
    ...sealed,
    state: 'confirmed',
    settledAt: at,
    settledBy: act.actor,
    reason: null,
  });
  row.sentAt ??= at;
  await act.manager.save(CoordinationRow, row);
  await stopEscalations(act, [row.id], 'confirmed');
  await note(act, incident, 'coordinator.confirmed', aboutLetter(row));
  await endActing(act, incident, directory);
}

/**
 * 不属我单位: the office hears of it and goes on acting until it has decided anew.
 * @throws RefusedAction `letter_settled`, `reason_missing`
 */
export async function declineCoordination(
  act: Act,
  incident: IncidentRow,
  row: CoordinationRow,
  reason: string,
): Promise<void> {
  if (!reason.trim()) throw new RefusedAction('reason_missing');
  if (row.state !== 'drafted' && row.state !== 'sent') throw new RefusedAction('letter_settled');
  Object.assign(row, {
    state: 'declined',
    settledAt: act.at,
    settledBy: act.actor,
    reason: reason.trim(),
  });
  await act.manager.save(CoordinationRow, row);
  await stopEscalations(act, [row.id], 'withdrawn');
  await announce(act, incident, {
    eventKey: `${row.id}:declined:${act.at.getTime()}`,
    unit: row.unit,
    audience: 'office',
    template: 'coordination_declined',
    subjectId: row.id,
  });
  await note(act, incident, 'coordination.declined', { ...aboutLetter(row), reason: row.reason });
}

/**
 * Sends a letter once more: an address has been found since, or a declined one holds after all. Its clock begins anew.
 * @throws RefusedAction `letter_settled`, `incident_closed`
 */
export async function sendAgain(
  act: Act,
  incident: IncidentRow,
  row: CoordinationRow,
  directory: Directory,
): Promise<void> {
  if (isOver(incident.state)) throw new RefusedAction('incident_closed');
  if (row.state === 'confirmed' || row.state === 'recalled') throw new RefusedAction('letter_settled');
  const dueAt = letterDue(incident, act.at, directory);
  Object.assign(row, {
    state: 'drafted',
    dueAt,
    sentAt: null,
    how: null,
    handedBy: null,
    handedNote: null,
    settledAt: null,
    settledBy: null,
    reason: null,
  });
  await act.manager.save(CoordinationRow, row);
  await restartEscalation(act, 'letter', row.id);
  await note(act, incident, 'coordination.drafted', aboutLetter(row));
}

/** The office's duty loses the part of acting; what else it has in the matter stays as it is. */
async function endActing(act: Act, incident: IncidentRow, directory: Directory): Promise<void> {
  const { routing } = incident;
  if (!routing?.actingCoordinator) return;
  const confirmed = await act.manager.findBy(CoordinationRow, {
    incidentId: incident.id,
    state: 'confirmed',
  });
  const now = withoutActing(
    routing,
    confirmed.map((row) => row.unit),
    directory,
    act.at,
  );
  if (now.actingCoordinator) return;
  incident.routing = now;
  const duty = (await standingDuties(act, incident.id)).find((one) =>
    one.roles.includes('acting_coordinator'),
  );
  if (!duty) return;
  const roles = duty.roles.filter((role) => role !== 'acting_coordinator');
  if (roles.length === 0) await withdrawDuty(act, incident, duty, 'coordinator_confirmed');
  else {
    const mustSign = roles.some((role) => signingRoles.has(role));
    await act.manager.update(AssignmentRow, { id: duty.id }, { roles, mustSign });
    if (!mustSign) await stopEscalations(act, [duty.id], 'coordinator_confirmed');
  }
  await followDuties(act, incident);
}
