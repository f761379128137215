import { scryptSync } from 'node:crypto';
import { AccountRow, audit, type NewAccount } from '#access/service';
import type { EntityManager } from 'typeorm';

const SALT = Buffer.alloc(16, 7);

/** The form of `hashPassword` at the lowest cost: a real one takes a quarter of a second of a core, twice for a log-in. */
function quickHash(password: string): string {
  const hash = scryptSync(password, SALT, 32, { N: 2, r: 1, p: 1 });
  return ['2', '1', '1', SALT.toString('base64'), hash.toString('base64')].join('$');
}

/** As `createAccount` does it; the right password is checked at once. */
export async function addAccount(manager: EntityManager, given: NewAccount, at: Date): Promise<AccountRow> {
  const { password, ...rest } = given;
  const row = await manager.save(manager.create(AccountRow, { ...rest, passwordHash: quickHash(password) }));
  const { login, role } = given;
  await audit(manager, { at, actor: 'test', action: 'account.created', subject: login, data: { role } });
  return row;
}
