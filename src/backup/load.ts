import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { createDataSource } from '#persistence';
import { installKeys } from '#secrets';
import { migrate } from '../../apps/worker/src/core/migrate.js';
import type { RunningConfig } from '../../apps/worker/src/core/options.js';
import { schema } from '../../apps/worker/src/core/schema.js';
import { UsageError } from '../command.js';
import { linesOf } from '../lines.js';
import { appliedMigrations, HISTORY, KEYS, type BackupTable, type Manifest } from './manifest.js';

/** A statement carries at most so many characters of rows, or one row that is larger. */
const BATCH = 1_000_000;

/**
 * Puts a backup into an empty database, whole or not at all, and brings it to the schema of this version.
 * @param tell one line a table
 * @returns names of the migrations that ran after the rows were in
 * @throws UsageError when the database holds data, the keys in place are others, or a later version made the backup
 */
export async function load(
  config: RunningConfig,
  folder: string,
  manifest: Manifest,
  tell: (line: string) => void,
): Promise<string[]> {
  const known = new Set(schema.migrations.map(({ name }) => name));
  if (manifest.migrations.some((name) => !known.has(name)))
    throw new UsageError(`${folder}: was made by a later version of Huiyin; use that version`);
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    await refuseData(client);
    installKeys(config.keysDir, readFileSync(join(folder, KEYS), 'utf8'));
    await schemaOf(client, config.databaseUrl, manifest);
    await client.query('begin');
    await loadRows(client, folder, manifest, tell);
    await client.query('commit');
  } finally {
    await client.end();
  }
  return migrate(config);
}

/** Every table but the history of migrations must be without rows. */
async function refuseData(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> '${HISTORY}'`,
  );
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select 1 from "${name}" limit 1`);
    if (rowCount)
      throw new UsageError('the database is not empty; give an empty one, or run huiyin reset --yes first');
  }
}

/** The schema as it was when the backup was made. */
async function schemaOf(client: pg.Client, url: string, { migrations }: Manifest): Promise<void> {
  if ((await appliedMigrations(client)).join() === migrations.join()) return;
  const wanted = schema.migrations.filter(({ name }) => migrations.includes(name));
  const source = await createDataSource(url, { ...schema, migrations: wanted }, 1).initialize();
  try {
    await source.dropDatabase();
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

/** Without foreign keys and triggers while the rows come in: their order is that of the tables' names. */
async function loadRows(
  client: pg.Client,
  folder: string,
  { tables, sequences }: Manifest,
  tell: (line: string) => void,
): Promise<void> {
  const { rows: keys } = await client.query<{ owner: string; name: string; definition: string }>(
    `select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { owner, name } of keys) await client.query(`alter table ${owner} drop constraint ${name}`);
  for (const table of tables) {
    await client.query(`alter table "${table.name}" disable trigger user`);
    await loadTable(client, join(folder, table.file), table);
    await client.query(`alter table "${table.name}" enable trigger user`);
    tell(`${table.name}: ${table.rows} rows`);
  }
  for (const { owner, name, definition } of keys)
    await client.query(`alter table ${owner} add constraint ${name} ${definition}`);
  for (const { name, value } of sequences)
    await client.query('select setval($1::regclass, $2)', [`"${name}"`, value]);
}

async function loadTable(
  client: pg.Client,
  path: string,
  { name, columns, rows }: BackupTable,
): Promise<void> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  await client.query(
    `create temp table backup_row on commit drop as select ${list} from "${name}" with no data`,
  );
  const insert = `insert into "${name}" (${list}) select ${list} from unnest($1::backup_row[])`;
  let batch: string[] = [];
  let size = 0;
  let count = 0;
  const send = async () => {
    if (batch.length > 0) await client.query(insert, [batch]);
    count += batch.length;
    batch = [];
    size = 0;
  };
  for await (const line of linesOf(createReadStream(path).pipe(createGunzip()))) {
    const row = JSON.parse(line) as string;
    if (size + row.length > BATCH) await send();
    batch.push(row);
    size += row.length;
  }
  await send();
  await client.query('drop table backup_row');
  if (count !== rows) throw new Error(`${path}: holds ${count} rows where ${rows} were written`);
}
