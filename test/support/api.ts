import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#access';
import { TestClock } from '#clock';
import { projectRoot, readConfig } from '#config';
import { migrateQueue } from '#queue/service';
import { loadKeys, type Keys } from '#secrets';
import { createApi, type ApiOptions } from '../../apps/api/src/create-api.js';
import { addAccount } from './accounts.js';
import { loadCity } from './city.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { MORNING } from './rows.js';

export const PASSWORD = 'right-word-1';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body as it came. */
  bytes: Buffer;
  /** The body as JSON; a test names its shape. */
  json<T = Record<string, unknown>>(): T;
}

export interface Asking {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: string;
  headers?: Record<string, string>;
}

/** One caller of the API over real HTTP: keeps its cookie like a browser. */
export class Client {
  cookie: string | null = null;

  constructor(
    readonly url: string,
    private readonly standing: Record<string, string> = {},
  ) {}

  get = (path: string, asking: Asking = {}) => this.ask('GET', path, asking);
  post = (path: string, body: unknown = {}, asking: Asking = {}) =>
    this.ask('POST', path, { body, ...asking });

  ask(method: string, path: string, { body, raw, headers }: Asking = {}): Promise<Answer> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    return new Promise((done, fail) => {
      const request = httpRequest(`${this.url}${path}`, {
        method,
        headers: {
          // Node sends the length of a DELETE's body only when told to.
          ...(payload !== undefined && {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(payload)),
          }),
          ...(this.cookie && { cookie: this.cookie }),
          ...this.standing,
          ...headers,
        },
      });
      request.on('error', fail);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', fail);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString();
          const [given] = response.headers['set-cookie'] ?? [];
          if (given) this.cookie = given.split(';')[0]?.replace(/^[^=]+=$/, '') || null;
          const { statusCode, headers: got } = response;
          done({ status: statusCode ?? 0, headers: got, text, bytes, json: <T>() => JSON.parse(text) as T });
        });
      });
      request.end(payload);
    });
  }

  logIn(login: string, password = PASSWORD): Promise<Answer> {
    return this.post('/api/v1/session', { login, password });
  }
}

export interface TestApi {
  url: string;
  database: TestDatabase;
  jurisdictionId: string;
  clock: TestClock;
  keys: Keys;
  /** Somebody who has not logged in. */
  nobody(headers?: Record<string, string>): Client;
  /** Makes an account (once for each role and unit) and logs it in. */
  as(role: Role, unit?: string | null): Promise<Client>;
  /** Makes an account; gives its login. */
  account(role: Role, unit?: string | null, given?: { mustChange?: boolean }): Promise<string>;
  /** Ends the API only. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The whole API of the invented small city on a database of its own, listening on loopback. */
export async function createTestApi(
  given: Partial<ApiOptions> & { environment?: Record<string, string> } = {},
): Promise<TestApi> {
  const { environment, ...options } = given;
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-api-'));
  const database = await createTestDatabase();
  const read = readConfig({
    DATABASE_URL: database.url,
    PORT: '0',
    HUIYIN_DATA: folder,
    HUIYIN_PROFILE: join(projectRoot(), 'test/profiles/tiny'),
    ...environment,
  });
  const config = { ...read, databaseUrl: database.url };
  await migrateQueue(config);
  const keys = loadKeys(config.keysDir);
  const jurisdictionId = await loadCity(database.source.manager, keys);
  const clock = new TestClock(MORNING);
  const api = await createApi({ config, clock, ...options });
  let people = 0;
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= api.close());
  const account: TestApi['account'] = async (role, unit = null, { mustChange = false } = {}) => {
    const login = `${role}${(people += 1)}`;
    const person = { jurisdictionId, login, displayName: login, role, unit, password: PASSWORD, mustChange };
    await addAccount(database.source.manager, person, clock.now());
    return login;
  };
  return {
    url: api.url,
    database,
    jurisdictionId,
    clock,
    keys,
    nobody: (headers) => new Client(api.url, headers),
    account,
    as: async (role, unit = null) => {
      const client = new Client(api.url);
      const answer = await client.logIn(await account(role, unit));
      if (answer.status !== 200) throw new Error(`could not log in as ${role}: ${answer.text}`);
      return client;
    },
    stop,
    close: async () => {
      await stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
