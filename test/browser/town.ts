/// <reference lib="dom" />
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Role } from '#access';
import type { Mailbox } from '#deliver/service';
import { createApi, type Api } from '../../apps/api/src/create-api.js';
import { addAccount } from '../support/accounts.js';
import { browserMissing, launchBrowser, type TestBrowser } from '../support/browser.js';
import { createInstallation, runningConfig, type Installation } from '../support/installation.js';

export const PASSWORD = 'right-word-1';
export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
const MINUTE = 60_000;
/** A session ends after half an hour without use: people at work touch their page more often. */
const STEP = 20 * MINUTE;

/** Stories in a real Chromium: skipped visibly where none can run, never under `CI=true`. */
const missing = browserMissing();
const skip = missing !== null && process.env['CI'] !== 'true';
if (skip) console.warn(`skipped: ${missing}`);
export const inBrowser = skip ? describe.skip : describe;

export interface Person {
  role: Role;
  unit?: string;
  name: string;
  mustChange?: boolean;
}

/** The invented city with its workers, API and built dashboard in this process, and a real Chromium before it. */
export interface Town extends Installation {
  url: string;
  /** Every mail of the city, newest first. */
  mails: Mailbox;
  /** Makes an account and gives its login. */
  account(person: Person): Promise<string>;
  /** Logs a new person in, at a desk unless told otherwise. */
  as(person: Person, viewport?: typeof DESK): Promise<Page>;
  /** A page of nobody. */
  open(viewport?: typeof DESK): Promise<Page>;
  /** Moves the city's clock; whoever is logged in keeps working meanwhile. */
  pass(minutes: number): Promise<void>;
  /** Ends the API, or starts it again at the same address. */
  apiDown(): Promise<void>;
  apiUp(): Promise<void>;
  /** What went wrong inside the pages. */
  errors: string[];
}

export async function createTown(): Promise<Town> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [city, chromium] = await Promise.all([
    createInstallation(undefined, { SMTP_URL: '', PORT: String(port), PUBLIC_URL: url }),
    launchBrowser(),
  ]);
  const worker = await city.work();
  const { mailbox } = worker;
  if (!mailbox) throw new Error('a town without a relay has its local mailbox');
  const start = () => createApi({ config: runningConfig(city.environment), clock: city.clock, mailbox });
  let api: Api | null = await start();
  const errors: string[] = [];
  const atWork: Page[] = [];
  const open = (viewport = DESK) => newPage(chromium, { viewport, errors, now: city.clock.now() });
  let people = 0;
  const account: Town['account'] = async ({ role, unit = null, name, mustChange = false }) => {
    const login = `${role}${(people += 1)}`;
    const given = { jurisdictionId: city.jurisdictionId, login, displayName: name, role, unit, mustChange };
    await addAccount(city.database.source.manager, { ...given, password: PASSWORD }, city.clock.now());
    return login;
  };
  return {
    ...city,
    url,
    mails: mailbox,
    errors,
    account,
    open,
    as: async (person, viewport) => {
      const page = await open(viewport);
      await page.goto(`${url}/`);
      const live = page.waitForResponse(/\/events$/);
      await logIn(page, await account(person));
      await page.getByRole('button', { name: `${person.name}，打开个人菜单` }).waitFor();
      await live;
      atWork.push(page);
      return page;
    },
    pass: async (minutes) => {
      for (let left = minutes * MINUTE; left > 0; left -= STEP) {
        city.clock.advance(Math.min(left, STEP));
        await Promise.all(atWork.map((page) => page.evaluate(touch)));
      }
    },
    apiDown: async () => {
      await api?.close();
      api = null;
    },
    apiUp: async () => {
      api ??= await start();
    },
    close: async () => {
      await chromium.close();
      await api?.close();
      await city.close();
    },
  };
}

export async function logIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

async function newPage(
  { browser }: TestBrowser,
  { viewport, errors, now }: { viewport: typeof DESK; errors: string[]; now: Date },
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await context.addInitScript(startAt, now.getTime());
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  return page;
}

/** A desk whose clock is right when a page loads: without it what is typed by default is the machine's day, not the city's. */
function startAt(now: number): void {
  const MachineDate = Date;
  const ahead = now - MachineDate.now();
  class CityDate extends MachineDate {
    static override now = () => MachineDate.now() + ahead;
    constructor(...given: [string]) {
      if (given.length > 0) super(...given);
      else super(MachineDate.now() + ahead);
    }
  }
  globalThis.Date = CityDate as DateConstructor;
}

/** One use of a session, from within the page. */
const touch = () => fetch('/api/v1/me').then(() => undefined);

/** The page scrolls sideways by so many pixels: 0 when it fits. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Keeps a picture in the temporary folder `huiyin-browser` for whoever wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(tmpdir(), 'huiyin-browser');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A port nobody listens on just now: the API must come back at the same address, and links carry it. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    }),
  );
}

/** Opens a page by its word in the navigation, looking behind the words of the groups where it does not stand open. */
export async function visit(page: Page, word: string): Promise<void> {
  const bar = page.getByRole('navigation', { name: '主要页面' });
  // Some have groups only.
  await bar.locator('a, button').filter({ visible: true }).first().waitFor();
  const link = page.getByRole('navigation').getByRole('link', { name: word, exact: true });
  for (const menu of await bar.getByRole('button').all()) {
    if ((await link.count()) > 0 && (await link.first().isVisible())) break;
    if (await menu.isVisible()) await menu.click();
    await page.waitForTimeout(300);
  }
  await link.filter({ visible: true }).first().click();
}
