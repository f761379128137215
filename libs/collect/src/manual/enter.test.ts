import { ClassifiedHitRow, IncidentRow, ItemRow } from '#incidents/service';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { makeWorld, START } from '../testing/world.js';
import { EntryError, ManualEntry, type Entry } from './enter.js';

let database: TestDatabase;
let world: Awaited<ReturnType<typeof makeWorld>>;
let desk: ManualEntry;
beforeEach(async () => {
  database = await createTestDatabase();
  world = await makeWorld(database.source);
  desk = new ManualEntry(database.source, world.clock, world.wakeups, world.readDirectory);
});
afterEach(() => database.drop());

const enter = (given: Partial<Entry>) =>
  desk.enter(world.jurisdictionId, { channel: 'share', ...given }, 'monitor1');
const items = () => database.source.manager.find(ItemRow, { order: { seq: 'ASC' } });

it('stores what a person entered, masked, under the name of its platform, and wakes judging', async () => {
  const entered = await enter({
    title: '暖气不热',
    text: '绿城社区三天不热，播放2300次，@小城张三 电话13812345678',
    url: 'https://v.douyin.com/iRNBho6F/?share_id=9',
  });
  const [item] = await items();
  expect(entered).toEqual({ kind: 'stored', itemId: item?.id });
  expect(item).toMatchObject({
    channel: 'manual',
    url: 'https://v.douyin.com/iRNBho6F/',
    source: { name: '抖音', tier: 'self', scope: 'local' },
    engagement: { views: 2300 },
    discoveredAt: START,
    enteredBy: 'monitor1',
    historic: false,
  });
  expect(item?.text).toBe('绿城社区三天不热，播放2300次， 电话138********');
  expect(world.wakeups.heard).toEqual([{ name: 'judge', payload: { jurisdictionId: world.jurisdictionId } }]);
});

it('knows the same link again, from another phone, and the same text without a link', async () => {
  const first = await enter({ title: '暖气不热', url: 'https://www.example.com/a?id=1&utm_source=wx' });
  const again = await enter({ title: '暖气又不热', url: 'http://m.example.com/a?id=1' });
  expect(again).toEqual({ ...first, kind: 'known' });
  const call = await enter({ channel: 'call', text: '偏城村停水 两天。' });
  expect(await enter({ channel: 'call', text: '偏城村停水两天' })).toEqual({ ...call, kind: 'known' });
  expect(await items()).toHaveLength(2);
  expect(world.wakeups.heard).toHaveLength(2);
});

it('marks what a superior assigned, with the time it sets', async () => {
  await enter({ channel: 'superior', title: '请核查并反馈', superiorDueAt: '2026-11-19T12:00:00+08:00' });
  expect((await items())[0]).toMatchObject({
    assignedBySuperior: true,
    superiorDueAt: new Date('2026-11-19T12:00:00+08:00'),
    source: { name: '上级交办', tier: 'municipal' },
  });
});

it('holds back secret papers: nothing but a hash stays (RT-00)', async () => {
  expect(await enter({ title: '请看', text: '绝密★一年的文件照片' })).toEqual({ kind: 'classified' });
  expect(await items()).toEqual([]);
  expect(await database.source.manager.count(ClassifiedHitRow)).toBe(1);
  expect(world.wakeups.heard).toEqual([]);
});

it('puts an item into an incident a person chose, on the timeline of that incident', async () => {
  const incident = await database.source.manager.save(
    IncidentRow,
    database.source.manager.create(IncidentRow, {
      jurisdictionId: world.jurisdictionId,
      number: '演2026-0001',
      title: '暖气不热',
      state: 'judged',
      opinionLevel: '一般',
      rehearsal: true,
      discoveredAt: START,
      createdAt: START,
      updatedAt: START,
    }),
  );
  await enter({ title: '又一条', intoIncidentId: incident.id });
  expect((await items())[0]).toMatchObject({ intoIncidentId: incident.id, rehearsal: true });
  await expect(enter({ title: '又一条', intoIncidentId: world.jurisdictionId })).rejects.toThrow(
    '所选事件不存在',
  );
});

it.each([
  [{}, '请填写标题或正文'],
  [{ title: '一', url: 'javascript:alert(1)' }, 'http://'],
  [{ title: '一', publishedAt: '昨天' }, '时间格式不正确'],
])('refuses %j with what to do', async (given, message) => {
  await expect(enter(given)).rejects.toThrow(EntryError);
  await expect(enter(given)).rejects.toThrow(message);
});
