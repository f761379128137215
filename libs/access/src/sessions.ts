import type { EntityManager } from 'typeorm';
import { LessThan } from 'typeorm';
import { hashToken, newToken } from '#secrets';
import { AccountRow, ApiTokenRow, SessionRow } from './entities/access.entity.js';
import type { Principal } from './principal.js';

/** A session ends after half an hour without use, and after twelve hours in any case. */
export const IDLE_MINUTES = 30;
const ABSOLUTE_HOURS = 12;
/** The last use is written at most this often. */
const TOUCH_SECONDS = 30;

/** @returns the secret for the cookie; only its hash is stored */
export async function openSession(manager: EntityManager, account: AccountRow, now: Date): Promise<string> {
  const { token, hash } = newToken();
  await manager.delete(SessionRow, { expiresAt: LessThan(now) });
  await manager.insert(SessionRow, {
    tokenHash: hash,
    accountId: account.id,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + ABSOLUTE_HOURS * 3_600_000),
  });
  return token;
}

/**
 * Who the cookie belongs to; null when it is unknown, idle too long, over, or its account disabled.
 * @param asUse false: only looked at, which does not keep the session alive (a page left open)
 */
export async function resumeSession(
  manager: EntityManager,
  token: string,
  now: Date,
  asUse = true,
): Promise<(Principal & { accountId: string }) | null> {
  const tokenHash = hashToken(token);
  const session = await manager.findOneBy(SessionRow, { tokenHash });
  if (!session) return null;
  const idle = now.getTime() - session.lastSeenAt.getTime();
  const account = await manager.findOneBy(AccountRow, { id: session.accountId });
  if (!account || account.disabled || session.expiresAt <= now || idle > IDLE_MINUTES * 60_000) {
    await manager.delete(SessionRow, { tokenHash });
    return null;
  }
  if (asUse && idle > TOUCH_SECONDS * 1000)
    await manager.update(SessionRow, { tokenHash }, { lastSeenAt: now });
  return { ...principalOf(account), accountId: account.id };
}

export async function closeSession(manager: EntityManager, token: string): Promise<void> {
  await manager.delete(SessionRow, { tokenHash: hashToken(token) });
}

/** Ends every session of an account but the one given: after a change of password. */
export async function closeOtherSessions(
  manager: EntityManager,
  accountId: string,
  token: string,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .delete()
    .from(SessionRow)
    .where('account_id = :accountId and token_hash <> :keep', { accountId, keep: hashToken(token) })
    .execute();
}

/** Who a bearer token belongs to; null when it is unknown, over or revoked. */
export async function resumeToken(
  manager: EntityManager,
  token: string,
  now: Date,
): Promise<Principal | null> {
  const row = await manager.findOneBy(ApiTokenRow, { tokenHash: hashToken(token) });
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null;
  return {
    kind: 'token',
    accountId: null,
    login: row.name,
    displayName: row.name,
    role: row.role,
    unit: row.unit,
    units: row.unit === null ? [] : [row.unit],
    jurisdictionId: row.jurisdictionId,
    mustChangePassword: false,
  };
}

/** The person of an account, as rights are asked of; its unit as the account has it, see `presentDay` for today's. */
export const principalOf = (account: AccountRow): Principal => ({
  kind: 'account',
  accountId: account.id,
  login: account.login,
  displayName: account.displayName,
  role: account.role,
  unit: account.unit,
  units: account.unit === null ? [] : [account.unit],
  jurisdictionId: account.jurisdictionId,
  mustChangePassword: account.mustChange,
});
