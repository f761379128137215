import { In, IsNull, LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import { addDuration, parseDuration, type Timeline } from '#clock';
import { ExtensionRow, note, RefusalRow } from '#incidents/service';
import { restOf } from '../internal.js';
import type { Desk } from './desk.js';
import { audienceOf, type Audience } from './recipients.js';
import { actOf, isGrave, levelOf, type Scene } from './scene.js';
import { tell } from './tell.js';

/**
 * Who hears of a refusal that waits for its ruling, counted in the time for it (DL-20): the ruling unit at once and when
 * the time is up, then the one who leads it, then for 重大 and above the city leadership.
 */
const CLIMB: readonly { after: number; to: Audience; template: string; grave?: true }[] = [
  { after: 0, to: 'liaison_and_handler', template: 'refusal_raised' },
  { after: 1, to: 'liaison_and_handler', template: 'refusal_overdue' },
  { after: 1.5, to: 'charge_leader', template: 'refusal_overdue_leader' },
  { after: 2, to: 'leadership', template: 'refusal_overdue_leader', grave: true },
];

/** To whom the outcome of something goes: to the unit that asked, or to the one that rules. */
const NEWS: Record<string, { to: 'asker' | 'ruler'; audience: Audience; signed?: true }> = {
  refusal_upheld: { to: 'asker', audience: 'liaison_and_handler', signed: true },
  refusal_joint: { to: 'asker', audience: 'liaison_and_handler', signed: true },
  refusal_moved: { to: 'asker', audience: 'liaison_and_handler' },
  refusal_to_confirm: { to: 'ruler', audience: 'charge_leader' },
  refusal_returned: { to: 'ruler', audience: 'liaison_and_handler' },
  extension_asked: { to: 'ruler', audience: 'liaison_and_handler' },
  extension_granted: { to: 'asker', audience: 'liaison_and_handler', signed: true },
  extension_declined: { to: 'asker', audience: 'liaison_and_handler', signed: true },
};

/**
 * Tells what is to be told of refusals and extensions of an incident, and takes every step that is due.
 * @returns how many notices were written
 */
export async function climbRefusals(scene: Scene, desk: Desk): Promise<number> {
  const { manager, incident, at } = scene;
  let written = 0;
  for (const kind of [RefusalRow, ExtensionRow] as const)
    for (const row of await manager.findBy<RefusalRow | ExtensionRow>(kind, {
      incidentId: incident.id,
      news: Not(IsNull()),
    })) {
      written += await tellNews(scene, row, desk);
      await manager.update(kind, { id: row.id }, { news: null });
    }
  const due = await manager.findBy(RefusalRow, {
    incidentId: incident.id,
    state: In(['waiting', 'prepared']),
    nextDueAt: LessThanOrEqual(at),
  });
  for (const refusal of due) written += await takeDueSteps(scene, refusal, desk);
  return written;
}

/** Incidents of which somebody should hear such news, or a step is due, on one timeline; what is closed rests. */
export async function refusalsDueOn(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  limit: number,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select distinct due.incident_id as id from (
       select incident_id from refusal
       where rehearsal = $2 and (news is not null or (next_due_at <= $1 and state in ('waiting', 'prepared')))
       union all select incident_id from extension where rehearsal = $2 and news is not null
     ) due join incident on incident.id = due.incident_id
     where incident.state not in ('closed', 'set_aside') limit $3`,
    [now, timeline === 'rehearsal', limit],
  );
  return rows.map((row) => row.id);
}

async function tellNews(scene: Scene, row: RefusalRow | ExtensionRow, desk: Desk): Promise<number> {
  const template = row.news ?? '';
  const spec = NEWS[template];
  if (!spec) throw new Error(`no such news ${template}`);
  const unit = spec.to === 'asker' ? row.unit : row.ruler;
  const { contacts } = await audienceOf(spec.audience, unit, scene, desk);
  // What a unit is told of its own request is nobody else's business.
  const readers = spec.to === 'asker' ? contacts.filter((contact) => contact.unit === unit) : contacts;
  const stamp = 'preparedAt' in row && row.preparedAt ? `:${row.preparedAt.getTime()}` : '';
  return tell(
    scene,
    {
      eventKey: `${row.id}:${template}${stamp}`,
      assignmentId: spec.signed ? row.assignmentId : null,
      subjectId: row.id,
      template,
    },
    readers,
    desk,
  );
}

async function takeDueSteps(scene: Scene, refusal: RefusalRow, desk: Desk): Promise<number> {
  const steps = CLIMB.filter((step) => !step.grave || isGrave(scene));
  let written = 0;
  let taken = refusal.step;
  let next: Date | null = refusal.nextDueAt;
  for (; next && next <= scene.at; next = dueOf(scene, refusal, steps[taken]?.after)) {
    const step = steps[taken];
    if (!step) break;
    written += await takeStep(scene, refusal, taken, step, desk);
    taken += 1;
  }
  await scene.manager.update(RefusalRow, { id: refusal.id }, { step: taken, nextDueAt: next });
  return written;
}

async function takeStep(
  scene: Scene,
  refusal: RefusalRow,
  index: number,
  step: (typeof CLIMB)[number],
  desk: Desk,
): Promise<number> {
  const { reached, contacts } = await audienceOf(step.to, refusal.ruler, scene, desk);
  const { template } = step;
  const news = {
    eventKey: `${refusal.id}:step:${index}`,
    assignmentId: null,
    subjectId: refusal.id,
    template,
  };
  const written = await tell(scene, news, contacts, desk);
  const about = { refusalId: refusal.id, unit: refusal.unit, step: index, template };
  if (index === 0)
    await note(actOf(scene), scene.incident, 'notice.queued', {
      ...about,
      unit: contacts[0]?.unit ?? refusal.ruler,
      to: reached,
    });
  else await note(actOf(scene), scene.incident, 'refusal.late', { ...about, to: step.to });
  return written;
}

/** When a step is due: DL-20 as stamped on the refusal, and beyond it in parts of the span from raising. */
function dueOf(scene: Scene, refusal: RefusalRow, after: number | undefined): Date | null {
  if (after === undefined) return null;
  if (after <= 1) return after === 0 ? refusal.raisedAt : refusal.dueAt;
  const level = levelOf(scene);
  const rule = scene.directory.profile.deadlines.find(({ id }) => id === 'DL-20');
  const limit = rule?.byLevel?.[level] ?? rule?.limit;
  const unit = limit ? parseDuration(limit) : refusal.dueAt.getTime() - refusal.raisedAt.getTime();
  return addDuration(refusal.dueAt, Math.round((after - 1) * unit), restOf(level, scene.directory));
}
