import { Queue, Worker, createPostgresBackend, createRedisBackend, runMigrations, withBackend } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { Client, Pool } from 'pg';

export interface QueueOptions {
  /** PostgreSQL that holds the queues while `redisUrls` is empty. */
  databaseUrl: string;
  /** One Redis, or the nodes of a Redis Cluster. */
  redisUrls: readonly string[];
}

type Processor = (job: { data: unknown }) => Promise<void>;

/** Makes queues and workers on one kind of store; whoever holds it closes it last. */
export interface Backend {
  queue(name: string): Queue;
  worker(name: string, processor: Processor, concurrency: number): Worker;
  /** Whether the store answers. @throws when it does not */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A dead worker's job is taken up by another after at most two of these (ms). */
const LOCK = 5_000;

/** Settings of every worker: handlers may run twice, so a lock that runs out too early costs nothing but work. */
const workerSettings = (concurrency: number) => ({
  concurrency,
  lockDuration: LOCK,
  stalledInterval: LOCK / 2,
  maxStalledCount: 10,
  autorun: true,
});

/** The one switch between PostgreSQL and Redis. */
export function createBackend(options: QueueOptions): Backend {
  return options.redisUrls.length > 0 ? onRedis(options.redisUrls) : onPostgres(options.databaseUrl);
}

/** BullMQ's own schema, beside ours in the same database; several processes may call it at once. No-op on Redis. */
export async function migrateQueue(options: QueueOptions): Promise<void> {
  if (options.redisUrls.length > 0) return;
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

function onPostgres(connectionString: string): Backend {
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend);
  // Each worker keeps one client for LISTEN; the rest serve short queries of all queues.
  const pool = new Pool({
    connectionString,
    max: 14,
    // A wake-up lost when the server dies loses nothing (jobs.ts), so none of them waits for the disk.
    options: '-c search_path=bullmq -c synchronous_commit=off',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'huiyin-queue',
  });
  pool.setMaxListeners(0);
  pool.on('error', () => undefined);
  return {
    queue: (name) => new PgQueue(name, { connection: pool }) as unknown as Queue,
    worker: (name, processor, concurrency) =>
      new PgWorker(name, processor, {
        connection: pool,
        ...workerSettings(concurrency),
      }) as unknown as Worker,
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

function onRedis(urls: readonly string[]): Backend {
  const { Queue: RedisQueue, Worker: RedisWorker } = withBackend(createRedisBackend);
  // Who wakes must not wait for a Redis that is away; who works may.
  const waking = redisConnection(urls, 1);
  const working = redisConnection(urls, null);
  for (const connection of [waking, working]) connection.on('error', () => undefined);
  // The braces keep all keys of a queue in one slot of a cluster.
  const prefix = '{huiyin}';
  return {
    queue: (name) => new RedisQueue(name, { connection: waking, prefix }),
    worker: (name, processor, concurrency) =>
      new RedisWorker(name, processor, { connection: working, prefix, ...workerSettings(concurrency) }),
    ping: async () => {
      await waking.ping();
    },
    close: async () => {
      for (const connection of [waking, working]) connection.disconnect();
    },
  };
}

function redisConnection(urls: readonly string[], maxRetriesPerRequest: number | null): Redis | Cluster {
  if (urls.length === 1 && urls[0]) return new Redis(urls[0], { maxRetriesPerRequest });
  return new Cluster([...urls], { redisOptions: { maxRetriesPerRequest } });
}
