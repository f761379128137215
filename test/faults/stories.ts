import { mkdtempSync, chmodSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createDataSource } from '#persistence';
import { schema } from '../../apps/worker/src/core/schema.js';
import { embeddedPostgres } from '../../src/embedded/postgres.js';
import { Random } from '../../bench/random.js';
import { createTestDatabase } from '../support/database.js';
import { startRedis } from '../support/redis.js';
import { DatabaseDoor } from './database-door.js';
import type { Fault } from './relay.js';
import type { Tally } from './tally.js';
import { Robots } from './robots.js';
import { pause, Town } from './town.js';

/** How many faults each story has. */
export interface Sizes {
  kills: number;
  restarts: number;
  flushes: number;
  /** Rounds over all ways a relay can misbehave. */
  relayRounds: number;
  /** Messages to robots. */
  robotMessages: number;
}

export const WHOLE: Sizes = { kills: 200, restarts: 10, flushes: 20, relayRounds: 5, robotMessages: 40 };
export const TENTH: Sizes = { kills: 20, restarts: 1, flushes: 2, relayRounds: 1, robotMessages: 4 };

/** kill -9 of one of two workers at random moments while alerts keep falling due. */
export async function killed(seed: number, { kills }: Sizes): Promise<Tally> {
  const database = await createTestDatabase();
  const town = await Town.open({ seed, source: database.source, databaseUrl: database.url });
  try {
    await Promise.all([town.start(), town.start()]);
    for (let i = 0; i < kills; i += 1) {
      await town.more(3, 2_000);
      await pause(town.random.between(0, 700));
      const living = town.alive;
      if (living.length > 0) await town.end(town.random.pick(living), 'SIGKILL');
      const next = town.start();
      // The other goes on meanwhile; where both are dead the next must stand before it can be killed at work.
      if (town.alive.length < 2) await next;
    }
    await town.recover();
    return await town.count('worker killed with kill -9', kills);
  } finally {
    await town.close();
    await database.drop();
  }
}

/** PostgreSQL restarted, orderly or as in a crash, under workers that must outlive it and take up their work by themselves. */
export async function databaseRestarted(seed: number, { restarts }: Sizes): Promise<Tally> {
  const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-faults-pg-'));
  chmodSync(dataDir, 0o755);
  let server = await embeddedPostgres({ dataDir });
  const door = await DatabaseDoor.open(server.url);
  const source = await createDataSource(door.url, schema).initialize();
  await source.runMigrations({ transaction: 'each' });
  const town = await Town.open({ seed, source, databaseUrl: door.url });
  try {
    const worker = await town.start();
    for (let i = 0; i < restarts; i += 1) {
      await town.more(5, 3_000);
      await pause(town.random.between(0, 2_000));
      if (town.random.next() < 0.5) crash(dataDir);
      await server.stop();
      await pause(town.random.between(0, 1_000));
      server = await embeddedPostgres({ dataDir });
      door.lead(server.url);
    }
    await town.works(worker);
    await town.recover();
    return await town.count('PostgreSQL restarted', restarts);
  } finally {
    await town.close();
    await source.destroy().catch(() => undefined);
    door.close();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Everything in Redis is gone; nothing waits there that does not stand in a row. */
export async function redisFlushed(seed: number, { flushes }: Sizes): Promise<Tally> {
  const [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
  const source = database.source;
  const town = await Town.open({ seed, source, databaseUrl: database.url, redisUrl: redis.url });
  const hand = new Redis(redis.url);
  try {
    const worker = await town.start();
    for (let i = 0; i < flushes; i += 1) {
      await town.more(5, 1_500);
      await pause(town.random.between(0, 1_500));
      await hand.flushall();
    }
    await town.works(worker);
    await town.settled(90);
    return await town.count('Redis flushed', flushes);
  } finally {
    await town.close();
    hand.disconnect();
    await redis.stop();
    await database.drop();
  }
}

const FAULTS: Fault[] = ['away', 'half', 'hang', 'cut'];

/** The relay is away, takes half, does not answer, or takes a mail and is cut before it says so. */
export async function relayMisbehaves(seed: number, { relayRounds }: Sizes): Promise<Tally> {
  const database = await createTestDatabase();
  const town = await Town.open({ seed, source: database.source, databaseUrl: database.url });
  try {
    await town.start();
    for (let round = 0; round < relayRounds; round += 1)
      for (const fault of town.random.shuffled(FAULTS)) {
        await town.more(4, 1_500);
        await pause(town.random.between(0, 500));
        await town.relay.misbehave(fault, town.random.between(500, 1_500));
      }
    await town.recover();
    return await town.count('SMTP relay misbehaves', relayRounds * FAULTS.length);
  } finally {
    await town.close();
    await database.drop();
  }
}

/** A robot that answers 200 and an errcode has taken nothing: whoever it was for hears of it all the same. */
export async function robotsRefuse(seed: number, { robotMessages }: Sizes): Promise<Tally> {
  const database = await createTestDatabase();
  const robots = await Robots.start(new Random(seed));
  const town = await Town.open({
    seed,
    source: database.source,
    databaseUrl: database.url,
    robots: (...settle) => robots.settle(...settle),
  });
  try {
    await town.start();
    for (let sent = 0; sent < robotMessages; sent += 4) await town.more(4, 1_000);
    await town.recover();
    const manager = database.source.manager;
    return await town.count('robots refuse under 200', robotMessages, await robots.arrivals(manager));
  } finally {
    await town.close();
    await robots.close();
    await database.drop();
  }
}

/** As a power cut leaves it: nothing is written any more (immediate shutdown, recovered from the log at the next start). */
function crash(dataDir: string): void {
  const pid = Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
}
