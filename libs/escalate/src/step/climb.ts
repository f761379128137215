import { IsNull, LessThanOrEqual } from 'typeorm';
import type { LogType } from '#incidents/service';
import { AssignmentRow, EscalationRow, note } from '#incidents/service';
import type { Desk } from './desk.js';
import { audienceOf, type Audience, type Reached } from './recipients.js';
import { actOf, type Scene } from './scene.js';
import { tell } from './tell.js';

/**
 * Takes every step that is due of the running escalations of an incident: notices, log and the next due time are one
 * change. After a standstill all steps that have passed are taken, each as it was stamped.
 * @returns how many notices were written
 */
export async function climb(scene: Scene, desk: Desk): Promise<number> {
  const due = await scene.manager.find(EscalationRow, {
    where: { incidentId: scene.incident.id, stoppedAt: IsNull(), nextDueAt: LessThanOrEqual(scene.at) },
    order: { nextDueAt: 'ASC', assignmentId: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  let written = 0;
  for (const escalation of due) {
    const duty = await scene.manager.findOneBy(AssignmentRow, { id: escalation.assignmentId });
    if (!duty || duty.state !== 'sent') stop(escalation, duty?.state ?? 'withdrawn', scene.at);
    else written += await takeDueSteps(scene, escalation, duty, desk);
    await scene.manager.save(EscalationRow, escalation);
  }
  return written;
}

function stop(escalation: EscalationRow, reason: string, at: Date): void {
  escalation.stoppedAt = at;
  escalation.stopReason = reason;
}

async function takeDueSteps(
  scene: Scene,
  escalation: EscalationRow,
  duty: AssignmentRow,
  desk: Desk,
): Promise<number> {
  const { steps } = escalation.policy;
  let written = 0;
  for (;;) {
    const step = steps[escalation.step];
    if (!step || new Date(step.at) > scene.at) break;
    written += await takeStep(scene, escalation.step, step, duty, desk);
    escalation.step += 1;
  }
  const next = steps[escalation.step];
  escalation.nextDueAt = next ? new Date(next.at) : null;
  return written;
}

async function takeStep(
  scene: Scene,
  index: number,
  step: { to: string; template: string },
  duty: AssignmentRow,
  desk: Desk,
): Promise<number> {
  const { reached, contacts } = await audienceOf(step.to as Audience, duty.unit, scene, desk);
  const template = templateFor(step.template, reached, duty.unit, contacts[0]?.unit);
  const eventKey = index === 0 ? `${duty.id}:sent` : `${duty.id}:step:${index}`;
  const written = await tell(scene, { eventKey, assignmentId: duty.id, template }, contacts, desk);
  await note(actOf(scene), scene.incident, logType(step.template, reached), {
    assignmentId: duty.id,
    unit: duty.unit,
    step: index,
    to: reached,
    template,
  });
  return written;
}

/** What was meant for a unit where nobody can be reached asks its reader to help reach it. */
function templateFor(wanted: string, reached: Reached, unit: string, readerUnit: string | undefined): string {
  const meantForUnit = ['assigned', 'reminder', 'overdue_leader'].includes(wanted);
  return meantForUnit && reached !== 'nobody' && readerUnit !== unit ? 'unreachable' : wanted;
}

function logType(template: string, reached: Reached): LogType {
  if (reached !== 'liaison') return 'duty.escalated';
  return template === 'assigned' ? 'notice.queued' : 'duty.reminded';
}
