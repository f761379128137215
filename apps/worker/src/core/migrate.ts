import type { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { migrateQueue } from '#queue/service';
import type { RunningConfig } from './options.js';
import { schema } from './schema.js';

/** Any constant of ours: PostgreSQL keeps one holder of it at a time. */
const LOCK = 7_346_111;

/** The database was last used by a later version of Huiyin; the message says what to do. */
export class NewerDatabase extends Error {}

/**
 * Brings the database up to date, our tables and those of the queue. Processes that start together wait for each other.
 * @returns names of the migrations that ran
 * @throws NewerDatabase before anything is changed
 */
export async function migrate(config: RunningConfig): Promise<string[]> {
  const source = await createDataSource(config.databaseUrl, schema, 2).initialize();
  const holder = source.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    await refuseNewer(source);
    const done = await source.runMigrations({ transaction: 'each' });
    await migrateQueue(config);
    return done.map((migration) => migration.name);
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    await holder.release();
    await source.destroy();
  }
}

/** A step back is not tried: what a later version wrote, this one might not understand. */
async function refuseNewer(source: DataSource): Promise<void> {
  const [table]: { there: boolean }[] = await source.query(
    `select to_regclass('schema_migration') is not null as there`,
  );
  if (!table?.there) return;
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const done: { name: string }[] = await source.query('select name from schema_migration');
  const unknown = done.filter(({ name }) => !known.has(name)).length;
  if (unknown > 0)
    throw new NewerDatabase(
      '数据库由更新版本的回音使用过，本版本不能打开。请换用新版本的程序，或用 HUIYIN_DATA、--database-url 指定另一个数据库。',
    );
}
