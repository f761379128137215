import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '#access';
import { unauthenticated } from './problem.js';
import type { SignedInRequest } from './session.guard.js';

/** The principal the guard found. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!principal) throw unauthenticated();
  return principal;
});

/** How the log names the caller. */
export const actorOf = (principal: Principal): string => `account:${principal.login}`;
