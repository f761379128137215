import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { mayDo } from '#access';
import { Clock } from '#clock';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { ENDPOINT, type EndpointSpec } from './endpoint.js';
import { identify, type Identity } from './identify.js';
import { forbidden, ProblemError, unauthenticated } from './problem.js';

/** A request after the guard. */
export interface SignedInRequest extends Request, Partial<Identity> {}

/** Knows who asks, refuses what is not allowed, and refuses changes that another site asks the browser for. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<EndpointSpec | undefined>(ENDPOINT, context.getHandler());
    if (!spec) throw new Error(`${context.getHandler().name} has no @Endpoint`);
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    if (!spec.anyOrigin) refuseOtherSites(request, this.settings.publicUrl);
    const identity = await identify(this.database.manager, request, this.clock.now());
    if (identity === 'refused') throw unauthenticated();
    Object.assign(request, identity);
    if (spec.needs === 'public') return true;
    const { principal } = request;
    if (!principal) throw unauthenticated();
    if (spec.needs === 'signed-in') return true;
    if (principal.mustChangePassword) throw changeFirst();
    if (!mayDo(principal, spec.needs)) throw forbidden();
    return true;
  }
}

/** SameSite=Strict keeps other sites' requests without the cookie; the Origin check holds where a browser does not. */
function refuseOtherSites(request: Request, publicUrl: string): void {
  const { origin, host } = request.headers;
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || origin === undefined) return;
  // A proxy may ask us under another name than the one in the browser's address line.
  const own = [host, new URL(publicUrl).host];
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host))
    throw new ProblemError(403, 'other_site', '请求来自其他网站', '请在本系统的页面上操作。');
}

const changeFirst = () =>
  new ProblemError(403, 'change_password', '请先修改初始密码', '修改后即可使用其他功能。');
