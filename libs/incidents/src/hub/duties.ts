import { randomUUID } from 'node:crypto';
import { Not } from 'typeorm';
import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { DISPOSED } from '../disposition.js';
import { eventOfDuties, isSigned, isUnderWay, nextIncidentState } from '../life.js';
import type { Disposition } from '../judgement.js';
import type { DueTime } from '../routing.js';
import { logEntry, note, type Act } from './act.js';
import { announce } from './announce.js';
import { stopEscalations } from './escalations.js';
import { lapse } from './lapse.js';
import { IncidentLog } from './log.js';
import { planDuties, type WantedDuty } from './plan-duties.js';

/** The duties of an incident that stand, oldest first. */
export async function standingDuties(act: Act, incidentId: string): Promise<AssignmentRow[]> {
  return act.manager.find(AssignmentRow, {
    where: { incidentId, state: Not('withdrawn') },
    order: { sentAt: 'ASC', unit: 'ASC' },
  });
}

/** Internal times of the duties sent at one moment. */
export interface DutyTimes {
  /** DL-06 */
  signDueAt: Date | null;
  /** DL-07 */
  reportDueAt: Date | null;
  /** DL-08 */
  refuseDueAt: Date | null;
}

export function dutyTimes(times: DueTime[]): DutyTimes {
  const due = (rule: string) => {
    const found = times.find(({ id }) => id === rule);
    return found ? new Date(found.due) : null;
  };
  return { signDueAt: due('DL-06'), reportDueAt: due('DL-07'), refuseDueAt: due('DL-08') };
}

/**
 * Writes duties (one assignment a unit) and logs each change.
 * @param times of the duties sent now
 * @returns units that must sign and were added
 */
export async function writeDuties(
  act: Act,
  incident: IncidentRow,
  wanted: WantedDuty[],
  mode: 'add' | 'replace',
  times: DutyTimes,
): Promise<string[]> {
  const plan = planDuties(await standingDuties(act, incident.id), wanted, mode);
  for (const { duty, replaced } of plan.withdraw)
    await withdrawDuty(act, incident, duty, replaced ? 'role_changed' : 'corrected');
  for (const { duty, roles } of plan.reroled)
    await act.manager.update(AssignmentRow, { id: duty.id }, { roles });
  if (plan.add.length > 0) await sendDuties(act, incident, plan.add, times);
  return plan.add.filter((want) => want.mustSign).map((want) => want.unit);
}

async function sendDuties(
  act: Act,
  incident: IncidentRow,
  wanted: WantedDuty[],
  times: DutyTimes,
): Promise<void> {
  const rows = wanted.map((want) => ({
    id: randomUUID(),
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    ...want,
    state: 'sent' as const,
    sentAt: act.at,
    signDueAt: want.mustSign ? times.signDueAt : null,
    signedAt: null,
    signedBy: null,
    // Who answers for it checks first; first responsible townships only help, unless they refuse.
    reportDueAt: want.roles.includes('respondent') ? times.reportDueAt : null,
    refuseDueAt: want.mustSign ? times.refuseDueAt : null,
    rehearsal: incident.rehearsal,
  }));
  await act.manager.insert(AssignmentRow, rows);
  // Who need not sign is told once; there is nothing to urge.
  for (const { id, unit } of rows.filter((row) => !row.mustSign))
    await announce(act, incident, {
      eventKey: `${id}:informed`,
      unit,
      audience: 'liaison',
      template: 'informed',
      assignmentId: id,
      ownOnly: true,
    });
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
  reason:
    | 'corrected'
    | 'role_changed'
    | 'recused'
    | 'coordinator_confirmed'
    | 'disposed'
    | 'merged'
    | 'regrouping_undone',
): Promise<void> {
  await act.manager.update(AssignmentRow, { id: duty.id }, { state: 'withdrawn' });
  await stopEscalations(act, [duty.id], 'withdrawn');
  await lapse(act, incident, { assignmentId: duty.id }, 'withdrawn');
  await note(act, incident, 'duty.withdrawn', { assignmentId: duty.id, unit: duty.unit, reason });
}

/**
 * Takes back what units hold of a matter that ends without their answer, or is looked on at first (先观察), and tells them
 * that nothing is left to do. Who must see nothing (RT-05) hears nothing.
 * @param ends what it ends in; null: nothing is decided any more
 */
export async function dropDuties(act: Act, incident: IncidentRow, ends: Disposition | null): Promise<void> {
  for (const duty of await standingDuties(act, incident.id)) {
    await withdrawDuty(act, incident, duty, 'disposed');
    if (incident.recused.includes(duty.unit)) continue;
    await announce(act, incident, {
      eventKey: `${duty.id}:disposed:${act.at.getTime()}`,
      unit: duty.unit,
      audience: 'liaison_and_handler',
      template: DISPOSED,
      assignmentId: duty.id,
      ownOnly: true,
      data: { ends, path: '/duties' },
    });
  }
}

/** Units whose duties stand again, as the decision that took them was taken back, hear that they go on. */
export async function tellResumed(
  act: Act,
  incident: IncidentRow,
  duties: readonly AssignmentRow[],
): Promise<void> {
  for (const duty of duties)
    await announce(act, incident, {
      eventKey: `${duty.id}:resumed:${act.at.getTime()}`,
      unit: duty.unit,
      audience: 'liaison_and_handler',
      template: 'disposed_undone',
      assignmentId: duty.id,
      ownOnly: true,
    });
}

/** The state of an incident under way follows from its duties (`eventOfDuties`). */
export async function followDuties(act: Act, incident: IncidentRow): Promise<void> {
  if (!isUnderWay(incident.state)) return;
  const duties = (await standingDuties(act, incident.id)).filter((duty) => duty.mustSign);
  const allSigned = duties.length > 0 && duties.every(isSigned);
  const first = duties.map((duty) => duty.signedAt).find((signedAt) => signedAt !== null);
  incident.firstSignedAt ??= first ? act.at : null;
  if (allSigned) incident.allSignedAt ??= act.at;
  incident.state = nextIncidentState(incident.state, eventOfDuties(duties));
}
