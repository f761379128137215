import { In, IsNull, type EntityManager } from 'typeorm';
import {
  handedOnBy,
  hasRecusals,
  MOST_HAND_ONS,
  recusedAmong,
  standing,
  type HandOnRow,
  type IncidentRow,
} from '#incidents/service';
import { ContactRow, type ContactBook } from '#jurisdiction/service';
import { contactRoleWords } from '../incidents/link-words.js';
import type { HandedOn, Mate, Reader } from './scene.js';

const ROLES = ['liaison', 'handler', 'charge_leader'] as const;
const order = ({ role }: Mate) => ROLES.findIndex((each) => each === role);

/** Whose link it is. */
export async function readerOf(
  manager: EntityManager,
  contactId: string,
  book: ContactBook,
): Promise<Reader> {
  const contact = await book.contact(manager, contactId);
  return contact && { id: contact.id, name: contact.name, role: contact.role, phone: contact.phone };
}

/** People of a unit in the roster of today who can be told, each once, without those kept from the matter. */
export async function peopleOf(
  manager: EntityManager,
  incident: IncidentRow,
  unit: string,
  book: ContactBook,
): Promise<Mate[]> {
  const rows = await manager.find(ContactRow, {
    where: { jurisdictionId: incident.jurisdictionId, unit, role: In([...ROLES]), endedAt: IsNull() },
    order: { standby: 'ASC', id: 'ASC' },
  });
  const reachable = rows.filter((row) => row.emailSealed ?? row.phoneSealed);
  const out = hasRecusals(incident)
    ? await recusedAmong(
        manager,
        incident.id,
        reachable.map(({ id }) => id),
        book,
      )
    : new Set<string>();
  const people: Mate[] = [];
  for (const { id } of reachable) {
    const contact = out.has(id) ? null : await book.contact(manager, id);
    if (contact) people.push({ id, name: contact.name, role: contact.role, phone: contact.phone });
  }
  people.sort((a, b) => order(a) - order(b));
  return people.filter((one, index) => people.findIndex(({ name }) => name === one.name) === index);
}

/** To whom the reader may hand the duty on; null when they may not. */
export function matesFor(people: Mate[], reader: Reader, rows: HandOnRow[]): Mate[] | null {
  if (!reader || handedOnBy(rows, reader.id) || standing(rows).length >= MOST_HAND_ONS) return null;
  return people.filter(({ id, name }) => id !== reader.id && name !== reader.name);
}

/** Where the reader's own handing on stands. */
export async function handedOnOf(
  manager: EntityManager,
  rows: HandOnRow[],
  contactId: string,
  book: ContactBook,
): Promise<HandedOn | null> {
  const waiting = rows.find((row) => row.state === 'to_register' && row.fromContactId === contactId);
  if (waiting) return { to: null, at: waiting.at };
  const row = handedOnBy(rows, contactId);
  if (!row) return null;
  const to = row.toContactId ? await book.contact(manager, row.toContactId) : null;
  return { to: { name: to?.name ?? '同事', role: row.toRole ?? '' }, at: row.at };
}

/** 联络人→承办人: the roles it has passed through. Pure. */
export function chainOf(rows: HandOnRow[]): string[] {
  const chain: string[] = [];
  for (const row of rows.filter(({ state }) => state === 'told')) {
    const from = contactRoleWords(row.fromRole);
    if (chain.at(-1) !== from) chain.push(from);
    chain.push(contactRoleWords(row.toRole));
  }
  return chain;
}
