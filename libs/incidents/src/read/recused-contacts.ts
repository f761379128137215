import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import { inCharge } from './visibility.js';

/** Opens the roster; `ContactBook` of `#jurisdiction/service`. */
export interface NameBook {
  contact(manager: EntityManager, id: string): Promise<{ unit: string; name: string } | null>;
}

/** Somebody is kept from the matter; most matters keep nobody from them, and need no look at the roster. */
export const hasRecusals = (
  incident: Pick<IncidentRow, 'recused' | 'recusedAccounts' | 'recusedContacts'>,
): boolean =>
  [incident.recused, incident.recusedAccounts, incident.recusedContacts].some((list) => list.length > 0);

/**
 * Which of these people of the roster must hear nothing of the matter (RT-05): people of a reported unit, those in charge
 * of it, persons recused by hand or by name, and whoever is the same person as an account that is recused. A person
 * stands in the roster once for each role and version: the same name in the same unit is the same person.
 * @param contactIds ids of `contact`
 */
export async function recusedAmong(
  manager: EntityManager,
  incidentId: string,
  contactIds: readonly string[],
  book: NameBook,
): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows: { id: string; asked: boolean }[] = await manager.query(RECUSED, [incidentId, contactIds]);
  const out = new Set(rows.filter((row) => row.asked).map((row) => row.id));
  // Few matters recuse persons; only then names are opened, and compared in memory.
  if (rows.length === 0 || out.size === contactIds.length) return out;
  const names = new Set(await Promise.all(rows.map(({ id }) => nameOf(manager, id, book))));
  for (const id of contactIds) if (names.has(await nameOf(manager, id, book))) out.add(id);
  return out;
}

const nameOf = async (manager: EntityManager, id: string, book: NameBook): Promise<string> => {
  const contact = await book.contact(manager, id);
  return contact ? `${contact.unit} ${contact.name}` : id;
};

/** Every person of the roster recused by name, by hand or for being in charge; of whole units only those asked for. */
const RECUSED = `
  select contact.id, contact.id = any($2::uuid[]) as asked
  from incident
  join contact on contact.jurisdiction_id = incident.jurisdiction_id
  where incident.id = $1
    and (cardinality(incident.recused) > 0 or cardinality(incident.recused_contacts) > 0
      or cardinality(incident.recused_accounts) > 0)
    and (
      (contact.id = any($2::uuid[]) and contact.unit = any(unit_names(incident.jurisdiction_id, incident.recused)))
      or contact.id = any(incident.recused_contacts)
      or exists (select 1 from account where account.contact_id = contact.id
        and (account.id = any(incident.recused_accounts) or account.unit = any(unit_names(incident.jurisdiction_id, incident.recused))))
      or exists (select 1 from post_holder held where ${inCharge('held', 'incident')}
        and (held.contact_id = contact.id
          or held.account_id in (select id from account where account.contact_id = contact.id)))
    )`;

/** Somebody in charge of units by a post (分管). */
export interface InCharge {
  portfolio: string;
  kind: 'account' | 'contact';
  id: string;
}

/** Who is kept from the matter for being, or having been, in charge of a reported unit since it was published. */
export async function inChargeOf(manager: EntityManager, incidentId: string): Promise<InCharge[]> {
  return manager.query(
    `select distinct held.portfolio, case when held.account_id is null then 'contact' else 'account' end as kind,
       coalesce(held.account_id, held.contact_id) as id
     from incident join post_holder held on ${inCharge('held', 'incident')} where incident.id = $1`,
    [incidentId],
  );
}
