import type { EntityManager } from 'typeorm';
import { NoticeRow } from '#incidents/service';
import type { Contact, Desk } from './desk.js';

const ROLES = ['liaison', 'handler', 'office', 'charge_leader'] as const;

/**
 * Who is told instead when a mail was refused for good: the next role of the same unit that has not been told of this
 * event, the leader in charge last; then the city office, which is asked to help reach the unit.
 */
export async function nextContact(
  manager: EntityManager,
  notice: NoticeRow,
  desk: Desk,
): Promise<{ contact: Contact; template: string } | null> {
  const { jurisdictionId } = notice;
  const { contacts } = desk;
  const at = desk.clock.now('real');
  const refused = await contacts.contact(manager, notice.contactId);
  if (!refused) return null;
  const told = await manager.findBy(NoticeRow, { eventKey: notice.eventKey, channel: notice.channel });
  const toldIds = new Set(told.map((row) => row.contactId));
  const free = async (unit: string) =>
    (await contacts.contactsFor(manager, jurisdictionId, unit, [...ROLES], at))
      .filter((contact) => contact.email && !toldIds.has(contact.id))
      .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))[0];
  const colleague = await free(refused.unit);
  if (colleague) return { contact: colleague, template: notice.template };
  const { office } = (await desk.directory(manager, jurisdictionId)).profile.jurisdiction.roles;
  const contact = refused.unit === office ? undefined : await free(office);
  if (!contact) return null;
  return { contact, template: notice.assignmentId ? 'unreachable' : notice.template };
}
