import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { schema } from '../../apps/worker/src/core/schema.js';

export interface TestDatabase {
  url: string;
  source: DataSource;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/** A migrated database of its own, copied from the template that `npm test` prepared. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['HUIYIN_TEST_POSTGRES'];
  if (!server) throw new Error('run the tests with `npm test -- <path>`: it starts their PostgreSQL');
  const name = `t_${randomBytes(6).toString('hex')}`;
  // Its files are copied: written page by page into the log, as is usual, a copy takes ten times as long.
  await admin(server, `create database ${name} template huiyin strategy file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const source = await createDataSource(url.href, schema).initialize();
  return {
    url: url.href,
    source,
    async drop() {
      if (source.isInitialized) await source.destroy();
      await admin(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function admin(server: string, sql: string): Promise<void> {
  const url = new URL(server);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.query(sql);
        return;
      } catch (error) {
        // Two copies of the template at once: PostgreSQL refuses the second for a moment.
        if (attempt >= 50 || (error as { code?: string }).code !== '55006') throw error;
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  } finally {
    await client.end();
  }
}
