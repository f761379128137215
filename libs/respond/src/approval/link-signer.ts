import { In, IsNull, type EntityManager } from 'typeorm';
import { principalOf, type Person, AccountRow } from '#access/service';
import { inForce } from '#jurisdiction';
import { ContactRow, type ContactBook } from '#jurisdiction/service';
import { maySign } from './seats.js';
import type { Signer } from './signer.js';
import type { Standing } from './standing.js';

/** A signed link is a person's: what somebody without an account, or with one, may sign by it now. */
export interface LinkSigner extends Signer {
  way: 'link';
  account: Person | null;
}

/** `gone`: the roster does not know them any more; `disabled`: their account has been closed. */
export type NoSigner = 'gone' | 'disabled';

/**
 * Whoever a link was sent to, with the rights they have at this moment: the row of the roster must be in force, and where
 * the same person has accounts (linked, or the same name in the same unit) one of them must be open.
 * @param standing of the text, to choose among several accounts of one person
 * @param at real time
 * @throws ContactsUnreadable
 */
export async function linkSigner(
  manager: EntityManager,
  contacts: ContactBook,
  { jurisdictionId, contactId, standing }: { jurisdictionId: string; contactId: string; standing: Standing },
  at: Date,
): Promise<LinkSigner | NoSigner> {
  const row = await manager.findOneBy(ContactRow, { id: contactId, jurisdictionId, endedAt: IsNull() });
  const contact = row && (await contacts.contact(manager, contactId));
  if (!row || !contact || !inForce(daysOf(row), at)) return 'gone';
  const { unit, name } = contact;
  const names = await namesOf(manager, jurisdictionId, unit);
  const ids = await sameName(manager, contacts, row, name);
  const accounts = await accountsOfPerson(manager, { jurisdictionId, ids, name, names });
  if (accounts.length > 0 && accounts.every(({ disabled }) => disabled)) return 'disabled';
  const people = accounts.filter(({ disabled }) => !disabled).map((account) => personOf(account, names));
  const able = people.find((person) => standing.plan.some((seat) => maySign(person, seat, standing.roles)));
  const leaders = await contacts.contactsFor(manager, jurisdictionId, unit, ['charge_leader'], at);
  const leads = row.role === 'charge_leader' || leaders.some(({ id }) => ids.includes(id));
  return {
    actor: `link:${unit}`,
    way: 'link',
    name,
    account: able ?? people[0] ?? null,
    leads: leads ? names : [],
  };
}

const daysOf = ({ validFrom, validTo }: ContactRow) => ({
  validFrom: validFrom ?? undefined,
  validTo: validTo ?? undefined,
});

/** A person stands in the roster once for each role: the same name in the same unit is the same person. */
async function sameName(
  manager: EntityManager,
  contacts: ContactBook,
  { jurisdictionId, unit }: ContactRow,
  name: string,
): Promise<string[]> {
  const rows = await manager.findBy(ContactRow, { jurisdictionId, unit, endedAt: IsNull() });
  const opened = await contacts.contactsById(
    manager,
    rows.map(({ id }) => id),
  );
  return [...opened.values()].filter((one) => one.name === name).map(({ id }) => id);
}

/** Every name the unit has had: a text names it as it was then (RT-52). */
async function namesOf(manager: EntityManager, jurisdictionId: string, unit: string): Promise<string[]> {
  const [row]: { names: string[] }[] = await manager.query('select unit_names($1, $2) as names', [
    jurisdictionId,
    [unit],
  ]);
  return row?.names ?? [unit];
}

async function accountsOfPerson(
  manager: EntityManager,
  {
    jurisdictionId,
    ids,
    name,
    names,
  }: { jurisdictionId: string; ids: string[]; name: string; names: string[] },
): Promise<AccountRow[]> {
  return manager.find(AccountRow, {
    where: [
      { jurisdictionId, contactId: In(ids) },
      { jurisdictionId, displayName: name, unit: In(names) },
    ],
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}

/** Whoever has never logged in with a new password still holds the post: the link is their proof. */
const personOf = (account: AccountRow, names: string[]): Person => ({
  ...principalOf(account),
  accountId: account.id,
  units: [...new Set([...names, ...(account.unit ? [account.unit] : [])])],
  mustChangePassword: false,
});
