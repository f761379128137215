import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ContactBook } from '#jurisdiction/service';
import { loadKeys } from '#secrets';
import { loadCity } from '../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.js';
import { workbook } from '../../test/support/workbook.js';
import { main } from '../cli.js';

let database: TestDatabase;
let jurisdictionId: string;
const folder = mkdtempSync(join(tmpdir(), 'huiyin-roster-'));
const keys = loadKeys(join(folder, 'keys'));
const before = { ...process.env };

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, HUIYIN_KEYS: join(folder, 'keys') });
  jurisdictionId = await loadCity(database.source.manager, keys);
});
afterAll(async () => {
  process.env = before;
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const file = join(folder, 'roster.xlsx');
writeFileSync(
  file,
  workbook([
    ['单位', '分管负责人', '承办股室', '承办人', '联络人', '联络人邮箱'],
    ['东湖街道', '', '', '', '吴演示', 'wu@qinglan.example'],
    ['没有的局', '', '', '', '郑试填', ''],
  ]),
);

async function huiyin(...argv: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await main(['import', 'roster', ...argv], {
    stdin: Readable.from([]),
    out: async (line) => void lines.out.push(line),
    err: (line) => void lines.err.push(line),
  });
  return { code, ...lines };
}
const liaison = () =>
  new ContactBook(keys.contacts).contactsFor(
    database.source.manager,
    jurisdictionId,
    '东湖街道',
    ['liaison'],
    new Date(),
  );

it('shows first, stores with --apply, and changes nothing the second time', async () => {
  const shown = await huiyin(file);
  expect(shown.code).toBe(0);
  expect(shown.out[0]).toContain('新增联络人');
  expect(shown.err.join('\n')).toContain('名录中没有“没有的局”');
  expect([...shown.out, ...shown.err].join('\n')).not.toMatch(/吴演示|wu@/);
  expect(JSON.parse(shown.out.at(-1) ?? '')).toMatchObject({ added: 1, unknown: 1, applied: null });
  expect(await liaison()).toEqual([]);
  expect(JSON.parse((await huiyin(file, '--apply')).out.at(-1) ?? '')).toMatchObject({
    added: 1,
    applied: 1,
  });
  expect(await liaison()).toMatchObject([{ name: '吴演示', email: 'wu@qinglan.example' }]);
  expect(JSON.parse((await huiyin(file, '--apply')).out.at(-1) ?? '')).toMatchObject({ same: 1, applied: 0 });
});

it('what is no form is bad input', async () => {
  writeFileSync(join(folder, 'a.pdf'), '%PDF-1.7');
  const bad = await huiyin(join(folder, 'a.pdf'));
  expect([bad.code, bad.err.join()]).toEqual([2, expect.stringContaining('PDF')]);
  expect((await huiyin(join(folder, 'none.xlsx'))).code).toBe(2);
  expect((await huiyin()).code).toBe(2);
});
