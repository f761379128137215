import { createHash, randomUUID } from 'node:crypto';
import {
  IncidentItemRow,
  IncidentRow,
  ItemRow,
  JudgementCorrectionRow,
  JudgementRow,
} from '#incidents/service';
import { JudgeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import type { ListedItem, Page, PlaceLesson } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter } from './world.js';

describe('whose an item is', () => {
  let api: TestApi;
  let monitor: Client;

  beforeEach(async () => {
    api = await createTestApi();
    monitor = await api.as('monitor', '市委宣传部');
  });
  afterEach(() => api.close());

  const judgeAll = () =>
    new JudgeStep(api.database.source, api.clock, { wake: async () => {} } as never, readDirectory).run(
      api.jurisdictionId,
    );
  const listed = async (kind: string) =>
    (await monitor.get(`/api/v1/items?kind=${kind}`)).json<Page<ListedItem>>().items;
  const say = (item: { id: string }, body: { relevant: boolean; reason?: string }) =>
    monitor.post(`/api/v1/items/${item.id}/relevance`, body);
  const undo = (item: { id: string }) => monitor.post(`/api/v1/items/${item.id}/relevance/undo`);

  /** An item of a source that writes about the whole country, judged. */
  async function arrived(text: string, scope: 'open' | 'local' = 'open'): Promise<ItemRow> {
    const { manager } = api.database.source;
    const item = await manager.save(
      manager.create(ItemRow, {
        jurisdictionId: api.jurisdictionId,
        key: createHash('sha256').update(randomUUID()).digest(),
        channel: 'feed',
        title: text,
        text,
        source: { name: '全国论坛', tier: 'self', scope },
        discoveredAt: MORNING,
      }),
    );
    await judgeAll();
    return item;
  }

  it('lists what was not taken for ours, with the reason, and leaves what is in an incident to its page', async () => {
    const item = await arrived('金桂小区停水三天没人管');
    const [shown] = await listed('unplaced');
    expect(shown).toMatchObject({
      id: item.id,
      relevant: false,
      open: true,
      said: null,
      verdict: { because: '文中没有点明本市的地方或单位。', elsewhere: false, idle: false },
    });
    expect(await listed('elsewhere')).toEqual([]);
    expect(await listed('idle')).toEqual([]);

    const { item: inIncident } = await makeMatter(api, '甲', '市综合服务局');
    const answer = await say(inIncident, { relevant: false });
    expect([answer.status, answer.json()]).toMatchObject([422, { code: 'item_in_incident' }]);
  });

  it('an item said to be ours makes an incident at once, and is remembered', async () => {
    const { manager } = api.database.source;
    const item = await arrived('金桂小区停水三天没人管');
    const answer = await say(item, { relevant: true, reason: '金桂小区在本市' });
    expect(answer.status).toBe(200);
    await judgeAll();
    const link = await manager.findOneByOrFail(IncidentItemRow, { itemId: item.id });
    const last = await manager.findOneOrFail(JudgementRow, {
      where: { itemId: item.id },
      order: { seq: 'DESC' },
    });
    expect(last).toMatchObject({ incidentId: link.incidentId, result: { relevant: true, isMatter: true } });
    expect(last.result.flags).not.toContain('out_of_jurisdiction');
    expect(await manager.findBy(JudgementCorrectionRow, { itemId: item.id })).toMatchObject([
      {
        aspect: 'relevance',
        before: { relevant: false },
        after: { relevant: true },
        reason: '金桂小区在本市',
      },
    ]);
    const [shown] = await listed('settled');
    expect(shown).toMatchObject({ id: item.id, open: false, said: { relevant: true } });
    expect((await undo(item)).json()).toMatchObject({ code: 'item_in_incident' });
  });

  it('what a person said wins over the next judging, until it is taken back', async () => {
    const item = await arrived('今晚的晚霞真美，分享一下', 'local');
    expect(await listed('idle')).toMatchObject([{ id: item.id, relevant: true }]);
    expect((await say(item, { relevant: false })).status).toBe(200);
    expect((await say(item, { relevant: true })).json()).toMatchObject({ code: 'item_not_judged' });
    await judgeAll();
    expect(await listed('unplaced')).toMatchObject([{ id: item.id, said: { relevant: false } }]);
    expect((await say(item, { relevant: false })).json()).toMatchObject({ code: 'item_same' });
    // Seen again with more views: judged again, and the word holds.
    await api.database.source.manager.update(ItemRow, { id: item.id }, { grownAt: MORNING });
    await judgeAll();
    expect(await listed('unplaced')).toHaveLength(1);

    expect((await undo(item)).status).toBe(200);
    await judgeAll();
    expect(await listed('idle')).toMatchObject([{ id: item.id, said: null }]);
    expect((await undo(item)).json()).toMatchObject({
      code: 'correction_settled',
    });
  });

  it('shows on the learning page what would have led there', async () => {
    const item = await arrived('金桂小区停水三天没人管');
    await say(item, { relevant: true, reason: '在本市' });
    await judgeAll();
    // The matter is routed a moment later; until then it is shown to nobody else.
    await api.database.source.manager.update(
      IncidentRow,
      { jurisdictionId: api.jurisdictionId },
      { needsRouting: false },
    );
    const office = await api.as('office', '市政府办公室');
    const answer = await office.get('/api/v1/learning/places');
    expect(answer.json<{ items: PlaceLesson[] }>().items).toMatchObject([
      {
        itemId: item.id,
        relevant: true,
        reason: '在本市',
        proposals: [
          { kind: 'places', name: '金桂小区', type: 'compound', title: '把“金桂小区”加入知名地点' },
        ],
      },
    ]);
  });

  it('small talk of ours is taken up when a person wants it', async () => {
    const item = await arrived('今晚的晚霞真美，分享一下', 'local');
    expect((await say(item, { relevant: true })).status).toBe(200);
    await judgeAll();
    expect(await api.database.source.manager.countBy(IncidentItemRow, { itemId: item.id })).toBe(1);
  });

  it('of another city no item can be said anything', async () => {
    const answer = await say({ id: randomUUID() }, { relevant: true });
    expect(answer.json()).toMatchObject({ code: 'item_unknown' });
  });
});
