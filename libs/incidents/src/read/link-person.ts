import { In, IsNull, type EntityManager } from 'typeorm';
import { AccountRow, principalOf, type Person } from '#access/service';
import { inForce } from '#jurisdiction';
import { ContactRow, type ContactBook, type ContactView } from '#jurisdiction/service';

/** Whose a signed link is, at this moment. */
export interface LinkPerson {
  contact: ContactView;
  /** Every row of the roster that is the same person: one for each role. */
  ids: string[];
  /** Every name their unit has had (RT-52). */
  names: string[];
  /** Their accounts that are open, oldest first. */
  accounts: Person[];
}

/** `gone`: the roster does not know them any more; `disabled`: their account has been closed. */
export type NoPerson = 'gone' | 'disabled';

/**
 * The person a link was sent to, with the rights of now: the row of the roster must be in force, and where the same person
 * has accounts (linked, or the same name in the same unit) one of them must be open.
 * @param at real time
 * @throws ContactsUnreadable
 */
export async function linkPerson(
  manager: EntityManager,
  contacts: ContactBook,
  { jurisdictionId, contactId }: { jurisdictionId: string; contactId: string },
  at: Date,
): Promise<LinkPerson | NoPerson> {
  const row = await manager.findOneBy(ContactRow, { id: contactId, jurisdictionId, endedAt: IsNull() });
  const contact = row && (await contacts.contact(manager, contactId));
  if (!row || !contact || !inForce(daysOf(row), at)) return 'gone';
  const names = await namesOf(manager, jurisdictionId, contact.unit);
  const ids = await sameName(manager, contacts, row, contact.name);
  const accounts = await manager.find(AccountRow, {
    where: [
      { jurisdictionId, contactId: In(ids) },
      { jurisdictionId, displayName: contact.name, unit: In(names) },
    ],
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  const open = accounts.filter(({ disabled }) => !disabled);
  if (accounts.length > 0 && open.length === 0) return 'disabled';
  return { contact, ids, names, accounts: open.map((account) => personOf(account, names)) };
}

const daysOf = ({ validFrom, validTo }: ContactRow) => ({
  validFrom: validFrom ?? undefined,
  validTo: validTo ?? undefined,
});

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

async function namesOf(manager: EntityManager, jurisdictionId: string, unit: string): Promise<string[]> {
  const [row]: { names: string[] }[] = await manager.query('select unit_names($1, $2) as names', [
    jurisdictionId,
    [unit],
  ]);
  return row?.names ?? [unit];
}

/** Whoever has never logged in with a password of their own still holds the post: the link is their proof. */
const personOf = (account: AccountRow, names: string[]): Person => ({
  ...principalOf(account),
  accountId: account.id,
  units: [...new Set([...names, ...(account.unit ? [account.unit] : [])])],
  mustChangePassword: false,
});
