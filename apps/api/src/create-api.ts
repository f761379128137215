import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { Express, Request, Response } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { projectRoot } from '#config';
import type { CoreOptions } from '../../worker/src/core/options.js';
import { ApiModule } from './api.module.js';
import { contractSchemas } from './contract/schemas.js';
import { serveDashboard, serveFonts } from './http/dashboard.js';
import { speakPlainly } from './http/plain-words.js';
import { securityHeaders } from './http/security-headers.js';
import { limitLinks } from './sign/link-rate.js';
import type { ApiSettings } from './settings.js';

export interface ApiOptions extends CoreOptions {
  /** The local mailbox of the worker beside it, if there is one. */
  mailbox?: (NonNullable<ApiSettings['mailbox']> & { smtpUrl?: string }) | null;
  /** Folder of the built dashboard; absent: `dist/dashboard`. */
  dashboardDir?: string;
}

export interface Api {
  /** Where it listens: `http://127.0.0.1:3000`. */
  url: string;
  close(): Promise<void>;
}

/** Starts the API and the dashboard on `config.host`:`config.port` (0: a free port), on a migrated database. */
export async function createApi(options: ApiOptions): Promise<Api> {
  speakPlainly();
  const { config } = options;
  const settings: ApiSettings = {
    publicUrl: config.publicUrl,
    secureCookies: config.publicUrl.startsWith('https://'),
    dashboardDir: options.dashboardDir ?? join(projectRoot(), 'dist', 'dashboard'),
    mailbox: options.mailbox ?? null,
    smtpUrl: config.smtpUrl ?? options.mailbox?.smtpUrl ?? null,
    model: config.model,
  };
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.register(options, settings), {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
    // Open live streams end with the server.
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders(settings.secureCookies));
  app.use('/s', limitLinks());
  app.useBodyParser('json', { limit: '256kb' });
  // The forms behind signed links.
  app.useBodyParser('urlencoded', { limit: '64kb', extended: false });
  // Filled forms come as base64 within JSON (contract/roster.ts).
  app.useBodyParser('json', { limit: '5mb', type: 'application/vnd.huiyin.upload+json' });
  // Mails that came back, as the mail server pipes them in.
  app.useBodyParser('raw', { limit: '2mb', type: 'message/rfc822' });
  describe(app);
  serveFonts(app);
  serveDashboard(app, settings.dashboardDir);
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  return { url: `http://${host}:${port}`, close: () => app.close() };
}

/**
 * OpenAPI of everything under `/api/v1`, made from the endpoints themselves when somebody first asks: making it takes half
 * of what starting the API takes.
 */
function describe(app: NestExpressApplication): void {
  let document: object | null = null;
  const express: Express = app.getHttpAdapter().getInstance();
  express.get(
    '/api/v1/openapi.json',
    (_request: Request, response: Response) => void response.json((document ??= openApi(app))),
  );
}

function openApi(app: NestExpressApplication): object {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Huiyin')
      .setVersion('1')
      .addBearerAuth()
      .addCookieAuth('huiyin_session')
      .build(),
  );
  const schemas: Record<string, object> = structuredClone(contractSchemas);
  return { ...document, components: { ...document.components, schemas } };
}
