import type { EntityManager } from 'typeorm';
import { AccountRow } from './entities/access.entity.js';
import type { Principal } from './principal.js';
import type { Role } from './rights.js';
import { principalOf } from './sessions.js';

/** Somebody with an account. */
export type Person = Principal & { accountId: string };

/**
 * Accounts in use that act for a unit, whatever it was called when they were made (RT-52); oldest first. Whether each may
 * know of a matter is another question: `whoSees` of `#incidents/service`.
 * @param unit any name of the unit
 * @returns whoever still has to change the password too: the message waits for them
 */
export async function accountsOf(
  manager: EntityManager,
  jurisdictionId: string,
  unit: string,
  roles: readonly Role[],
): Promise<Person[]> {
  if (roles.length === 0) return [];
  const rows = await manager
    .createQueryBuilder(AccountRow, 'account')
    .where('account.jurisdictionId = :jurisdictionId AND NOT account.disabled', { jurisdictionId })
    .andWhere('account.role = ANY(:roles)', { roles: [...roles] })
    .andWhere('account.unit = ANY(unit_names(:jurisdictionId, ARRAY[:unit]::text[]))', { unit })
    .orderBy('account.createdAt')
    .addOrderBy('account.id')
    .getMany();
  if (rows.length === 0) return [];
  const [named]: { names: string[] }[] = await manager.query('select unit_names($1, $2) as names', [
    jurisdictionId,
    [...new Set([unit, ...rows.map((row) => row.unit)])],
  ]);
  return rows.map((row) => ({
    ...principalOf(row),
    accountId: row.id,
    units: named?.names ?? [unit],
    mustChangePassword: false,
  }));
}
