import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { resumeSession, resumeToken } from '#access/service';
import { Clock } from '#clock';
import { ENDPOINT, type EndpointSpec } from './endpoint.js';
import { forbidden, ProblemError, unauthenticated } from './problem.js';

export const COOKIE = 'huiyin_session';

/** A request after the guard. */
export interface SignedInRequest extends Request {
  principal?: Principal;
  /** Set for a session, not for a token. */
  accountId?: string;
  sessionToken?: string;
}

/** Knows who asks, refuses what is not allowed, and refuses changes that another site asks the browser for. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<EndpointSpec | undefined>(ENDPOINT, context.getHandler());
    if (!spec) throw new Error(`${context.getHandler().name} has no @Endpoint`);
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    refuseOtherSites(request);
    await this.identify(request);
    if (spec.needs === 'public') return true;
    const { principal } = request;
    if (!principal) throw unauthenticated();
    if (spec.needs === 'signed-in') return true;
    if (principal.mustChangePassword) throw changeFirst();
    if (!mayDo(principal, spec.needs)) throw forbidden();
    return true;
  }

  private async identify(request: SignedInRequest): Promise<void> {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const { manager } = this.database;
    if (bearer) {
      const principal = await resumeToken(manager, bearer, this.clock.now());
      if (!principal) throw unauthenticated();
      request.principal = principal;
      return;
    }
    const token = cookieOf(request, COOKIE);
    if (!token) return;
    const found = await resumeSession(manager, token, this.clock.now());
    if (!found) return;
    request.principal = found;
    request.accountId = found.accountId;
    request.sessionToken = token;
  }
}

/** SameSite=Strict keeps other sites' requests without the cookie; the Origin check holds where a browser does not. */
function refuseOtherSites(request: Request): void {
  const { origin, host } = request.headers;
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || origin === undefined) return;
  if (origin === 'null' || !URL.canParse(origin) || new URL(origin).host !== host)
    throw new ProblemError(403, 'other_site', '请求来自其他网站', '请在本系统的页面上操作。');
}

const changeFirst = () =>
  new ProblemError(403, 'change_password', '请先修改初始密码', '修改后即可使用其他功能。');

export function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || null;
  }
  return null;
}
