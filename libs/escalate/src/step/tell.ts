import { compareOpinionLevels } from '#incidents';
import { NoticeRow } from '#incidents/service';
import type { Contact, Desk } from './desk.js';
import { levelOf, type Scene } from './scene.js';

/** Something somebody must hear of. */
export interface News {
  /** The event it tells of; each person hears of one event once. */
  eventKey: string;
  assignmentId: string | null;
  /** The order or letter it is about. */
  subjectId?: string;
  template: string;
}

/**
 * Writes a notice for each contact who has not heard of the event; delivery runs on real time, also in a rehearsal.
 * @returns how many were written; 0 when all had heard of it
 */
export async function tell(scene: Scene, news: News, contacts: Contact[], desk: Desk): Promise<number> {
  if (contacts.length === 0) return 0;
  const { incident, manager } = scene;
  const now = desk.clock.now('real');
  const written = await manager
    .createQueryBuilder()
    .insert()
    .into(NoticeRow)
    .values(
      contacts.map((contact) => ({
        ...news,
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        contactId: contact.id,
        channel: 'mail' as const,
        nextAttemptAt: now,
        createdAt: now,
        priority: Math.max(0, compareOpinionLevels(levelOf(scene), '较大')),
        rehearsal: incident.rehearsal,
      })),
    )
    .orIgnore()
    .returning('id')
    .execute();
  return (written.raw as unknown[]).length;
}
