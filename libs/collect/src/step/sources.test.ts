import type { Profile } from '#jurisdiction';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { SourceRow } from '../entities/source.entity.js';
import { rss, startWebServer, type WebServer } from '../testing/web-server.js';
import { makeWorld, START } from '../testing/world.js';
import { sourceHealth } from './health.js';
import { ensureRehearsalSources, ensureSources } from './seed.js';
import { createSource, SourceError, updateSource } from './sources.js';
import { testSource, testStoredSource } from './test-source.js';

let database: TestDatabase;
let server: WebServer;
let world: Awaited<ReturnType<typeof makeWorld>>;
beforeEach(async () => {
  database = await createTestDatabase();
  server = await startWebServer((_request, response) => response.end(rss([{ id: '1', title: '一' }])));
  world = await makeWorld(database.source);
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const given = () => ({
  name: '本地网',
  url: `${server.url}/feed`,
  tier: 'local' as const,
  scope: 'local' as const,
});
const create = (change = {}) =>
  createSource(database.source.manager, world.jurisdictionId, { ...given(), ...change });
const update = (id: string, change: Parameters<typeof updateSource>[3]) =>
  updateSource(database.source.manager, world.jurisdictionId, id, change, START);
const all = () => database.source.manager.find(SourceRow, { order: { name: 'ASC' } });

it('a new source is off, must pass a test, and is then due at once', async () => {
  const source = await create();
  expect(source).toMatchObject({ enabled: false, kind: 'feed', intervalSeconds: 900 });
  expect(sourceHealth(source, START)).toBe('untested');
  await expect(update(source.id, { enabled: true })).rejects.toThrow('请先测试');

  const tested = await testStoredSource(database.source.manager, source, START);
  expect(tested).toEqual({
    ok: true,
    message: '可以读取，共 1 条',
    title: '测试信源',
    sample: [{ title: '一', publishedAt: null }],
  });
  expect(sourceHealth((await all())[0] as SourceRow, START)).toBe('off');
  expect(await update(source.id, { enabled: true })).toMatchObject({ enabled: true, nextDueAt: START });
});

it('a new address is a new source: switched off until tested', async () => {
  const source = await create();
  await testStoredSource(database.source.manager, source, START);
  await update(source.id, { enabled: true });
  expect(await update(source.id, { url: `${server.url}/other` })).toMatchObject({
    enabled: false,
    etag: null,
    lastOkAt: null,
  });
});

it('a test that fails says why, and stores it', async () => {
  server.serve((_request, response) => response.writeHead(404).end());
  const source = await create();
  expect(await testStoredSource(database.source.manager, source, START)).toMatchObject({
    ok: false,
    message: '网址已失效（404）',
  });
  expect((await all())[0]).toMatchObject({ lastError: '网址已失效（404）', lastOkAt: null });
  expect(await testSource({ kind: 'rsshub', url: null })).toMatchObject({ ok: false });
});

it.each([
  [{ url: 'ftp://a.cn/' }, 'http://'],
  [{ url: 'https://user:secret@a.cn/' }, '账号和密码'],
  [{ url: null }, '请填写订阅地址'],
  [{ name: ' ' }, '请填写名称'],
  [{ intervalSeconds: 5 }, '不得短于'],
])('refuses %j', async (change, message) => {
  await expect(create(change)).rejects.toThrow(SourceError);
  await expect(create(change)).rejects.toThrow(message);
});

it('refuses a name twice, and changes to sources of others', async () => {
  const source = await create();
  await expect(create()).rejects.toThrow('已有同名的信源');
  const stranger = await makeWorld(database.source);
  await expect(
    updateSource(database.source.manager, stranger.jurisdictionId, source.id, { name: '别的' }, START),
  ).rejects.toThrow('没有这个信源');
});

it('sources of a profile become rows once; people look after them from then on', async () => {
  const profile = {
    sources: [
      {
        name: '网',
        kind: 'feed',
        url: 'https://a.cn/',
        tier: 'central',
        scope: 'open',
        intervalMinutes: 30,
        enabled: false,
        basis: 'K',
      },
      {
        name: '微博',
        kind: 'rsshub',
        route: '/x',
        tier: 'self',
        scope: 'open',
        intervalMinutes: 15,
        enabled: true,
        basis: 'K',
      },
    ],
  } as unknown as Profile;
  const ensure = () => ensureSources(database.source.manager, world.jurisdictionId, profile);
  expect(await ensure()).toBe(2);
  const [weibo, web] = await all();
  expect(web).toMatchObject({ enabled: false, intervalSeconds: 1800, lastError: null });
  expect(weibo).toMatchObject({
    enabled: false,
    nextDueAt: null,
    lastError: expect.stringContaining('暂不能自动抓取'),
  });
  await update(web?.id as string, { name: '改名' });
  expect(await ensure()).toBe(0);
  expect((await all()).map(({ name }) => name).sort()).toEqual(['微博', '改名'].sort());
});

it('rehearsal sources carry the mark, move with their address, and end with the rehearsal', async () => {
  const feeds = [{ name: '演练一', url: `${server.url}/1`, tier: 'self' as const, scope: 'local' as const }];
  const ensure = (list: typeof feeds) =>
    ensureRehearsalSources(database.source.manager, world.jurisdictionId, list, START);
  await ensure(feeds);
  await ensure(feeds.map((feed) => ({ ...feed, url: `${server.url}/2` })));
  expect(await all()).toMatchObject([
    { rehearsal: true, enabled: true, url: `${server.url}/2`, nextDueAt: START },
  ]);
  await ensure([]);
  expect(await all()).toMatchObject([{ rehearsal: true, enabled: false, nextDueAt: null }]);
});
