import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { rightsOf, type Principal } from '#access';
import {
  audit,
  authenticate,
  changePassword,
  closeOtherSessions,
  closeSession,
  openSession,
  principalOf,
} from '#access/service';
import { Clock } from '#clock';
import { JurisdictionRow } from '#jurisdiction/service';
import type { Me } from '../contract/index.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, ProblemError } from '../http/problem.js';
import { COOKIE, today } from '../http/identify.js';
import type { SignedInRequest } from '../http/session.guard.js';
import { Valid } from '../http/valid.js';
import { RehearsalView } from './rehearsal-view.js';

const credentials = z.object({
  login: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
});
const passwords = z.object({ current: z.string().max(200), next: z.string().max(200) });

@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly rehearsal: RehearsalView,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post('session')
  @HttpCode(200)
  @Endpoint({ summary: 'Log in', needs: 'public', body: credentials, returns: 'Me' })
  async logIn(
    @Body(new Valid(credentials)) { login, password }: z.output<typeof credentials>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const now = this.clock.now();
    const { result, token } = await this.database.transaction(async (manager) => {
      const checked = await authenticate(manager, login, password, now);
      return { result: checked, token: checked.ok ? await openSession(manager, checked.account, now) : null };
    });
    if (!result.ok || token === null) throw refused(result);
    response.cookie(COOKIE, token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.settings.secureCookies,
      path: '/',
    });
    return this.me(await today(this.database.manager, principalOf(result.account), now));
  }

  @Get('me')
  @Endpoint({ summary: 'Who is logged in and what they may do', needs: 'signed-in', returns: 'Me' })
  who(@Caller() caller: Principal): Promise<Me> {
    return this.me(caller);
  }

  @Delete('session')
  @HttpCode(204)
  @Endpoint({ summary: 'Log out', needs: 'public' })
  async logOut(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.clearCookie(COOKIE, { path: '/' });
    if (!request.sessionToken || !request.principal) return;
    await closeSession(this.database.manager, request.sessionToken);
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: request.principal.login,
      action: 'logout',
    });
  }

  @Post('me/password')
  @HttpCode(200)
  @Endpoint({ summary: 'Change the password', needs: 'signed-in', body: passwords, returns: 'Me' })
  async password(
    @Req() request: SignedInRequest,
    @Body(new Valid(passwords)) body: z.output<typeof passwords>,
  ): Promise<Me> {
    const { principal, accountId, sessionToken } = request;
    // A program with a token has no password.
    if (!principal || !accountId || !sessionToken) throw forbidden();
    await this.database.transaction(async (manager) => {
      await changePassword(manager, accountId, body.current, body.next, this.clock.now());
      await closeOtherSessions(manager, accountId, sessionToken);
    });
    return this.me({ ...principal, mustChangePassword: false });
  }

  private async me(principal: Principal): Promise<Me> {
    const jurisdiction = await this.database.manager.findOneBy(JurisdictionRow, {
      id: principal.jurisdictionId,
    });
    return {
      login: principal.login,
      displayName: principal.displayName,
      role: principal.role,
      unit: principal.unit,
      units: [...principal.units],
      mustChangePassword: principal.mustChangePassword,
      jurisdiction: jurisdiction?.name ?? '',
      rights: principal.mustChangePassword ? [] : [...rightsOf(principal.role)],
      rehearsal: await this.rehearsal.current(),
    };
  }
}

function refused(result: { ok: boolean; reason?: string }): ProblemError {
  if (result.reason === 'locked')
    return new ProblemError(429, 'locked', '登录已暂停', '多次输入错误，账号暂停登录，请十五分钟后再试。');
  return new ProblemError(
    401,
    'wrong_login',
    '登录名或密码不正确',
    '请核对后重新输入。连续五次错误将暂停登录十五分钟。',
  );
}
