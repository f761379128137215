import { createHash, randomUUID } from 'node:crypto';
import { DeadlineRow, IncidentItemRow, IncidentLogRow, IncidentRow, ItemRow } from '#incidents/service';
import { JudgeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import type { FiguresView } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';

const HOUR = 3_600_000;

describe('figures and claims of a matter', () => {
  let api: TestApi;
  let monitor: Client;
  let minutes = 0;

  beforeEach(async () => {
    api = await createTestApi();
    monitor = await api.as('monitor', '市委宣传部');
    minutes = 0;
  });
  afterEach(() => api.close());

  /** Items of one matter, judged one after the other; each joins the first one's incident. */
  async function told(...texts: { text: string; source?: string; publishedAt?: Date }[]): Promise<string> {
    const { manager } = api.database.source;
    let incidentId: string | null = null;
    for (const { text, source = '清岚论坛', publishedAt } of texts) {
      const at = new Date(MORNING.getTime() + (minutes += 10) * 60_000);
      const item: ItemRow = await manager.save(
        manager.create(ItemRow, {
          jurisdictionId: api.jurisdictionId,
          key: createHash('sha256').update(randomUUID()).digest(),
          channel: 'feed',
          title: text.slice(0, 30),
          text,
          source: { name: source, tier: 'local', scope: 'local' },
          discoveredAt: at,
          publishedAt: publishedAt ?? at,
          intoIncidentId: incidentId,
        }),
      );
      await judgeAll();
      incidentId ??= (await manager.findOneByOrFail(IncidentItemRow, { itemId: item.id })).incidentId;
    }
    return incidentId!;
  }
  const judgeAll = () =>
    new JudgeStep(api.database.source, api.clock, { wake: async () => {} } as never, readDirectory).run(
      api.jurisdictionId,
    );
  const view = async (id: string, caller = monitor) =>
    (await caller.get(`/api/v1/incidents/${id}/figures`)).json<FiguresView>();
  const row = (id: string) => api.database.source.manager.findOneByOrFail(IncidentRow, { id });
  const settle = async (id: string, body: Record<string, unknown>) =>
    monitor.post(`/api/v1/incidents/${id}/figures`, {
      version: (await row(id)).version,
      source: '市应急局',
      ...body,
    });
  const dead = (shown: FiguresView) => shown.figures.find(({ kind }) => kind === 'dead');

  it('shows each number with who says so, the earlier ones past, and what contradicts', async () => {
    const id = await told(
      { text: '听说东湖街道一厂房坍塌，死了5个人' },
      { text: '记者从现场了解到，东湖街道厂房坍塌已致1人死亡' },
      { text: '市应急局通报：昨日上午9时许东湖街道厂房坍塌，造成2人死亡', publishedAt: MORNING },
    );
    const shown = await view(id);
    expect(dead(shown)).toMatchObject({ value: 2, settled: false, contradictory: true });
    expect(
      dead(shown)
        ?.told.map(({ by, value }) => [by, value])
        .toSorted(),
    ).toEqual([
      ['hearsay', 5],
      ['media', 1],
      ['official', 2],
    ]);
    expect(shown.happenedAt).toBe(
      `${new Date(MORNING.getTime() - 24 * HOUR + 8 * HOUR).toISOString().slice(0, 10)}T09:00+08:00`,
    );
    expect((await row(id)).judgement?.claim).toBe('verified');
  });

  it('a settled figure stands above every item before and after, is kept, and can be taken back', async () => {
    const id = await told({ text: '东湖街道一厂房坍塌，造成2人死亡' });
    const first = await settle(id, {
      figures: { dead: 1 },
      claim: 'verified',
      source: '市应急局王明13812345678电话核实',
    });
    expect(first.status).toBe(200);
    expect(dead(first.json<FiguresView>())).toMatchObject({ value: 1, settled: true, contradictory: false });
    await told({ text: '东湖街道厂房坍塌现场' });
    const { manager } = api.database.source;
    const item = await manager.save(
      manager.create(ItemRow, {
        jurisdictionId: api.jurisdictionId,
        key: createHash('sha256').update(randomUUID()).digest(),
        channel: 'feed',
        title: '东湖街道一厂房坍塌',
        text: '东湖街道厂房坍塌，造成7人死亡',
        source: { name: '另一论坛', tier: 'self', scope: 'local' },
        discoveredAt: new Date(MORNING.getTime() + HOUR),
        intoIncidentId: id,
      }),
    );
    await judgeAll();
    expect(await manager.existsBy(IncidentItemRow, { incidentId: id, itemId: item.id })).toBe(true);
    const later = await view(id);
    expect(dead(later)).toMatchObject({ value: 1, settled: true });
    expect(later).toMatchObject({ claim: 'verified', claimSettled: true });
    const standing = later.history.find(({ subject, standing: stands }) => stands && subject === 'dead');
    expect(standing).toMatchObject({ value: 1, by: expect.stringContaining('') as string });
    expect(standing?.source).not.toContain('13812345678');
    const back = await monitor.post(`/api/v1/fact-settlements/${standing!.id}/undo`, {
      version: (await row(id)).version,
    });
    expect(dead(back.json<FiguresView>())).toMatchObject({ value: 7, settled: false });
    const again = await monitor.post(`/api/v1/fact-settlements/${standing!.id}/undo`, {
      version: (await row(id)).version,
    });
    expect(again.json()).toMatchObject({ code: 'fact_undone' });
    const log = await manager.findBy(IncidentLogRow, { incidentId: id });
    expect(log.map(({ type }) => type)).toEqual(expect.arrayContaining(['fact.settled', 'fact.undone']));
  });

  it('graver figures raise both levels at once; lower ones lower nothing', async () => {
    const id = await told({ text: '东湖街道一厂房坍塌，造成1人死亡' });
    const before = await row(id);
    expect(before.eventLevel).toBe('IV');
    await settle(id, { figures: { dead: 4 } });
    const raised = await row(id);
    expect(raised).toMatchObject({ eventLevel: 'III', needsRouting: true });
    await settle(id, { figures: { dead: 0 } });
    expect(await row(id)).toMatchObject({ eventLevel: 'III', judgement: { facts: { dead: 0 } } });
    expect(await api.database.source.manager.countBy(DeadlineRow, { incidentId: id, state: 'missed' })).toBe(
      0,
    );
  });

  it('a denial by the party concerned refutes nothing; only a person or an office does', async () => {
    const id = await told(
      { text: '听说东湖街道煤矿透水，有3人被困' },
      { text: '东湖街道煤矿透水，矿方否认有3人被困' },
    );
    const shown = await view(id);
    expect(shown.claim).not.toBe('refuted');
    expect(shown.figures.find(({ kind }) => kind === 'trapped')).toMatchObject({
      value: 3,
      contradictory: true,
    });
    const settled = await settle(id, { claim: 'refuted' });
    expect(settled.json<FiguresView>()).toMatchObject({ claim: 'refuted', claimSettled: true });
  });

  it('asks for a source and something to settle, and for the version that was looked at', async () => {
    const id = await told({ text: '东湖街道一厂房坍塌，造成2人死亡' });
    expect((await settle(id, { figures: {} })).json()).toMatchObject({ code: 'fact_missing' });
    expect((await settle(id, { figures: { dead: 1 }, source: ' ' })).status).toBe(400);
    expect((await settle(id, { figures: { dead: -1 } })).status).toBe(400);
    expect((await settle(id, { figures: { dead: 1 }, version: 999 })).status).toBe(409);
    expect((await settle(id, { figures: { dead: 1 }, itemId: randomUUID() })).status).toBe(404);
  });

  it('lists items by how the writer feels, which decides nothing', async () => {
    await api.database.source.query('truncate item, judgement');
    await told({ text: '东湖街道停水三天，感谢抢修人员' });
    await told({ text: '东湖街道停水三天，没人管，投诉无门' });
    const of = async (mood: string) =>
      (await monitor.get(`/api/v1/items?kind=all&mood=${mood}`)).json<{ items: { text: string }[] }>().items;
    expect((await of('negative')).map(({ text }) => text)).toEqual(['东湖街道停水三天，没人管，投诉无门']);
    expect(await of('anger')).toEqual([]);
    expect((await monitor.get('/api/v1/items?mood=furious')).status).toBe(400);
  });

  it('who may not know of the matter learns nothing of its figures', async () => {
    const id = await told({ text: '东湖街道一厂房坍塌，造成2人死亡' });
    await api.database.source.manager.update(
      IncidentRow,
      { id },
      { restricted: true, recused: ['东湖街道'] },
    );
    const liaison = await api.as('liaison', '东湖街道');
    expect((await liaison.get(`/api/v1/incidents/${id}/figures`)).status).toBe(404);
  });
});
