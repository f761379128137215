import type { Request } from 'express';
import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { resumeSession, resumeToken } from '#access/service';

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
    return principal ? { principal } : 'refused';
  }
  const sessionToken = cookieOf(request, COOKIE);
  if (!sessionToken) return null;
  const found = await resumeSession(manager, sessionToken, now, asUse);
  return found && { principal: found, accountId: found.accountId, sessionToken };
}

function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || null;
  }
  return null;
}
