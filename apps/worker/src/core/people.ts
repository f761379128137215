import { AccountRow } from '#access/service';
import type { NamedPerson, PeopleReader } from '#incidents/service';
import type { ContactBook } from '#jurisdiction/service';

/** Everybody who could hear or see of a matter, by name: accounts and people of the roster. For comparing in memory only. */
export const peopleReader =
  (contacts: Pick<ContactBook, 'namesOf'>): PeopleReader =>
  async (manager, jurisdictionId) => {
    const accounts = await manager.findBy(AccountRow, { jurisdictionId });
    const named = await contacts.namesOf(manager, jurisdictionId);
    return [
      ...accounts.map(({ id, displayName }): NamedPerson => ({ kind: 'account', id, name: displayName })),
      ...named.map(({ contactId, name }): NamedPerson => ({ kind: 'contact', id: contactId, name })),
    ];
  };
