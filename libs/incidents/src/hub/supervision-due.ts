import type { EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import { AssignmentRow } from '../entities/duty.entity.js';
import { SupervisionPartRow, SupervisionRow } from '../entities/supervision.entity.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { lockIncident, saveIncident } from './lock.js';
import { isOver } from '../life.js';

/** At once in one sweep; the next comes a second later. */
const AT_ONCE = 100;

/** When a unit is reminded first: with a fifth of its time left. */
export const firstTelling = (from: Date, dueAt: Date): Date =>
  new Date(from.getTime() + Math.round((dueAt.getTime() - from.getTime()) * 0.8));

/**
 * Supervision orders that are about to run out or have: the unit hears shortly before, its leader in charge and the office
 * when the time is up. Safe to run twice: each telling is taken off the row in the transaction that writes it.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function supervisionsDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
): Promise<string[]> {
  const due: { id: string; incidentId: string }[] = await manager.query(
    `select id, incident_id as "incidentId" from supervision_part
     where next_tell_at <= $1 and rehearsal = $2 order by incident_id, next_tell_at limit ${AT_ONCE}`,
    [now, timeline === 'rehearsal'],
  );
  const told = new Set<string>();
  for (const { id, incidentId } of due)
    if (await manager.transaction((inner) => tellOne(inner, id, incidentId, now))) told.add(incidentId);
  return [...told];
}

async function tellOne(manager: EntityManager, id: string, incidentId: string, now: Date): Promise<boolean> {
  const incident = await lockIncident(manager, incidentId);
  const part = await manager.findOneBy(SupervisionPartRow, { id });
  if (!incident || !part?.nextTellAt || part.nextTellAt > now) return false;
  const [row, duty] = await Promise.all([
    manager.findOneByOrFail(SupervisionRow, { id: part.supervisionId }),
    manager.findOneBy(AssignmentRow, { id: part.assignmentId }),
  ]);
  const over = part.dueAt <= now;
  const stands = part.state === 'open' && duty?.state !== 'withdrawn' && !isOver(incident.state);
  Object.assign(part, { nextTellAt: over || !stands ? null : part.dueAt, told: part.told + 1 });
  await manager.save(SupervisionPartRow, part);
  if (!stands) return false;
  const act: Act = { manager, actor: 'system', at: now };
  const about = { supervisionId: row.id, partId: part.id, unit: part.unit, letter: row.number };
  const tell = (audience: string, unit: string, template: string) =>
    announce(act, incident, {
      // The due time is part of the key: sent back with more time, it is told again.
      eventKey: `${part.id}:${template}:${part.dueAt.getTime()}:${audience}`,
      unit,
      audience,
      template,
      assignmentId: unit === part.unit ? part.assignmentId : null,
      subjectId: part.id,
      data: about,
    });
  await tell('liaison_and_handler', part.unit, over ? 'supervision_overdue' : 'supervision_near');
  if (over) {
    await tell('charge_leader', part.unit, 'supervision_overdue');
    await tell('office', row.issuer, 'supervision_overdue_office');
    await note(act, incident, 'supervision.overdue', about);
    await saveIncident(manager, incident, now);
  }
  return true;
}
