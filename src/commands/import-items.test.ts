import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { IncidentRow, ItemRow } from '#incidents/service';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { UsageError } from '../command.js';
import { command } from './import-items.js';

let database: TestDatabase;
let folder: string;
const before = { ...process.env };
beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'huiyin-import-'));
  Object.assign(process.env, { DATABASE_URL: database.url, HUIYIN_KEYS: join(folder, 'keys') });
});
afterEach(async () => {
  process.env = { ...before };
  await database.drop();
});

async function run(content: string, ...options: string[]) {
  const file = join(folder, 'items.csv');
  writeFileSync(file, content);
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await command.run([file, ...options], {
    stdin: Readable.from([]),
    out: async (line) => void lines.out.push(line),
    err: (line) => void lines.err.push(line),
  });
  return { code, summary: JSON.parse(lines.out.at(-1) as string) as Record<string, number>, err: lines.err };
}

const table =
  '标题,内容,时间\n绿城社区暖气不热,新义街道绿城社区暖气连续三天不热,2025-11-18 08:00\n,,\n坏,行,哪天\n';

it('stores and judges history on an empty database: no clocks, progress on stderr, bad rows named', async () => {
  const { code, summary, err } = await run(table);
  expect(code).toBe(0);
  expect(summary).toEqual({ rows: 2, added: 1, known: 0, classified: 0, bad: 1, judged: 1 });
  expect(err).toContain('line 4: time cannot be read: 哪天');
  expect(err).toContain('judged 1 of 1');
  const item = await database.source.manager.findOneByOrFail(ItemRow, { historic: true });
  expect(item.judgedAt).not.toBeNull();
  expect(await database.source.manager.find(IncidentRow)).toMatchObject([{ historic: true }]);
  const [{ count }] = await database.source.query('SELECT count(*)::int AS count FROM deadline');
  expect(count).toBe(0);
  expect((await run(table)).summary).toMatchObject({ added: 0, known: 1, judged: 0 });
});

it('acts on live rows', async () => {
  await run(table, '--live', '--source', '领导留言板', '--scope', 'open');
  expect(await database.source.manager.find(ItemRow)).toMatchObject([
    { historic: false, source: { name: '领导留言板', tier: 'self', scope: 'open' } },
  ]);
});

it('what cannot be read at all is bad input, before any database is opened', async () => {
  process.env['DATABASE_URL'] = 'postgres://127.0.0.1:1/none';
  await expect(run('a,b\n1,2\n')).rejects.toThrow(UsageError);
  await expect(run(table, '--scope', 'world')).rejects.toThrow('--scope');
});
