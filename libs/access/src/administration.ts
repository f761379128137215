import { MoreThan, Not, type EntityManager } from 'typeorm';
import { hashPassword } from '#secrets';
import { audit } from './audit.js';
import { AccountRow, SessionRow } from './entities/access.entity.js';
import { makeUpPassword } from './first-accounts.js';
import type { Role } from './rights.js';

/** What an administrator may not do to an account; the message is Chinese and says what to do instead. */
export class AccountRefused extends Error {}

/** What an administrator changes of an account; what is absent stays. */
export interface AccountChange {
  displayName?: string | undefined;
  role?: Role | undefined;
  unit?: string | null | undefined;
  disabled?: boolean | undefined;
}

/** Who changes which account, when. */
export interface AccountDeed {
  jurisdictionId: string;
  accountId: string;
  at: Date;
  /** `account:<login>` */
  by: string;
}

/**
 * Another name, role or unit, or out of use. Whoever gets other rights, another unit or none logs in again. Nobody takes
 * the right from themselves, and one administrator always stays.
 * @returns null when there is no such account
 * @throws AccountRefused
 */
export async function changeAccount(
  manager: EntityManager,
  deed: AccountDeed,
  change: AccountChange,
): Promise<AccountRow | null> {
  const account = await lockAccount(manager, deed);
  if (!account) return null;
  const fields = (['displayName', 'role', 'unit', 'disabled'] as const).filter(
    (field) => change[field] !== undefined && change[field] !== account[field],
  );
  if (fields.length === 0) return account;
  const before = { role: account.role, disabled: account.disabled };
  Object.assign(account, Object.fromEntries(fields.map((field) => [field, change[field]])));
  if (before.role === 'administrator' && !before.disabled) await mustLeaveOne(manager, deed, account);
  await manager.save(account);
  if (fields.some((field) => field !== 'displayName')) await endSessions(manager, account.id);
  const { role, unit, disabled } = account;
  await log(manager, deed, 'account.changed', account, { fields, role, unit, disabled });
  return account;
}

/**
 * A made-up password in place of the old one, to be changed at the next log-in; what was logged in is logged out.
 * @returns what to show once; null when there is no such account
 */
export async function resetPassword(
  manager: EntityManager,
  deed: AccountDeed,
): Promise<{ account: AccountRow; password: string } | null> {
  const account = await lockAccount(manager, deed);
  if (!account) return null;
  if (deed.by === `account:${account.login}`)
    throw new AccountRefused('自己的密码请在“修改密码”中更换，不能在此重置。');
  const password = makeUpPassword();
  const passwordHash = await hashPassword(password);
  Object.assign(account, { passwordHash, mustChange: true, failures: 0, lockedUntil: null });
  await manager.save(account);
  await endSessions(manager, account.id);
  await log(manager, deed, 'password.reset', account);
  return { account, password };
}

/** Lets somebody log in again who has mistyped too often. @returns null when there is no such account */
export async function unlockAccount(manager: EntityManager, deed: AccountDeed): Promise<AccountRow | null> {
  const account = await lockAccount(manager, deed);
  if (!account) return null;
  Object.assign(account, { failures: 0, lockedUntil: null });
  await manager.save(account);
  await log(manager, deed, 'account.unlocked', account);
  return account;
}

/** Accounts with a session in use, by id, and since when it was last used. */
export async function lastSeen(manager: EntityManager, now: Date): Promise<Map<string, Date>> {
  const rows = await manager.findBy(SessionRow, { expiresAt: MoreThan(now) });
  const seen = new Map<string, Date>();
  for (const { accountId, lastSeenAt } of rows) {
    const known = seen.get(accountId);
    if (!known || known < lastSeenAt) seen.set(accountId, lastSeenAt);
  }
  return seen;
}

async function mustLeaveOne(manager: EntityManager, deed: AccountDeed, account: AccountRow): Promise<void> {
  if (account.role === 'administrator' && !account.disabled) return;
  if (deed.by === `account:${account.login}`)
    throw new AccountRefused('不能停用自己的账号或取消自己的管理员角色，请由另一位管理员操作。');
  const { jurisdictionId } = deed;
  const others = { jurisdictionId, role: 'administrator' as const, disabled: false, id: Not(account.id) };
  // Locked, so that two administrators do not switch each other off side by side.
  const left = await manager.find(AccountRow, { where: others, lock: { mode: 'pessimistic_write' } });
  if (left.length === 0) throw new AccountRefused('至少保留一个可用的管理员账号，请先另建管理员。');
}

const lockAccount = (
  manager: EntityManager,
  { accountId, jurisdictionId }: AccountDeed,
): Promise<AccountRow | null> =>
  manager.findOne(AccountRow, {
    where: { id: accountId, jurisdictionId },
    lock: { mode: 'pessimistic_write' },
  });

const endSessions = (manager: EntityManager, accountId: string) => manager.delete(SessionRow, { accountId });

const log = (
  manager: EntityManager,
  { at, by }: AccountDeed,
  action: 'account.changed' | 'account.unlocked' | 'password.reset',
  account: AccountRow,
  data: Record<string, unknown> = {},
) => audit(manager, { at, actor: by, action, subject: account.login, data });
