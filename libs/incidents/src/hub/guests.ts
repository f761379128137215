import type { EntityManager } from 'typeorm';
import { ContactBook, ContactRow } from '#jurisdiction/service';
import { seal, unseal } from '#secrets';
import type { HandOnRow } from '../entities/link.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { recusedAmong } from '../read/recused-contacts.js';
import { RefusedAction } from './errors.js';

/** Somebody the roster does not know, as a colleague named them. */
export interface Guest {
  person: string;
  phone: string | null;
  email: string | null;
}

/** @param key of the roster */
export const openGuest = (row: HandOnRow, key: Buffer): Guest | null =>
  row.personSealed && (JSON.parse(unseal(key, row.personSealed)) as Guest);

/**
 * Enters somebody for one duty only: a contact that has ended already, so that the roster, its urging and its forms do
 * not know it, while messages and the link of this duty find name and address.
 * @throws RefusedAction `recused_person`
 */
export async function enterGuest(
  manager: EntityManager,
  incident: IncidentRow,
  row: HandOnRow,
  { key, at, actor }: { key: Buffer; at: Date; actor: string },
): Promise<ContactRow> {
  const guest = openGuest(row, key);
  if (!guest) throw new RefusedAction('unknown_person');
  const sealed = (text: string | null) => (text === null ? null : seal(key, text));
  const contact = await manager.save(
    manager.create(ContactRow, {
      jurisdictionId: row.jurisdictionId,
      unit: row.unit,
      role: 'handler',
      nameSealed: seal(key, guest.person),
      phoneSealed: sealed(guest.phone),
      emailSealed: sealed(guest.email),
      validFrom: null,
      validTo: '1970-01-01',
      recordedAt: at,
      recordedBy: actor,
      endedAt: at,
      endedBy: actor,
    }),
  );
  const recused = await recusedAmong(manager, incident.id, [contact.id], new ContactBook(key));
  if (recused.size > 0) throw new RefusedAction('recused_person');
  return contact;
}
