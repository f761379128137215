import { LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import { CoordinationRow, note, OrderRow, type UrgeStep } from '#incidents/service';
import type { Contact, Desk } from './desk.js';
import { audienceOf } from './recipients.js';
import { actOf, type Scene } from './scene.js';
import { tell } from './tell.js';

/** Roles at a unit outside this installation, in the order in which a letter is addressed. */
const OUTSIDE_ROLES = ['liaison', 'handler', 'office', 'charge_leader'] as const;

/** What has a ladder of its own stamped on its row. */
interface Urged {
  id: string;
  steps: UrgeStep[];
  step: number;
  nextStepAt: Date | null;
}

/**
 * Takes the steps that are due of superior's orders (DL-19) and of letters to coordinators outside (RT-55); notices, log
 * and the next due time are one change.
 * @returns how many notices were written
 */
export async function urge(scene: Scene, desk: Desk): Promise<number> {
  const due = { incidentId: scene.incident.id, nextStepAt: LessThanOrEqual(scene.at) };
  let written = 0;
  for (const order of await scene.manager.findBy(OrderRow, due))
    written += await climb(scene, OrderRow, order, (step, key) => remind(scene, order, step, key, desk));
  for (const letter of await scene.manager.findBy(CoordinationRow, due))
    written += await climb(scene, CoordinationRow, letter, (step, key) =>
      write(scene, letter, step, key, desk),
    );
  return written;
}

/** Incidents with such a step due, on one timeline; what is closed rests. */
export async function urgedOn(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  limit: number,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select due.incident_id as id from (
       select incident_id, next_step_at from superior_order where next_step_at <= $1 and rehearsal = $2
       union all
       select incident_id, next_step_at from coordination where next_step_at <= $1 and rehearsal = $2
     ) due join incident on incident.id = due.incident_id where incident.state <> 'closed'
     group by due.incident_id order by min(due.next_step_at) limit $3`,
    [now, timeline === 'rehearsal', limit],
  );
  return rows.map((row) => row.id);
}

async function climb(
  scene: Scene,
  entity: typeof OrderRow | typeof CoordinationRow,
  row: Urged,
  take: (step: UrgeStep, eventKey: string) => Promise<number>,
): Promise<number> {
  let written = 0;
  let index = row.step;
  for (; index < row.steps.length; index += 1) {
    const step = row.steps[index] as UrgeStep;
    if (new Date(step.at) > scene.at) break;
    written += await take(step, `${row.id}:${step.template}:${step.to}:${step.at}`);
  }
  const next = row.steps[index];
  await scene.manager.update(
    entity,
    { id: row.id },
    { step: index, nextStepAt: next ? new Date(next.at) : null },
  );
  return written;
}

/** The office keeps the superior's clock: it hears, then the one who leads it. */
async function remind(
  scene: Scene,
  order: OrderRow,
  step: UrgeStep,
  eventKey: string,
  desk: Desk,
): Promise<number> {
  const { reached, contacts } = await atOffice(scene, step, desk);
  const news = { eventKey, assignmentId: null, subjectId: order.id, template: step.template };
  const written = await tell(scene, news, contacts, desk);
  const about = { orderId: order.id, body: order.body, to: step.to, reached, template: step.template };
  await note(actOf(scene), scene.incident, 'order.urged', about);
  return written;
}

/** To the coordinator itself where an address is known; else the office is told to get the letter there. */
async function write(
  scene: Scene,
  letter: CoordinationRow,
  step: UrgeStep,
  eventKey: string,
  desk: Desk,
): Promise<number> {
  const outside = step.to === 'outside' ? await addressees(scene, letter.unit, desk) : [];
  const toOutside = outside.length > 0;
  const { contacts } = toOutside ? { contacts: outside } : await atOffice(scene, step, desk);
  const template = step.to === 'outside' && !toOutside ? handed(step.template) : step.template;
  if (template === null) return 0;
  const news = { eventKey, assignmentId: null, subjectId: letter.id, template };
  const written = await tell(scene, news, contacts, desk);
  if (step.template !== 'coordination_letter' || !toOutside)
    await note(actOf(scene), scene.incident, 'coordination.urged', {
      coordinationId: letter.id,
      unit: letter.unit,
      letter: letter.letterNumber,
      to: toOutside ? 'outside' : step.to,
      template,
    });
  return written;
}

/** What the office is asked to do by hand where no mail reaches; null where it hears of the same anyway. */
const handed = (template: string): string | null =>
  ({
    coordination_letter: 'coordination_by_hand',
    coordination_recalled: 'coordination_recalled_by_hand',
  })[template] ?? null;

function atOffice(scene: Scene, step: UrgeStep, desk: Desk) {
  const { office } = scene.directory.profile.jurisdiction.roles;
  return audienceOf(
    step.to === 'office_leader' ? 'charge_leader' : 'liaison_and_handler',
    office,
    scene,
    desk,
  );
}

/** One address is enough for a letter: the first role that has one. */
async function addressees(scene: Scene, unit: string, desk: Desk): Promise<Contact[]> {
  const found = await desk.contacts.contactsFor(
    scene.manager,
    scene.incident.jurisdictionId,
    unit,
    OUTSIDE_ROLES,
    desk.clock.now('real'),
  );
  const reachable = found.filter((contact) => contact.email);
  return reachable.filter((contact) => contact.role === reachable[0]?.role);
}
