import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#config';
import { ItemRow } from '#incidents/service';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { makeWorld, START } from '../testing/world.js';
import { importItems, type ImportOptions } from './import-items.js';
import { readRows } from './rows.js';

let database: TestDatabase;
let world: Awaited<ReturnType<typeof makeWorld>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  world = await makeWorld(database.source);
});
afterAll(() => database.drop());

const items = () =>
  database.source.manager.find(ItemRow, {
    where: { jurisdictionId: world.jurisdictionId },
    order: { seq: 'ASC' },
  });
async function load(bytes: Buffer | string, given: Partial<ImportOptions> = {}) {
  const bad: string[] = [];
  const options: ImportOptions = {
    live: false,
    sourceName: '导入数据',
    scope: 'local',
    onBad: (line, reason) => bad.push(`${line}: ${reason}`),
    ...given,
  };
  const summary = await importItems(
    { ...world, database: database.source },
    await readRows(Buffer.from(bytes)),
    options,
  );
  return { summary, bad };
}

it('stores history in order, masked, with its own time of discovery; again changes nothing', async () => {
  const csv =
    '编号,留言主题,留言详情,留言时间,留言用户,来源\n' +
    '7,路灯不亮,"崇文街道,电话13812345678",2019/5/3 10:20,A0001,领导留言板\n' +
    '8,暖气不热,绿城社区,2019-05-04 08:00:00,A0002,\n';
  expect((await load(csv)).summary).toEqual({ rows: 2, added: 2, known: 0, classified: 0, bad: 0 });
  expect((await load(csv)).summary).toEqual({ rows: 2, added: 0, known: 2, classified: 0, bad: 0 });
  const [first, second] = await items();
  expect(first).toMatchObject({
    title: '路灯不亮',
    text: '崇文街道,电话138********',
    externalId: '7',
    channel: 'import',
    historic: true,
    publishedAt: new Date('2019-05-03T10:20:00+08:00'),
    discoveredAt: new Date('2019-05-03T10:20:00+08:00'),
    source: { name: '领导留言板', tier: 'self', scope: 'local' },
  });
  expect(second?.source.name).toBe('导入数据');
  expect(JSON.stringify(await items())).not.toContain('A0001');
});

it('acts on live rows from now on', async () => {
  await load('{"title":"停水","time":"2026-11-18T08:00:00+08:00"}\n', { live: true });
  expect((await items())[0]).toMatchObject({ historic: false, discoveredAt: START });
});

it('takes what an item of interfaces.md carries from JSON lines', async () => {
  const line = JSON.stringify({
    id: 'x',
    title: '爆炸',
    source: { name: '某台', tier: 'central', scope: 'open' },
    engagement: { views: 5 },
    hotSearch: 'local',
    assignedBySuperior: true,
    facts: { eventLevel: 'II' },
    author: '张三',
  });
  await load(line);
  expect((await items())[0]).toMatchObject({
    source: { name: '某台', tier: 'central', scope: 'open' },
    engagement: { views: 5 },
    hotSearch: 'local',
    assignedBySuperior: true,
    facts: { eventLevel: 'II' },
  });
  expect(JSON.stringify(await items())).not.toContain('张三');
});

it('names bad rows by their line and takes the rest', async () => {
  const { summary, bad } = await load(
    '{"title":"好"}\nno json\n\n{"id":"3"}\n{"title":"时间","time":"去年"}\n[1]\n{"title":"级","hotSearch":"world"}\n{"text":"也好"}',
  );
  expect(summary).toMatchObject({ rows: 7, added: 2, bad: 5 });
  expect(bad).toEqual([
    '2: no JSON object',
    '4: neither title nor text',
    '5: time cannot be read: 去年',
    '6: no JSON object',
    expect.stringMatching(/^7: hotSearch/),
  ]);
});

it('holds back what looks classified (RT-00)', async () => {
  const { summary } = await load('标题,内容\n流传文件,绝密★三年\n普通,事项\n');
  expect(summary).toMatchObject({ added: 1, classified: 1, known: 0 });
});

const stream = join(readConfig().testDataDir, 'messages/stream.jsonl');
const withData = existsSync(stream) ? it : it.skip;
if (!existsSync(stream)) console.warn(`skipped: no ${stream} (HUIYIN_TEST_DATA)`);
withData('takes a year of 4,326 real letters, every one with its time', async () => {
  const steps: number[] = [];
  const { summary } = await load(readFileSync(stream), { onProgress: (done) => steps.push(done) });
  expect(summary).toMatchObject({ rows: 4326, bad: 0, classified: 0 });
  expect(summary.added + summary.known).toBe(4326);
  expect(steps.at(-1)).toBe(4326);
  expect((await items()).every((item) => item.publishedAt && item.historic)).toBe(true);
});
