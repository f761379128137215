import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import type { Config } from '#config';
import { createDataSource } from '#persistence';
import { schema } from '../apps/worker/src/core/schema.js';
import { embeddedPostgres } from './embedded/postgres.js';

export interface OpenDatabase {
  source: DataSource;
  url: string;
  close(): Promise<void>;
}

/**
 * The database of a command: DATABASE_URL, else the embedded server on HUIYIN_DATA, joined if it runs, else started
 * for as long as the command takes.
 */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const server = config.databaseUrl === null ? await embeddedPostgres({ dataDir: config.dataDir }) : null;
  const url = server?.url ?? config.databaseUrl!;
  const source = createDataSource(url, schema, 2);
  const close = async () => {
    if (source.isInitialized) await source.destroy();
    if (server?.started) await server.stop();
  };
  try {
    await source.initialize();
  } catch (error) {
    await close();
    throw error;
  }
  return { source, url, close };
}

/** Runs `work` on the database and closes it whatever happens. */
export async function withDatabase<T>(
  config: Config,
  work: (source: DataSource, url: string) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config);
  try {
    return await work(database.source, database.url);
  } finally {
    await database.close();
  }
}
