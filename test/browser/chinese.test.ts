/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { browserMissing, launchBrowser, type TestBrowser } from '../support/browser.js';

const dist = join(__dirname, '../../dist/dashboard');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** The built page alone: whoever asks the server for something is told to log in. */
function servePage(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (path.startsWith('/api/')) return response.writeHead(401).end();
    const file = extname(path) ? join(dist, path) : join(dist, 'index.html');
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/html' });
    return response.end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

const missing = browserMissing();
if (missing && process.env['CI'] !== 'true') console.warn(`skipped: ${missing}`);

(missing && process.env['CI'] !== 'true' ? describe.skip : describe)(
  'Chinese on a machine without Chinese fonts',
  () => {
    let server: Server;
    let chromium: TestBrowser;
    beforeAll(async () => {
      [server, chromium] = await Promise.all([servePage(), launchBrowser()]);
    });
    afterAll(async () => {
      await chromium?.close();
      await new Promise((done) => server?.close(done));
    });

    it('is drawn by the bundled font, in text and in fields, without leaving the page too wide for a phone', async () => {
      const page = await chromium.browser.newPage({ viewport: { width: 390, height: 844 } });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/incidents`);
      await page.getByRole('button', { name: '登录' }).waitFor();
      await page.getByLabel('账号').fill('舆情监测');
      expect(new URL(page.url()).pathname).toBe('/login');

      await page.waitForFunction(() => document.fonts.check('14px "Noto Sans SC"', '政务舆情回应工作台监测'));
      const fonts = await page.evaluate(() => ({
        loaded: [...document.fonts].filter((font) => font.status === 'loaded').length,
        field: getComputedStyle(document.querySelector('#login')!).fontFamily,
        width: document.documentElement.scrollWidth,
      }));
      expect(fonts.loaded).toBeGreaterThan(0);
      expect(fonts.field).toContain('Noto Sans SC');
      expect(fonts.width).toBe(390);
      expect(errors).toEqual([]);
    });
  },
);
