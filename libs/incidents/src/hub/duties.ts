import { In, IsNull, Not } from 'typeorm';
import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { planDuties, type WantedDuty } from './plan-duties.js';

/** The duties of an incident that stand, oldest first. */
export async function standingDuties(act: Act, incidentId: string): Promise<AssignmentRow[]> {
  return act.manager.find(AssignmentRow, {
    where: { incidentId, state: Not('withdrawn') },
    order: { sentAt: 'ASC', unit: 'ASC' },
  });
}

/**
 * Writes duties (one assignment a unit) and logs each change.
 * @param signDueAt DL-06 of the duties sent now
 * @returns units that must sign and were added
 */
export async function writeDuties(
  act: Act,
  incident: IncidentRow,
  wanted: WantedDuty[],
  mode: 'add' | 'replace',
  signDueAt: Date | null,
): Promise<string[]> {
  const plan = planDuties(await standingDuties(act, incident.id), wanted, mode);
  for (const { duty, replaced } of plan.withdraw)
    await withdrawDuty(act, incident, duty, replaced ? 'role_changed' : 'corrected');
  for (const { duty, roles } of plan.reroled)
    await act.manager.update(AssignmentRow, { id: duty.id }, { roles });
  for (const want of plan.add) {
    const due = want.mustSign ? signDueAt : null;
    const sent = await act.manager.insert(AssignmentRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      ...want,
      state: 'sent',
      sentAt: act.at,
      signDueAt: due,
      signedAt: null,
      signedBy: null,
      rehearsal: incident.rehearsal,
    });
    await note(act, incident, 'duty.sent', {
      assignmentId: sent.identifiers[0]?.['id'] as string,
      ...want,
      signDueAt: due?.toISOString() ?? null,
    });
  }
  return plan.add.filter((want) => want.mustSign).map((want) => want.unit);
}

/** Takes a duty back; its escalation ends in the same transaction. */
export async function withdrawDuty(
  act: Act,
  incident: IncidentRow,
  duty: AssignmentRow,
  reason: 'corrected' | 'role_changed' | 'recused',
): Promise<void> {
  await act.manager.update(AssignmentRow, { id: duty.id }, { state: 'withdrawn' });
  await stopEscalations(act, [duty.id], 'withdrawn');
  await note(act, incident, 'duty.withdrawn', { assignmentId: duty.id, unit: duty.unit, reason });
}

/** Ends running escalations, so that nobody is urged any more. */
export async function stopEscalations(
  act: Act,
  assignmentIds: string[],
  stopReason: 'signed' | 'withdrawn' | 'closed',
): Promise<void> {
  if (assignmentIds.length === 0) return;
  await act.manager.update(
    EscalationRow,
    { assignmentId: In(assignmentIds), stoppedAt: IsNull() },
    { stoppedAt: act.at, stopReason },
  );
}

/** The state of an incident follows from its duties: signed once every unit that must sign has signed. */
export async function followDuties(act: Act, incident: IncidentRow): Promise<void> {
  if (incident.state !== 'dispatched' && incident.state !== 'signed') return;
  const duties = (await standingDuties(act, incident.id)).filter((duty) => duty.mustSign);
  const allSigned = duties.length > 0 && duties.every((duty) => duty.state === 'signed');
  incident.state = nextIncidentState(incident.state, allSigned ? 'all_signed' : 'duty_added');
}
