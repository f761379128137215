import { randomUUID } from 'node:crypto';
import { In, IsNull, Not } from 'typeorm';
import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { nextIncidentState } from '../life.js';
import { logEntry, note, type Act } from './act.js';
import { IncidentLog } from './log.js';
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
  if (plan.add.length > 0) await sendDuties(act, incident, plan.add, signDueAt);
  return plan.add.filter((want) => want.mustSign).map((want) => want.unit);
}

async function sendDuties(
  act: Act,
  incident: IncidentRow,
  wanted: WantedDuty[],
  signDueAt: Date | null,
): Promise<void> {
  const rows = wanted.map((want) => ({
    id: randomUUID(),
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    ...want,
    state: 'sent' as const,
    sentAt: act.at,
    signDueAt: want.mustSign ? signDueAt : null,
    signedAt: null,
    signedBy: null,
    rehearsal: incident.rehearsal,
  }));
  await act.manager.insert(AssignmentRow, rows);
  await IncidentLog.append(
    act.manager,
    rows.map(({ id, unit, roles, mustSign, signDueAt: due }) =>
      logEntry(act, incident, 'duty.sent', {
        assignmentId: id,
        unit,
        roles,
        mustSign,
        signDueAt: due?.toISOString() ?? null,
      }),
    ),
  );
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
