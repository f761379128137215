import { createDataSource } from '#persistence';
import { migrateQueue } from '#queue/service';
import type { RunningConfig } from './options.js';
import { schema } from './schema.js';

/** Any constant of ours: PostgreSQL keeps one holder of it at a time. */
const LOCK = 7_346_111;

/**
 * Brings the database up to date, our tables and those of the queue. Processes that start together wait for each other.
 * @returns names of the migrations that ran
 */
export async function migrate(config: RunningConfig): Promise<string[]> {
  const source = await createDataSource(config.databaseUrl, schema, 2).initialize();
  const holder = source.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    const done = await source.runMigrations({ transaction: 'each' });
    await migrateQueue(config);
    return done.map((migration) => migration.name);
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    await holder.release();
    await source.destroy();
  }
}
