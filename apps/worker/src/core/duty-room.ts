import type { EntityManager } from 'typeorm';
import { onDuty, readDirectory, type ContactBook, type ContactView } from '#jurisdiction/service';
import type { Keys } from '#secrets';

/**
 * Whoever is on duty in a unit at that moment, as people of the roster with the number of the shift: only those can be sent
 * a notice. Who stands in the duty table alone is called by hand (今晚值班).
 */
export const dutyRoom =
  (contacts: ContactBook, keys: Keys) =>
  async (manager: EntityManager, jurisdictionId: string, unit: string, at: Date): Promise<ContactView[]> => {
    const { handover } = (await readDirectory(manager, jurisdictionId)).profile.clocks.roster;
    const parts = { key: keys.contacts, book: contacts, handover };
    const people = await onDuty(manager, parts, { jurisdictionId, unit, at });
    const known = await Promise.all(
      people.map(async ({ contactId, phone }) => {
        const contact = contactId === null ? null : await contacts.contact(manager, contactId);
        return contact && { ...contact, phone: phone ?? contact.phone };
      }),
    );
    return known.filter((contact) => contact !== null);
  };
