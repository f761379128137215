import type { AssignmentRow } from '#incidents/service';
import { EscalationRow, standingDuties } from '#incidents/service';
import { ladder } from '../ladder.js';
import type { Desk } from './desk.js';
import { audienceOf } from './recipients.js';
import { actOf, levelOf, type Scene } from './scene.js';
import { tell } from './tell.js';

/** Begins the escalation of every duty that has none; the policy as it is now is stamped on it. */
export async function stampNewDuties(scene: Scene, desk: Desk): Promise<number> {
  const duties = await standingDuties(actOf(scene), scene.incident.id);
  const stamped = await scene.manager.findBy(EscalationRow, { incidentId: scene.incident.id });
  const known = new Set(stamped.map((row) => row.assignmentId));
  let written = 0;
  for (const duty of duties.filter((entry) => !known.has(entry.id) && entry.state === 'sent')) {
    if (duty.mustSign) await stamp(scene, duty);
    else written += await inform(scene, duty, desk);
  }
  return written;
}

/** @throws Error when the directory has no policy */
async function stamp(scene: Scene, duty: AssignmentRow): Promise<void> {
  const [policy] = scene.directory.profile.policies;
  if (!policy) throw new Error('the directory has no policy of escalation');
  const steps = ladder(policy, levelOf(scene), duty.sentAt, scene.directory);
  await scene.manager.insert(EscalationRow, {
    ...identity(duty),
    policy: {
      key: policy.key,
      steps: steps.map(({ at, to, template }) => ({ at: at.toISOString(), to, template })),
    },
    nextDueAt: steps[0]?.at ?? null,
    stoppedAt: null,
    stopReason: null,
  });
}

/** Who need not sign is told once; there is nothing to urge. */
async function inform(scene: Scene, duty: AssignmentRow, desk: Desk): Promise<number> {
  await scene.manager.insert(EscalationRow, {
    ...identity(duty),
    policy: { key: 'informed', steps: [] },
    nextDueAt: null,
    stoppedAt: scene.at,
    stopReason: 'informed',
  });
  const { contacts } = await audienceOf('liaison', duty.unit, scene, desk);
  const own = contacts.filter((contact) => contact.unit === duty.unit);
  const news = { eventKey: `${duty.id}:informed`, assignmentId: duty.id, template: 'informed' };
  return tell(scene, news, own, desk);
}

const identity = (duty: AssignmentRow) => ({
  assignmentId: duty.id,
  incidentId: duty.incidentId,
  step: 0,
  rehearsal: duty.rehearsal,
});
