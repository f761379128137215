import type { Request } from 'express';
import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { resumeSession, resumeToken } from '#access/service';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';

export const COOKIE = 'huiyin_session';

export interface Identity {
  principal: Principal;
  /** Set for a session, not for a token. */
  accountId?: string;
  sessionToken?: string;
}

/**
 * Who asks, by token or else by cookie.
 * @param asUse false: does not keep the session alive
 * @returns null for nobody; `refused` for a token that is none of ours
 */
export async function identify(
  manager: EntityManager,
  request: Request,
  now: Date,
  asUse = true,
): Promise<Identity | 'refused' | null> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) {
    const principal = await resumeToken(manager, bearer, now);
    return principal ? { principal: await today(manager, principal, now) } : 'refused';
  }
  const sessionToken = cookieOf(request, COOKIE);
  if (!sessionToken) return null;
  const found = await resumeSession(manager, sessionToken, now, asUse);
  return found && { principal: await today(manager, found, now), accountId: found.accountId, sessionToken };
}

/** The caller as its unit is called today (RT-52). */
export async function today(manager: EntityManager, principal: Principal, now: Date): Promise<Principal> {
  if (principal.unit === null) return principal;
  return presentDay(principal, await readDirectory(manager, principal.jurisdictionId), now);
}

/**
 * An account keeps the name its unit had when it was made; whoever has taken over that unit's duties is whom it acts for,
 * together with all that unit has been called. Pure.
 */
export function presentDay(principal: Principal, directory: Directory, at: Date): Principal {
  const { unit } = principal;
  const holder = unit === null ? undefined : directory.dutyHolder(unit, at)?.unit.name;
  if (unit === null || holder === undefined) return principal;
  const sameToday = directory
    .succession(holder)
    .filter((name) => directory.dutyHolder(name, at)?.unit.name === holder);
  return { ...principal, unit: holder, units: [...new Set([unit, holder, ...sameToday])] };
}

function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || null;
  }
  return null;
}
