import { createWriteStream, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { keysFile } from '#secrets';
import { UsageError } from '../command.js';
import {
  appliedMigrations,
  digest,
  HISTORY,
  KEYS,
  manifestOf,
  type BackupTable,
  type Manifest,
} from './manifest.js';

/** Rows fetched at once; a row may hold an attached file. */
const CHUNK = 100;

/** Makes the folder. @throws UsageError unless the folder is absent or empty: an older backup is never written over */
export function emptyFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new UsageError(`${folder}: cannot be written: ${(error as Error).message}`);
  }
  throw new UsageError(`${folder}: is not empty; name a folder that is new`);
}

/**
 * Writes all rows as they stand at one moment, while the service may go on, and the keys.
 * The queues are left out: what is still to be done stands in the rows, and the sweeps wake it.
 * @param tell one line a table
 */
export async function dump(
  url: string,
  folder: string,
  keysDir: string,
  tell: (line: string) => void,
): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const keys = keysFile(keysDir);
    await client.query('begin isolation level repeatable read read only');
    const migrations = await appliedMigrations(client);
    if (migrations.length === 0) throw new Error('the database is empty: there is nothing to back up');
    const tables: BackupTable[] = [];
    for (const name of await names(client, TABLES)) {
      const table = await dumpTable(client, folder, name);
      tables.push(table);
      tell(`${name}: ${table.rows} rows`);
    }
    const { rows: sequences } = await client.query<{ name: string; value: string }>(SEQUENCES);
    writeFileSync(join(folder, KEYS), keys, { mode: 0o600, flush: true });
    const sha256 = await digest(join(folder, KEYS));
    const madeAt = new Date().toISOString();
    const manifest: Manifest = { format: 1, madeAt, migrations, tables, sequences, keys: { sha256 } };
    writeFileSync(manifestOf(folder), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
    return manifest;
  } catch (error) {
    // The folder was empty: what stands in it is ours, and half a backup would only stand in the way of the next.
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    throw error;
  } finally {
    await client.end();
  }
}

const TABLES = `select tablename as name from pg_tables where schemaname = 'public' and tablename <> '${HISTORY}' order by 1`;
const SEQUENCES = `select sequencename as name, last_value::text as value from pg_sequences
  where schemaname = 'public' and last_value is not null order by 1`;

async function names(client: pg.Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(sql);
  return rows.map(({ name }) => name);
}

async function dumpTable(client: pg.Client, folder: string, name: string): Promise<BackupTable> {
  const columns = await names(
    client,
    `select attname as name from pg_attribute where attrelid = '"${name}"'::regclass and attnum > 0
     and not attisdropped and attgenerated = '' order by attnum`,
  );
  const file = `${name}.rows.gz`;
  const path = join(folder, file);
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    // The text PostgreSQL itself gives a row reads back as the same row, whatever the types of its columns.
    const list = columns.map((column) => `"${column}"`).join(', ');
    await client.query(`declare rows cursor for select row(${list})::text as row from "${name}"`);
    for (;;) {
      const { rows: chunk } = await client.query<{ row: string }>(`fetch ${CHUNK} from rows`);
      if (chunk.length === 0) break;
      rows += chunk.length;
      yield chunk.map(({ row }) => `${JSON.stringify(row)}\n`).join('');
    }
    await client.query('close rows');
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { mode: 0o600 }));
  return { name, columns, rows, file, sha256: await digest(path) };
}
