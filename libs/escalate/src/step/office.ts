import { IsNull } from 'typeorm';
import { DeadlineRow, IncidentLogRow, isRunning, note } from '#incidents/service';
import type { Desk } from './desk.js';
import { audienceOf, type Audience } from './recipients.js';
import { actOf, isGrave, type Scene } from './scene.js';
import { tell } from './tell.js';

/**
 * What the city office hears of an incident as a whole, each once: that a person must confirm who answers, that a
 * matter is 重大 or above (at dispatch, domain.zh.md (f)11), that a statutory time has passed; and who leads it, that
 * nobody has assigned a matter in time (DL-05).
 * @returns how many notices were written
 */
export async function tellOffice(scene: Scene, desk: Desk): Promise<number> {
  let written = 0;
  for (const news of await newsOf(scene)) written += await tellOnce(scene, news, desk);
  return written;
}

interface OfficeNews {
  eventKey: string;
  template: string;
  to?: Audience;
}

async function newsOf(scene: Scene): Promise<OfficeNews[]> {
  const { incident, manager } = scene;
  const news: OfficeNews[] = [];
  if (incident.state === 'awaiting_confirmation') {
    const asked = await manager.countBy(IncidentLogRow, {
      incidentId: incident.id,
      type: 'incident.needs_confirmation',
    });
    news.push({ eventKey: `${incident.id}:confirm:${asked}`, template: 'needs_confirmation' });
    // What nobody has assigned in time (DL-05) goes to the one who leads the office: nothing is left lying (RT-42).
    const late = await manager.findOneBy(DeadlineRow, {
      incidentId: incident.id,
      rule: 'DL-05',
      state: 'missed',
      settledAt: IsNull(),
    });
    if (late) news.push({ eventKey: `${late.id}:pool`, template: 'pool_overdue', to: 'charge_leader' });
  }
  if (isRunning(incident) && isGrave(scene))
    news.push({ eventKey: `${incident.id}:office`, template: 'office_notified' });
  if (!incident.answeredAt) {
    const missed = await manager.findBy(DeadlineRow, {
      incidentId: incident.id,
      kind: 'statutory',
      state: 'missed',
      settledAt: IsNull(),
    });
    for (const row of missed) news.push({ eventKey: `${row.id}:missed`, template: 'deadline_missed' });
  }
  return news;
}

async function tellOnce(
  scene: Scene,
  { to = 'liaison_and_handler', ...news }: OfficeNews,
  desk: Desk,
): Promise<number> {
  const { office, publicity } = scene.directory.profile.jurisdiction.roles;
  // A report on public servants goes only to those who may see it (RT-05).
  const unit = scene.incident.restricted ? publicity : office;
  const { reached, contacts } = await audienceOf(to, unit, scene, desk);
  const written = await tell(scene, { ...news, assignmentId: null }, contacts, desk);
  if (written > 0)
    await note(actOf(scene), scene.incident, 'notice.queued', {
      unit: contacts[0]?.unit ?? unit,
      to: reached,
      template: news.template,
    });
  return written;
}
