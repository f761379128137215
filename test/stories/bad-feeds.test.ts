import { ItemRow } from '#incidents/service';
import { SourceRow } from '#collect/service';
import { eventually } from '../support/eventually.js';
import { TestFeed } from '../support/feed-server.js';
import { createInstallation, type Installation } from '../support/installation.js';
import { MORNING } from '../support/rows.js';

/** A source that fails must not keep a good one from being heard. */
describe('a feed that', () => {
  let city: Installation;
  let good: TestFeed;
  beforeEach(async () => {
    city = await createInstallation();
    good = await TestFeed.start();
    good.publish('东湖街道停水', '东湖街道幸福小区停水两天，居民生活不便。', MORNING);
  });
  afterEach(async () => {
    await city.close();
    await good.close();
  });

  async function heardBeside(): Promise<SourceRow> {
    const manager = city.database.source.manager;
    const bad = await manager.findOneByOrFail(SourceRow, { name: '清岚论坛' });
    await manager.insert(SourceRow, {
      jurisdictionId: city.jurisdictionId,
      name: '好信源',
      kind: 'feed',
      url: good.url,
      tier: 'local',
      scope: 'local',
      enabled: true,
      intervalSeconds: 60,
      nextDueAt: city.clock.now(),
    });
    await city.work();
    await eventually(async () => (await manager.count(ItemRow)) === 1, 'the good feed');
    return bad;
  }
  const failed = (source: SourceRow) =>
    eventually(async () => {
      const row = await city.database.source.manager.findOneByOrFail(SourceRow, { id: source.id });
      return row.failures > 0 && row;
    }, 'the failure in the state of the source');

  it('answers 500 is put off, and heard when it is well again', async () => {
    city.feed.behave((_request, response) => {
      response.statusCode = 500;
      response.end('broken');
    });
    const bad = await heardBeside();
    const state = await failed(bad);
    expect(state.lastError).toBeTruthy();
    expect(state.nextDueAt?.getTime()).toBeGreaterThan(city.clock.now().getTime());
    city.feed.behave(null);
    city.feed.publish('石桥镇路灯不亮', '石桥镇路灯半个月不亮。', MORNING);
    city.clock.advance(24 * 3_600_000);
    await eventually(async () => (await city.database.source.manager.count(ItemRow)) === 2, 'the item');
  });

  it('answers nonsense is put off', async () => {
    city.feed.behave((_request, response) => response.end('<<<<\u0000 not a feed at all'));
    expect((await failed(await heardBeside())).lastError).toBeTruthy();
  });

  it('sends 50 MB is cut off', async () => {
    let sent = 0;
    city.feed.behave((_request, response) => {
      const chunk = Buffer.alloc(1 << 16, 32);
      const more = (): void => {
        while (sent < 50 << 20 && response.writable) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    await failed(await heardBeside());
    expect(sent).toBeLessThan(50 << 20);
  });

  it('never answers holds up nobody', async () => {
    city.feed.behave(() => undefined);
    await heardBeside();
    expect(city.feed.asked).toBe(1);
  });
});
