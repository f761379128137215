import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#config';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

/** Addresses of the server; every other one belongs to the page. */
const SERVER = /^\/(api|s|dev|events|fonts|healthz|readyz|metrics|r)(\/|$)/;
const YEAR = 365 * 24 * 3600 * 1000;

/** The bundled Chinese font for the pages of the server itself; a browser asks for it only where the device has none. */
export function serveFonts(app: NestExpressApplication): void {
  app.useStaticAssets(join(projectRoot(), 'node_modules/@fontsource/noto-sans-sc'), {
    prefix: '/fonts/',
    maxAge: YEAR,
    index: false,
  });
}

/** Serves the built dashboard: hashed files for a year, the page itself always fresh, and the page for each of its own addresses. */
export function serveDashboard(app: NestExpressApplication, folder: string | null): void {
  if (!folder || !existsSync(join(folder, 'index.html'))) return;
  app.useStaticAssets(join(folder, 'assets'), {
    prefix: '/assets/',
    immutable: true,
    maxAge: YEAR,
    index: false,
    fallthrough: false,
  });
  app.useStaticAssets(folder, { index: false });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const forPage =
      ['GET', 'HEAD'].includes(request.method) && !SERVER.test(request.path) && request.accepts('html');
    if (!forPage) return next();
    response.set('cache-control', 'no-cache').sendFile('index.html', { root: folder, dotfiles: 'allow' });
  });
}
