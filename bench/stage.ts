import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { SourceRow } from '#collect/service';
import { projectRoot, readConfig } from '#config';
import { JurisdictionRow } from '#jurisdiction/service';
import { createDataSource } from '#persistence';
import type { RunningConfig } from '../apps/worker/src/core/options.js';
import { schema } from '../apps/worker/src/core/schema.js';
import type { Feeds } from './feeds.js';

export interface StageOptions {
  /** Address of the server; the stage makes a database of its own on it. */
  postgres: string;
  database: string;
  folder: string;
  roles: string;
  smtpUrl: string;
  redisUrl?: string;
}

/** An installation as it would run: a fresh database and one process of workers; feeds and mail server stay here. */
export class Stage {
  private constructor(
    readonly config: RunningConfig,
    readonly database: DataSource,
    readonly jurisdictionId: string,
    private readonly worker: ChildProcess,
  ) {}

  static async open(options: StageOptions): Promise<Stage> {
    const url = await freshDatabase(options.postgres, options.database);
    const environment: Record<string, string> = {
      DATABASE_URL: url,
      SMTP_URL: options.smtpUrl,
      HUIYIN_DATA: join(options.folder, options.database),
      HUIYIN_ROLES: options.roles,
      PUBLIC_URL: 'https://huiyin.example',
      ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    };
    const worker = await startWorker(environment);
    const database = await createDataSource(url, schema, 4).initialize();
    const { id } = await database.manager.findOneOrFail(JurisdictionRow, { where: {} });
    await database.query(NOT_GATHERED);
    await database.query(`update jurisdiction set directory_version = directory_version + 1`);
    return new Stage({ ...readConfig(environment), databaseUrl: url }, database, id, worker);
  }

  /** @param nextDueAt null: fetched only when somebody wakes it. @returns ids of the sources, in the order of the feeds */
  async addSources(feeds: Feeds, intervalSeconds: number, nextDueAt: Date | null): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < feeds.count; index += 1) {
      const row = await this.database.manager.save(
        this.database.manager.create(SourceRow, {
          jurisdictionId: this.jurisdictionId,
          name: feeds.name(index),
          kind: 'feed',
          url: feeds.url(index),
          tier: 'self',
          scope: 'local',
          enabled: true,
          intervalSeconds,
          nextDueAt,
        }),
      );
      ids.push(row.id);
    }
    return ids;
  }

  async count(sql: string): Promise<number> {
    const rows: { n: string }[] = await this.database.query(sql);
    return Number(rows[0]?.n);
  }

  async close(): Promise<void> {
    const gone = new Promise<void>((done) => this.worker.once('exit', () => done()));
    if (this.worker.exitCode === null && this.worker.kill('SIGTERM')) await gone;
    await this.database.destroy();
  }
}

/** Messages go one by one: what a digest gathers would be measured as waiting. */
const NOT_GATHERED = `
  update directory_entry set body = jsonb_set(body, '{delivery,bundle}',
    '{"after": 1000, "window": "PT1M", "gather": "PT1M", "most": 500}') where kind = 'clocks'`;

/** A database of that name, empty. @returns its address */
export async function freshDatabase(server: string, name: string): Promise<string> {
  const admin = await createDataSource(server, { entities: [], migrations: [] }, 1).initialize();
  try {
    await admin.query(`create database ${name}`);
  } finally {
    await admin.destroy();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The built worker process; it migrates, loads the profile and says when it has started. */
async function startWorker(environment: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(projectRoot(), 'dist/apps/worker/src/main.js')], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((started, failed) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (said.includes('工作进程已启动')) started();
    });
    child.once('exit', () => failed(new Error(`the worker ended: ${said}`)));
  });
  return child;
}

/** Looks every 50 ms. @throws when it does not come within the time */
export async function until(what: string, seconds: number, look: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(50);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
