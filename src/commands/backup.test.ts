import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#persistence';
import { loadKeys } from '#secrets';
import { schema } from '../../apps/worker/src/core/schema.js';
import { loadCity } from '../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { main } from '../cli.js';

const folder = mkdtempSync(join(tmpdir(), 'huiyin-backup-'));
const saved = join(folder, 'saved');
const before = { ...process.env };
let database: TestDatabase;
/** A database nothing has ever been in. */
let other: URL;

beforeAll(async () => {
  database = await createTestDatabase();
  other = new URL(database.url);
  other.pathname = `${other.pathname}_other`;
  await database.source.query(`create database "${other.pathname.slice(1)}" template template0`);
});
afterAll(async () => {
  process.env = before;
  await database.source.query(`drop database "${other.pathname.slice(1)}" with (force)`);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function huiyin(where: string, keys: string, ...argv: string[]) {
  Object.assign(process.env, { DATABASE_URL: where, HUIYIN_KEYS: join(folder, keys), HUIYIN_DATA: folder });
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    stdin: Readable.from([]),
    out: async (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, last: out.length > 0 ? (JSON.parse(out.at(-1)!) as Record<string, unknown>) : null, err };
}

/** Every row of every table, and where the counters stand. */
async function contents(source: DataSource) {
  const tables: { name: string }[] = await source.query(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const parts = tables.map(({ name }) =>
    name === 'schema_migration'
      ? `select '${name}' as t, string_agg(name, ',' order by id) as rows from ${name}`
      : `select '${name}' as t, string_agg(r::text, chr(10) order by r::text) as rows from "${name}" r`,
  );
  const guards = `select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1`;
  return {
    rows: await source.query(parts.join(' union all ')),
    counters: await source.query(
      `select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1`,
    ),
    guards: await source.query(guards),
    silenced: await source.query(`select tgname from pg_trigger where tgenabled = 'D'`),
  };
}

it('has nothing to back up before there is anything, and never makes keys for it', async () => {
  expect(await huiyin(database.url, 'keys', 'backup', saved)).toMatchObject({
    code: 1,
    err: [expect.stringContaining('没有找到密钥文件')],
  });
  expect(readdirSync(saved)).toEqual([]);
  expect((await huiyin(database.url, 'keys', 'restore', saved)).err[0]).toContain('holds no finished backup');
});

it('puts back every row, counter and key into a database that was never used', async () => {
  const keys = loadKeys(join(folder, 'keys'));
  await loadCity(database.source.manager, keys);
  await database.source.query(
    `insert into audit_log (at, actor, action, subject, success, data) values (now(), $1, 'x', $2, true, 'null'::jsonb)`,
    ['甲', 'a "b" \\ (c,d)\n\u2028{e}'],
  );
  const backup = await huiyin(database.url, 'keys', 'backup', saved);
  expect(backup).toMatchObject({ code: 0, last: { folder: saved, tables: expect.any(Number) } });
  for (const name of readdirSync(saved)) expect(statSync(join(saved, name)).mode & 0o077).toBe(0);
  const restored = await huiyin(other.href, 'keys-other', 'restore', saved);
  expect(restored).toMatchObject({ code: 0, last: { rows: backup.last?.['rows'], migrated: [] } });
  expect(loadKeys(join(folder, 'keys-other'))).toEqual(keys);
  const source = await createDataSource(other.href, schema, 1).initialize();
  expect(await contents(source)).toEqual(await contents(database.source));
  await source.destroy();
});

it('writes over nothing: neither an older backup, nor data, nor other keys', async () => {
  const refused = async (where: string, keys: string, ...argv: string[]) =>
    (await huiyin(where, keys, ...argv)).err;
  expect(await refused(database.url, 'keys', 'backup', saved)).toEqual([
    expect.stringContaining('is not empty'),
  ]);
  expect(await refused(other.href, 'keys-other', 'restore', saved)).toEqual([
    expect.stringContaining('the database is not empty'),
  ]);
  expect((await huiyin(other.href, 'keys-other', 'reset', '--yes')).code).toBe(0);
  loadKeys(join(folder, 'keys-third'));
  expect(await refused(other.href, 'keys-third', 'restore', saved)).toEqual([
    expect.stringContaining('是另一套密钥'),
  ]);
});

it('takes no backup that was changed or that a later version made', async () => {
  const list = join(saved, 'backup.json');
  const manifest = JSON.parse(readFileSync(list, 'utf8')) as { migrations: string[] };
  const later = { ...manifest, migrations: [...manifest.migrations, 'Later1995400000000'] };
  writeFileSync(list, JSON.stringify(later));
  expect((await huiyin(other.href, 'keys-other', 'restore', saved)).err[0]).toContain('later version');
  writeFileSync(list, JSON.stringify(manifest));
  writeFileSync(join(saved, 'contact.rows.gz'), 'x');
  expect(await huiyin(other.href, 'keys-other', 'restore', saved)).toMatchObject({
    code: 2,
    err: [expect.stringContaining('contact.rows.gz is missing or was changed')],
  });
});
