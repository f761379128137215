import type { NextFunction, Request, Response } from 'express';

/** For the dashboard: its own scripts and styles only, never framed, its address told to no other site. */
const headers = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** A browser that came by https once does not come without it for a year. */
const onlyByHttps = { 'strict-transport-security': `max-age=${365 * 24 * 3600}` };

export const securityHeaders =
  (https: boolean) =>
  (request: Request, response: Response, next: NextFunction): void => {
    response.set(https ? { ...headers, ...onlyByHttps } : headers);
    if (request.path.startsWith('/api/')) response.set('cache-control', 'no-store');
    next();
  };
