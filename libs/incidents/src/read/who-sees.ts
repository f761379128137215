import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { addTaskVisibility, addVisibility, Conditions } from './visibility.js';

/**
 * Which of these accounts may know of an incident now: as every list of theirs would say (`addVisibility`), in one
 * question for all of them.
 * @param what `task`: of one thing they do, or did, for it (`addTaskVisibility`)
 * @returns ids of accounts
 */
export async function whoSees(
  manager: EntityManager,
  incidentId: string,
  people: readonly (Principal & { accountId: string })[],
  what: 'whole' | 'task' = 'whole',
): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const values: unknown[] = [incidentId];
  const each = people.map((person) => {
    const conditions = (what === 'task' ? addTaskVisibility : addVisibility)(new Conditions(values), person);
    const account = conditions.value(person.accountId);
    return `select ${account}::text as id from incident where incident.id = $1 and ${conditions.sql}`;
  });
  const rows: { id: string }[] = await manager.query(each.join(' union all '), values);
  return new Set(rows.map((row) => row.id));
}
