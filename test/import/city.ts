import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '#access';
import { SystemClock } from '#clock';
import { projectRoot, readConfig } from '#config';
import { loadProfile } from '#jurisdiction';
import { migrateQueue } from '#queue/service';
import { loadKeys } from '#secrets';
import { createApi, type Api } from '../../apps/api/src/create-api.js';
import type { RunningConfig } from '../../apps/worker/src/core/options.js';
import { addAccount } from '../support/accounts.js';
import { Client, PASSWORD } from '../support/api.js';
import { loadCity } from '../support/city.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const profileDir = join(projectRoot(), 'test/profiles/letters');

/** What a run of `huiyin` left behind. */
export interface Run {
  code: number | null;
  out: string[];
  err: string[];
  /** The last line of stdout. */
  summary: Record<string, number>;
}

/** The city of the letters on a database of its own, with `huiyin` as a process and the API beside it. */
export interface LettersCity {
  database: TestDatabase;
  jurisdictionId: string;
  config: RunningConfig;
  /** Writes a file to import; gives its path. */
  file(name: string, content: Buffer | string): string;
  /** Runs the built `huiyin` to its end. */
  huiyin(...args: string[]): Promise<Run>;
  /** The one row of a query. */
  one<T>(sql: string): Promise<T>;
  /** Somebody logged in over HTTP; the API is started for the first. */
  as(role: Role): Promise<Client>;
  close(): Promise<void>;
}

export async function createLettersCity(): Promise<LettersCity> {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-letters-'));
  const database = await createTestDatabase();
  const environment = {
    DATABASE_URL: database.url,
    HUIYIN_DATA: folder,
    HUIYIN_PROFILE: profileDir,
    PORT: '0',
  };
  const config = { ...readConfig(environment), databaseUrl: database.url };
  await migrateQueue(config);
  const { manager } = database.source;
  const jurisdictionId = await loadCity(manager, loadKeys(config.keysDir), loadProfile(profileDir));
  let api: Promise<Api> | null = null;
  const running = new Set<ChildProcess>();
  return {
    database,
    jurisdictionId,
    config,
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    huiyin: (...args) => runHuiyin(args, environment, running),
    one: async <T>(sql: string) => {
      const [row] = await database.source.query<T[]>(sql);
      if (row === undefined) throw new Error(`no row: ${sql}`);
      return row;
    },
    as: async (role) => {
      api ??= createApi({ config, clock: new SystemClock() });
      const { url } = await api;
      const person = { jurisdictionId, login: role, displayName: role, role, unit: null };
      await addAccount(manager, { ...person, password: PASSWORD, mustChange: false }, new Date()).catch(
        () => undefined,
      );
      const client = new Client(url);
      const answer = await client.logIn(role);
      if (answer.status !== 200) throw new Error(`could not log in as ${role}: ${answer.text}`);
      return client;
    },
    close: async () => {
      for (const child of running) child.kill('SIGKILL');
      await (await api)?.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runHuiyin(args: string[], environment: NodeJS.ProcessEnv, running: Set<ChildProcess>): Promise<Run> {
  const child = spawn(process.execPath, [join(projectRoot(), 'bin/huiyin.mjs'), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text.out += more));
  child.stderr.setEncoding('utf8').on('data', (more: string) => (text.err += more));
  return new Promise((done) => {
    child.once('close', (code) => {
      running.delete(child);
      const [out, err] = [lines(text.out), lines(text.err)];
      const last = out.at(-1) ?? '';
      done({ code, out, err, summary: last.startsWith('{') ? (JSON.parse(last) as Run['summary']) : {} });
    });
  });
}

const lines = (text: string): string[] => text.split('\n').filter(Boolean);
