import { In, type EntityManager } from 'typeorm';
import { AccountRow } from '#access/service';

/** Display names by login; an account that is gone has none. */
export type Names = ReadonlyMap<string, string>;

/**
 * Names of the accounts among those who acted.
 * @param actors as the log holds them: `account:<login>`, `phone:<login>`, or the login itself; others are passed over
 */
export async function displayNames(
  manager: EntityManager,
  actors: readonly (string | null | undefined)[],
): Promise<Names> {
  const logins = new Set(actors.flatMap((actor) => (actor ? [actor.replace(/^(account|phone):/, '')] : [])));
  if (logins.size === 0) return new Map();
  const accounts = await manager.findBy(AccountRow, { login: In([...logins]) });
  return new Map(accounts.map(({ login, displayName }) => [login, displayName]));
}
