import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock, type Clock } from '#clock';
import { SourceRow } from '#collect/service';
import { projectRoot, readConfig } from '#config';
import { migrateQueue } from '#queue/service';
import { loadKeys } from '#secrets';
import type { RunningConfig } from '../../apps/worker/src/core/options.js';
import { createWorker, type Worker } from '../../apps/worker/src/worker.js';
import { loadCity } from './city.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { TestFeed } from './feed-server.js';
import { MORNING } from './rows.js';
import { TestSmtp } from './smtp.js';

/** A whole installation of the invented small city: real database, feed, mail server and workers, and a test's clock. */
export interface Installation {
  database: TestDatabase;
  jurisdictionId: string;
  feed: TestFeed;
  smtp: TestSmtp;
  clock: TestClock;
  /** Environment that a process of this installation would have. */
  environment: Record<string, string>;
  /** Starts a worker in this process; `roles` as in HUIYIN_ROLES. */
  work(roles?: string, clock?: Clock): Promise<Worker>;
  close(): Promise<void>;
}

/** @param own environment of this test in place of the usual; an empty value leaves the variable out */
export async function createInstallation(
  redisUrl?: string,
  own: Record<string, string> = {},
): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-story-'));
  const [database, feed, smtp] = await Promise.all([
    createTestDatabase(),
    TestFeed.start(),
    TestSmtp.start(),
  ]);
  const environment = {
    DATABASE_URL: database.url,
    SMTP_URL: smtp.url,
    PUBLIC_URL: 'https://huiyin.example',
    HUIYIN_DATA: folder,
    HUIYIN_PROFILE: join(projectRoot(), 'test/profiles/tiny'),
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    ...own,
  };
  const config = runningConfig(environment);
  await migrateQueue(config);
  const jurisdictionId = await loadCity(database.source.manager, loadKeys(config.keysDir));
  await addSource(database, jurisdictionId, feed);
  const clock = new TestClock(MORNING);
  const workers: Worker[] = [];
  return {
    database,
    jurisdictionId,
    feed,
    smtp,
    clock,
    environment,
    work: async (roles = 'collect,judge,notify,clock', own = clock) => {
      const worker = await createWorker({
        config: runningConfig({ ...environment, HUIYIN_ROLES: roles }),
        clock: own,
      });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([feed.close(), smtp.down(), database.drop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function runningConfig(environment: Record<string, string>): RunningConfig {
  const config = readConfig(environment);
  if (!config.databaseUrl) throw new Error('a test installation has a database');
  return { ...config, databaseUrl: config.databaseUrl };
}

async function addSource(database: TestDatabase, jurisdictionId: string, feed: TestFeed): Promise<void> {
  await database.source.manager.insert(SourceRow, {
    jurisdictionId,
    name: '清岚论坛',
    kind: 'feed',
    url: feed.url,
    tier: 'local',
    scope: 'local',
    enabled: true,
    intervalSeconds: 60,
    nextDueAt: MORNING,
  });
}
