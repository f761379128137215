import type { EntityManager } from 'typeorm';
import type { Person } from '#access/service';
import { linkPerson, type NoPerson } from '#incidents/service';
import type { ContactBook } from '#jurisdiction/service';
import { maySign } from './seats.js';
import type { Signer } from './signer.js';
import type { Standing } from './standing.js';

/** Somebody who comes by a signed link: what they may sign by it now, with an account or without one. */
export interface LinkSigner extends Signer {
  way: 'link';
  account: Person | null;
}

/**
 * Whoever a link was sent to, as a signer. Whoever stands in for the leader in charge that day by the roster leads too.
 * @param standing of the text, to choose among several accounts of one person
 * @param at real time
 * @throws ContactsUnreadable
 */
export async function linkSigner(
  manager: EntityManager,
  contacts: ContactBook,
  { jurisdictionId, contactId, standing }: { jurisdictionId: string; contactId: string; standing: Standing },
  at: Date,
): Promise<LinkSigner | NoPerson> {
  const person = await linkPerson(manager, contacts, { jurisdictionId, contactId }, at);
  if (typeof person === 'string') return person;
  const { contact, ids, names, accounts } = person;
  const { unit, role, name } = contact;
  const able = accounts.find((one) => standing.plan.some((seat) => maySign(one, seat, standing.roles)));
  const leaders = await contacts.contactsFor(manager, jurisdictionId, unit, ['charge_leader'], at);
  const leads = role === 'charge_leader' || leaders.some(({ id }) => ids.includes(id));
  return {
    actor: `link:${unit}`,
    way: 'link',
    name,
    account: able ?? accounts[0] ?? null,
    leads: leads ? names : [],
  };
}
