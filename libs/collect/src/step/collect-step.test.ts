import { ClassifiedHitRow, ItemRow } from '#incidents/service';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { SourceRow } from '../entities/source.entity.js';
import { FETCH_LIMITS } from '../fetch/fetch.js';
import { rss, startWebServer, type WebServer } from '../testing/web-server.js';
import { makeWorld, START } from '../testing/world.js';
import { CollectStep } from './collect-step.js';
import { sourceHealth } from './health.js';

let database: TestDatabase;
let server: WebServer;
let world: Awaited<ReturnType<typeof makeWorld>>;
let step: CollectStep;
beforeEach(async () => {
  database = await createTestDatabase();
  server = await startWebServer((_request, response) => response.end(feed));
  world = await makeWorld(database.source);
  step = makeStep();
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const makeStep = (limits = FETCH_LIMITS) =>
  new CollectStep(database.source, world.clock, world.wakeups, world.readDirectory, limits);
const items = () => database.source.manager.find(ItemRow, { order: { seq: 'ASC' } });
const state = (id: string) => database.source.manager.findOneByOrFail(SourceRow, { id });
const minutes = (count: number) => count * 60_000;
const feed = rss([
  { id: 'b', title: '暖气不热', text: '绿城社区三天不热，我叫张三，电话13812345678', at: '2026-11-18 09:30' },
  { id: 'a', title: '路灯不亮', text: '崇文街道', at: 'Wed, 18 Nov 2026 01:00:00 GMT' },
]);

it('stores what a due source shows, oldest first, masked and without its author, and wakes judging once', async () => {
  const source = await world.makeSource({ url: server.url });
  expect(await step.due()).toEqual([source.id]);
  expect(await step.run(source.id)).toEqual({ added: 2 });

  const [first, second] = await items();
  expect(first).toMatchObject({ title: '路灯不亮', externalId: 'a', channel: 'feed', sourceId: source.id });
  expect(first?.publishedAt).toEqual(new Date('2026-11-18T09:00:00+08:00'));
  expect(second?.text).toBe('绿城社区三天不热，我叫张某，电话138********');
  expect(second).toMatchObject({ url: 'https://example.com/b', discoveredAt: START, rehearsal: false });
  expect(second?.source).toEqual({ name: '测试信源', tier: 'local', scope: 'local' });
  expect(JSON.stringify([first, second])).not.toContain('张三');
  expect(world.wakeups.heard).toEqual([{ name: 'judge', payload: { jurisdictionId: world.jurisdictionId } }]);
  expect(await state(source.id)).toMatchObject({
    itemCount: 2,
    failures: 0,
    lastError: null,
    lastOkAt: START,
    leasedUntil: null,
  });
});

it('changes nothing when the same items are seen again, and adds only what is new', async () => {
  const source = await world.makeSource({ url: server.url });
  await step.run(source.id);
  const before = await items();
  world.clock.advance(minutes(20));
  expect(await step.run(source.id)).toEqual({ added: 0 });
  expect(await items()).toEqual(before);
  expect(world.wakeups.heard).toHaveLength(1);

  server.serve((_request, response) =>
    response.end(feed.replace('<item>', '<item><guid>c</guid><title>新</title></item><item>')),
  );
  world.clock.advance(minutes(20));
  expect(await step.run(source.id)).toEqual({ added: 1 });
  expect((await state(source.id)).itemCount).toBe(3);
});

it('asks conditionally and takes 304 for a success', async () => {
  server.serve((request, response) =>
    request.headers['if-none-match'] === '"7"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"7"' }).end(feed),
  );
  const source = await world.makeSource({ url: server.url });
  await step.run(source.id);
  world.clock.advance(minutes(20));
  await step.run(source.id);
  expect(server.requests).toHaveLength(2);
  expect(await state(source.id)).toMatchObject({ etag: '"7"', failures: 0, lastOkAt: world.clock.now() });
});

it('reads a GBK feed that announces UTF-8', async () => {
  const gbk = Buffer.from(
    '3c7273733e3c6368616e6e656c3e3c7469746c653ed0a2d2e53c2f7469746c653e3c6974656d3e3c7469746c653ec5afc6f8b2bbc8c83c2f7469746c653e3c2f6974656d3e3c2f6368616e6e656c3e3c2f7273733e',
    'hex',
  );
  server.serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(gbk),
  );
  const source = await world.makeSource({ url: server.url });
  await step.run(source.id);
  expect((await items())[0]?.title).toBe('暖气不热');
});

it('keeps of a text with secret marks only a hash and the time (RT-00)', async () => {
  server.serve((_request, response) =>
    response.end(
      rss([
        { id: 's', title: '网上流传', text: '绝密★一年 关于某事的通知' },
        { id: 'o', title: '普通事项' },
      ]),
    ),
  );
  const source = await world.makeSource({ url: server.url });
  expect(await step.run(source.id)).toEqual({ added: 1 });
  world.clock.advance(minutes(20));
  await step.run(source.id);
  expect((await items()).map((item) => item.title)).toEqual(['普通事项']);
  const hits = await database.source.manager.find(ClassifiedHitRow);
  expect(hits).toMatchObject([{ at: START, note: '已线下转办' }]);
  expect(hits[0]?.hash).toHaveLength(32);
});

describe('a source that fails', () => {
  it('is asked less and less, says why, and recovers', async () => {
    server.serve((_request, response) => response.writeHead(500).end());
    const source = await world.makeSource({ url: server.url });
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      await step.run(source.id);
      const { nextDueAt } = await state(source.id);
      waits.push(((nextDueAt as Date).getTime() - world.clock.now().getTime()) / minutes(10));
      world.clock.set(nextDueAt as Date);
    }
    for (const [index, times] of [2, 4, 8, 16, 32, 36, 36, 36, 36].entries())
      expect(Math.abs((waits[index] as number) / times - 1)).toBeLessThanOrEqual(0.1);
    expect(await state(source.id)).toMatchObject({
      failures: 9,
      lastError: '对方网站出错（500）',
      lastOkAt: null,
    });
    expect(sourceHealth(await state(source.id), world.clock.now())).toBe('failing');

    server.serve((_request, response) => response.end(feed));
    expect(await step.run(source.id)).toEqual({ added: 2 });
    expect(await state(source.id)).toMatchObject({ failures: 0, lastError: null });
  });

  it('is left alone as long as it asks by Retry-After', async () => {
    server.serve((_request, response) => response.writeHead(503, { 'retry-after': '7200' }).end());
    const source = await world.makeSource({ url: server.url });
    await step.run(source.id);
    expect((await state(source.id)).nextDueAt).toEqual(new Date(START.getTime() + minutes(120)));
  });

  it.each([
    ['nonsense', 'hello', '内容不是 RSS'],
    ['a web page', '<!doctype html><html><body>404</body></html>', '内容是网页'],
    ['nothing', '', '内容为空'],
  ])('because it serves %s', async (_what, body, message) => {
    server.serve((_request, response) => response.end(body));
    const source = await world.makeSource({ url: server.url });
    expect(await step.run(source.id)).toEqual({ added: 0 });
    expect((await state(source.id)).lastError).toContain(message);
  });

  it('because it never answers or sends 50 MB, and others go on', async () => {
    const impatient = makeStep({ ...FETCH_LIMITS, totalMs: 3_000, bytes: 100_000 });
    const silent = await world.makeSource({ url: `${server.url}/silent` });
    const huge = await world.makeSource({ url: `${server.url}/huge`, name: '大' });
    const good = await world.makeSource({ url: `${server.url}/good`, name: '好' });
    server.serve((request, response) => {
      if (request.url === '/good') response.end(feed);
      if (request.url === '/huge') response.end(Buffer.alloc(50 * 1024 * 1024, 'x'));
    });
    const added = await Promise.all([silent, huge, good].map(({ id }) => impatient.run(id)));
    expect(added.map((result) => result.added)).toEqual([0, 0, 2]);
    expect((await state(silent.id)).lastError).toContain('应答过慢');
    expect((await state(huge.id)).lastError).toContain('内容超过');
  });

  it('because its kind cannot be fetched: said once, never due again', async () => {
    const source = await world.makeSource({ kind: 'rsshub', url: null });
    expect(await step.due()).toEqual([]);
    await step.run(source.id, { force: true });
    expect(await state(source.id)).toMatchObject({
      nextDueAt: null,
      lastError: expect.stringContaining('人工录入'),
    });
  });
});

it('is fetched once by any number of workers, and again when a worker died over it', async () => {
  const source = await world.makeSource({ url: server.url });
  const workers = Array.from({ length: 6 }, () => makeStep());
  const added = await Promise.all(workers.map((worker) => worker.run(source.id)));
  expect(added.reduce((sum, one) => sum + one.added, 0)).toBe(2);
  expect(server.requests).toHaveLength(1);

  const leasedUntil = new Date(START.getTime() + minutes(2));
  await database.source.manager.update(SourceRow, { id: source.id }, { leasedUntil, nextDueAt: START });
  expect(await step.due()).toEqual([]);
  world.clock.advance(minutes(2));
  expect(await step.due()).toEqual([source.id]);
});

it('is not fetched when off or not yet due, unless a person asks', async () => {
  const later = await world.makeSource({ url: server.url, nextDueAt: new Date(START.getTime() + 1) });
  const off = await world.makeSource({ url: server.url, name: '停', enabled: false });
  expect(await step.due()).toEqual([]);
  await step.run(later.id);
  await step.run(off.id, { force: true });
  expect(server.requests).toHaveLength(0);
  expect(await step.run(later.id, { force: true })).toEqual({ added: 2 });
});
