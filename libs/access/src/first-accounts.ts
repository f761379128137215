import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { createAccount } from './accounts.js';
import { AccountRow } from './entities/access.entity.js';
import type { Role } from './rights.js';

export interface GivenLogin {
  login: string;
  password: string;
  role: Role;
  unit: string | null;
}

/** Letters and digits that are not mistaken for one another when read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve characters in groups of four, about 59 bits. */
export function makeUpPassword(): string {
  const letters = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]);
  return [0, 4, 8].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

/**
 * Makes the first administrator when there is no account at all.
 * @param password of the environment; null: made up, to be changed at the first log-in
 * @returns what to print once; null when accounts exist
 */
export async function ensureFirstAdministrator(
  manager: EntityManager,
  jurisdictionId: string,
  password: string | null,
  at: Date,
): Promise<GivenLogin | null> {
  // Two processes starting at once make one administrator.
  await manager.query("select pg_advisory_xact_lock(hashtext('huiyin:first-administrator'))");
  if (await manager.existsBy(AccountRow, {})) return null;
  const chosen = password ?? makeUpPassword();
  await createAccount(
    manager,
    {
      jurisdictionId,
      login: 'admin',
      displayName: '系统管理员',
      role: 'administrator',
      unit: null,
      password: chosen,
      mustChange: password === null,
    },
    at,
    'system',
  );
  return { login: 'admin', password: chosen, role: 'administrator', unit: null };
}

/** People of a rehearsal: one for each kind of first page. */
export interface RehearsalPerson {
  login: string;
  displayName: string;
  role: Role;
  unit: string | null;
}

/**
 * Makes the accounts of a rehearsal that are missing, all with the same made-up password.
 * @returns their log-ins
 */
export async function ensureRehearsalAccounts(
  manager: EntityManager,
  jurisdictionId: string,
  people: RehearsalPerson[],
  password: string,
  at: Date,
): Promise<GivenLogin[]> {
  for (const person of people) {
    if (await manager.existsBy(AccountRow, { login: person.login })) continue;
    await createAccount(manager, { ...person, jurisdictionId, password, mustChange: false }, at, 'system');
  }
  return people.map(({ login, role, unit }) => ({ login, role, unit, password }));
}
