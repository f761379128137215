import type { EntityManager } from 'typeorm';
import { IncidentRow, NoticeRow, recusedAmong } from '#incidents/service';
import type { Contact, Desk } from './desk.js';
import { forOffice } from './subject.js';

const ROLES = ['liaison', 'handler', 'office', 'charge_leader'] as const;

/**
 * Who is told instead when a mail was refused for good: the next role of the same unit that has not been told of this
 * event, the leader in charge last; then the city office, which is asked to help reach the unit. Recused persons are
 * passed over, and of a restricted matter the office hears nothing (RT-05).
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
  const free = async (unit: string) => {
    const found = (await contacts.contactsFor(manager, jurisdictionId, unit, [...ROLES], at)).filter(
      (contact) => contact.email && !toldIds.has(contact.id),
    );
    const ids = found.map((contact) => contact.id);
    const out = await recusedAmong(manager, notice.incidentId, ids, contacts);
    return found
      .filter((contact) => !out.has(contact.id))
      .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))[0];
  };
  const colleague = await free(refused.unit);
  if (colleague) return { contact: colleague, template: notice.template };
  const { office } = (await desk.directory(manager, jurisdictionId)).profile.jurisdiction.roles;
  const restricted = await manager.existsBy(IncidentRow, { id: notice.incidentId, restricted: true });
  const contact = refused.unit === office || restricted ? undefined : await free(office);
  if (!contact) return null;
  return { contact, template: forOffice(notice) };
}
