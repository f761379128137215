import type { EntityManager } from 'typeorm';
import { accountsOf } from '#access/service';
import { whoSees } from '#incidents/service';

/**
 * Accounts whose inbox hears of a matter: of the unit's leaders, or of those who handle matters there, as far as each may
 * see it; that nothing is left to do of it (`ended`) they hear though they see it no more.
 * @returns ids of accounts
 */
export async function inboxesOf(
  manager: EntityManager,
  about: { jurisdictionId: string; incidentId: string; unit: string; leaders: boolean; ended: boolean },
): Promise<string[]> {
  const roles = about.leaders ? (['leader'] as const) : (['liaison', 'office', 'monitor'] as const);
  const people = await accountsOf(manager, about.jurisdictionId, about.unit, roles);
  const seeing = await whoSees(manager, about.incidentId, people, about.ended ? 'task' : 'whole');
  return people.map((person) => person.accountId).filter((id) => seeing.has(id));
}
