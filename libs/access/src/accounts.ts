import type { EntityManager } from 'typeorm';
import { hashPassword, verifyPassword } from '#secrets';
import { audit } from './audit.js';
import { AccountRow } from './entities/access.entity.js';
import { ROLES, type Role } from './rights.js';

/** Failed log-ins before an account rests, and for how long (GB/T 22239 登录失败处理). */
const MAX_FAILURES = 5;
const LOCK_MINUTES = 15;
const MIN_PASSWORD = 10;

export type LoginResult =
  { ok: true; account: AccountRow } | { ok: false; reason: 'wrong' | 'locked'; until?: Date };

/** A password that cannot be taken; the message is Chinese and says what is wanted. */
export class PasswordRefused extends Error {}

export interface NewAccount {
  jurisdictionId: string;
  login: string;
  displayName: string;
  role: Role;
  unit: string | null;
  password: string;
  mustChange: boolean;
}

export async function createAccount(
  manager: EntityManager,
  given: NewAccount,
  at: Date,
  by: string,
): Promise<AccountRow> {
  if (!ROLES.includes(given.role)) throw new Error(`unknown role ${given.role}`);
  const { password, ...rest } = given;
  const row = manager.create(AccountRow, { ...rest, passwordHash: await hashPassword(password) });
  await manager.save(row);
  await audit(manager, {
    at,
    actor: by,
    action: 'account.created',
    subject: given.login,
    data: { role: given.role },
  });
  return row;
}

/**
 * Checks a password. An unknown login, a disabled account and a wrong password give the same answer after the same work.
 * The row is locked, so that attempts side by side are counted one by one.
 */
export async function authenticate(
  manager: EntityManager,
  login: string,
  password: string,
  now: Date,
): Promise<LoginResult> {
  const found = await manager.findOne(AccountRow, { where: { login }, lock: { mode: 'pessimistic_write' } });
  if (found?.lockedUntil && found.lockedUntil > now)
    return { ok: false, reason: 'locked', until: found.lockedUntil };
  const right = await verifyPassword(password, found?.passwordHash ?? null);
  if (found && right && !found.disabled) {
    await manager.update(AccountRow, { id: found.id }, { failures: 0, lockedUntil: null });
    await audit(manager, { at: now, actor: login, action: 'login' });
    return { ok: true, account: found };
  }
  if (found) await countFailure(manager, found, now);
  await audit(manager, { at: now, actor: found ? login : 'unknown', action: 'login', success: false });
  return { ok: false, reason: 'wrong' };
}

async function countFailure(manager: EntityManager, account: AccountRow, now: Date): Promise<void> {
  const failures = account.failures + 1;
  const rest = failures >= MAX_FAILURES;
  await manager.update(
    AccountRow,
    { id: account.id },
    {
      failures: rest ? 0 : failures,
      lockedUntil: rest ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : null,
    },
  );
}

/** @throws PasswordRefused when the old one is wrong or the new one too simple */
export async function changePassword(
  manager: EntityManager,
  accountId: string,
  current: string,
  next: string,
  now: Date,
): Promise<void> {
  const account = await manager.findOneByOrFail(AccountRow, { id: accountId });
  if (!(await verifyPassword(current, account.passwordHash)))
    throw new PasswordRefused('原密码不正确，请重新输入。');
  if (next === current) throw new PasswordRefused('新密码不能与原密码相同。');
  refuseSimple(next, account.login);
  await manager.update(
    AccountRow,
    { id: accountId },
    { passwordHash: await hashPassword(next), mustChange: false },
  );
  await audit(manager, { at: now, actor: account.login, action: 'password.changed' });
}

function refuseSimple(password: string, login: string): void {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  if (password.length < MIN_PASSWORD || kinds < 2 || password.toLowerCase().includes(login.toLowerCase()))
    throw new PasswordRefused(
      `新密码至少 ${MIN_PASSWORD} 位，须含两类以上字符（字母、数字、符号），且不含登录名。`,
    );
}
