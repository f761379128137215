import { In } from 'typeorm';
import { AssignmentRow, EscalationRow } from '../../entities/duty.entity.js';
import type { IncidentRow } from '../../entities/incident.entity.js';
import { RefusalRow } from '../../entities/refusal.entity.js';
import { SupervisionPartRow } from '../../entities/supervision.entity.js';
import { isSigned, signingRoles } from '../../life.js';
import { note, type Act } from '../act.js';
import { announce } from '../announce.js';
import { standingDuties, withdrawDuty } from '../duties.js';
import { stopEscalations } from '../escalations.js';

/** Tables that follow a duty wherever it goes: its refusal, reports, links, messages. */
const OF_DUTY = [
  'escalation',
  'refusal',
  'extension',
  'first_report',
  'hand_on',
  'notice',
  'announcement',
  'phone_call',
  'urging',
  'supervision_part',
] as const;

/** Whose decision on the parts holds after a merge. */
export type Course = 'into' | 'from' | 'both';

/** Takes duties with all that hangs on them to another matter: signed links go on working, no clock begins anew. */
export async function rehome(act: Act, assignmentIds: string[], incidentId: string): Promise<void> {
  if (assignmentIds.length === 0) return;
  for (const table of OF_DUTY)
    await act.manager.query(`update ${table} set incident_id = $2 where assignment_id = any($1::uuid[])`, [
      assignmentIds,
      incidentId,
    ]);
  await act.manager.query(
    `update escalation set incident_id = $2 where clock = 'ruling'
       and subject_id in (select id from refusal where assignment_id = any($1::uuid[]))`,
    [assignmentIds, incidentId],
  );
  await act.manager.update(AssignmentRow, { id: In(assignmentIds) }, { incidentId });
}

/** What a unit without a part of its own in the matter was given: it is decided anew. */
const STOPGAPS: ReadonlySet<string> = new Set(['pool_owner', 'acting_coordinator']);

/**
 * The duties of a matter that goes into another. A unit on duty in both signs once: its signature carries over with its time,
 * and no time gets later. A unit on duty only there comes along with its duty as it stands, unless a person has decided
 * otherwise; what is left ends as merged.
 */
export async function carryDuties(
  act: Act,
  into: IncidentRow,
  from: IncidentRow,
  course: Course,
): Promise<void> {
  const here = await standingDuties(act, into.id);
  const there = await standingDuties(act, from.id);
  const refusedHere = await act.manager.findBy(RefusalRow, { incidentId: into.id });
  const barred = new Set([...into.recused, ...refusedHere.map(({ unit }) => unit)]);
  for (const duty of there) {
    const same = here.find(({ unit }) => unit === duty.unit);
    const own = duty.roles.some((role) => !STOPGAPS.has(role));
    if (same) await joinDuties(act, into, from, same, duty, course);
    else if (own && course !== 'into' && !barred.has(duty.unit)) await takeAlong(act, into, from, duty);
    else await withdrawDuty(act, from, duty, 'merged');
  }
  if (course !== 'from') return;
  const kept = new Set(there.map(({ unit }) => unit));
  for (const duty of here.filter(({ unit }) => !kept.has(unit)))
    await withdrawDuty(act, into, duty, 'merged');
}

async function joinDuties(
  act: Act,
  into: IncidentRow,
  from: IncidentRow,
  here: AssignmentRow,
  there: AssignmentRow,
  course: Course,
): Promise<void> {
  await moveSupervision(act, there, here);
  await withdrawDuty(act, from, there, 'merged');
  if (here.state === 'refused') return;
  const roles = course === 'into' ? here.roles : [...new Set([...here.roles, ...there.roles])];
  const mustSign = roles.some((role) => signingRoles.has(role));
  await act.manager.update(AssignmentRow, { id: here.id }, { roles, mustSign, ...earlierTimes(here, there) });
  if (isSigned(there) && here.state === 'sent') await carrySignature(act, into, here, there);
  await tell(act, into, from, here);
}

/** What is still to be done by both is due at the earlier of the two times. */
function earlierTimes(here: AssignmentRow, there: AssignmentRow): Partial<AssignmentRow> {
  const times: Partial<AssignmentRow> = {};
  for (const key of ['signDueAt', 'reportDueAt', 'refuseDueAt'] as const) {
    const [own, other] = [here[key], there[key]];
    if (other && (!own || other < own)) times[key] = other;
  }
  return times;
}

/** A unit that has signed the one matter need not sign the other: its time and its name are kept. */
export async function carrySignature(
  act: Act,
  into: IncidentRow,
  here: AssignmentRow,
  there: Pick<AssignmentRow, 'signedAt' | 'signedBy'>,
): Promise<void> {
  const { signedAt, signedBy } = there;
  await act.manager.update(AssignmentRow, { id: here.id }, { state: 'signed', signedAt, signedBy });
  await stopEscalations(act, [here.id], 'signed');
  await note(act, into, 'duty.carried', { assignmentId: here.id, unit: here.unit });
}

async function takeAlong(act: Act, into: IncidentRow, from: IncidentRow, duty: AssignmentRow): Promise<void> {
  await rehome(act, [duty.id], into.id);
  await note(act, into, 'duty.carried', { assignmentId: duty.id, unit: duty.unit });
  await tell(act, into, from, duty);
}

/** Where the unit finds the matter from now on. */
const tell = (act: Act, into: IncidentRow, from: IncidentRow, duty: AssignmentRow): Promise<void> =>
  announce(act, into, {
    eventKey: `${duty.id}:merged:${from.id}:${act.at.getTime()}`,
    unit: duty.unit,
    audience: 'liaison_and_handler',
    template: 'merged',
    assignmentId: duty.id,
    ownOnly: true,
    data: { number: from.number },
  });

/** An order to the unit that is open goes on with its duty here. */
async function moveSupervision(act: Act, there: AssignmentRow, here: AssignmentRow): Promise<void> {
  const open = (assignmentId: string) => ({ assignmentId, state: In(['open', 'answered']) });
  if (await act.manager.existsBy(SupervisionPartRow, open(here.id))) return;
  await act.manager.update(SupervisionPartRow, open(there.id), {
    assignmentId: here.id,
    incidentId: here.incidentId,
  });
}

/** Clocks of these subjects belong to another matter from now on. */
export const rehomeClocks = (act: Act, subjectIds: string[], incidentId: string) =>
  act.manager.update(EscalationRow, { subjectId: In(subjectIds) }, { incidentId });
