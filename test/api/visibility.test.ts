import { randomUUID } from 'node:crypto';
import { AssignmentRow, IncidentRow, ItemRow } from '#incidents/service';
import type {
  DutyView,
  IncidentDetail,
  IncidentSummary,
  ItemView,
  Page,
  SummaryView,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeDuty } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

describe('what one may not see', () => {
  let api: TestApi;
  let monitor: Client;
  let office: Client;
  let liaison: Client;
  let leader: Client;
  let own: Matter;
  let others: Matter;
  let restricted: Matter;
  let aboutOffice: Matter;
  let aboutUnit: Matter;
  let unrouted: Matter;

  beforeAll(async () => {
    api = await createTestApi();
    [monitor, office, liaison, leader] = await Promise.all([
      api.as('monitor', '市委宣传部'),
      api.as('office', '市政府办公室'),
      api.as('liaison', UNIT),
      api.as('leader', UNIT),
    ]);
    own = await makeMatter(api, '甲甲', UNIT);
    others = await makeMatter(api, '乙乙', OTHER_UNIT);
    restricted = await makeMatter(api, '丙丙', UNIT, { restricted: true });
    aboutOffice = await makeMatter(api, '丁丁', OTHER_UNIT, { recused: ['市政府办公室'] });
    aboutUnit = await makeMatter(api, '戊戊', OTHER_UNIT, { recused: [UNIT] });
    // A standing duty does not open what the unit must not see.
    await makeDuty(api.database.source.manager, aboutUnit.incident, { unit: UNIT });
    unrouted = await makeMatter(api, '己己', OTHER_UNIT, { needsRouting: true, state: 'judged' });
  });
  afterAll(() => api.close());

  it.each<[string, () => Client, () => Matter[]]>([
    ['monitor', () => monitor, () => [own, others, restricted, aboutOffice, aboutUnit, unrouted]],
    ['office', () => office, () => [own, others, aboutUnit]],
    ['liaison', () => liaison, () => [own]],
    ['leader of the unit', () => leader, () => [own]],
  ])('is in no list, count, search, page, export or duty: %s', async (_role, who, what) => {
    const client = who();
    const seen = what();
    const hidden = [own, others, restricted, aboutOffice, aboutUnit, unrouted].filter(
      (one) => !seen.includes(one),
    );
    const ids = seen.map(({ incident }) => incident.id).sort();

    const list = (await client.get('/api/v1/incidents')).json<Page<IncidentSummary>>();
    expect(list.items.map(({ id }) => id).sort()).toEqual(ids);
    const search = (await client.get(`/api/v1/incidents?q=${encodeURIComponent('小区停水')}`)).json<
      Page<IncidentSummary>
    >();
    expect(search.items.map(({ id }) => id).sort()).toEqual(ids);
    const byNumber = await client.get(`/api/v1/incidents?q=${hidden[0]?.incident.number ?? 'x'}`);
    expect(byNumber.json()['items']).toEqual([]);

    const figures = (await client.get('/api/v1/summary')).json<SummaryView>();
    expect(figures.open).toBe(seen.length);
    expect(figures.today).toBe(seen.length);
    expect(figures.awaiting).toBe(seen.filter(({ incident }) => incident.state === 'judged').length);

    const duties = (await client.get('/api/v1/duties')).json<Page<DutyView>>();
    expect(new Set(duties.items.map(({ incidentId }) => incidentId))).toEqual(new Set(ids));

    for (const { incident } of seen) {
      const page = await client.get(`/api/v1/incidents/${incident.id}`);
      expect(page.json<IncidentDetail>().timeline.map(({ text }) => text)).toEqual(['立为舆情事件']);
    }
    const missing = await client.get(`/api/v1/incidents/${randomUUID()}`);
    expect(missing.status).toBe(404);
    for (const { incident } of hidden) {
      const page = await client.get(`/api/v1/incidents/${incident.id}`);
      expect([page.status, page.text]).toEqual([404, missing.text]);
    }
  });

  it('is in no export and among no items', async () => {
    const exported = await office.get('/api/v1/incidents/export.csv');
    expect(exported.status).toBe(200);
    expect(exported.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(decodeURIComponent(String(exported.headers['content-disposition']))).toContain(
      '舆情事件-2026-11-23.csv',
    );
    expect(exported.text.startsWith('\uFEFF编号,')).toBe(true);
    for (const word of ['甲甲', '乙乙', '戊戊']) expect(exported.text).toContain(word);
    for (const word of ['丙丙', '丁丁', '己己']) expect(exported.text).not.toContain(word);

    const items = async (client: Client) =>
      (await client.get('/api/v1/items'))
        .json<Page<ItemView>>()
        .items.map(({ id }) => id)
        .sort();
    expect(await items(office)).toEqual([own, others, aboutUnit].map(({ item }) => item.id).sort());
    expect(await items(monitor)).toHaveLength(6);
    const sought = await office.get(`/api/v1/items?q=${encodeURIComponent('丙丙')}`);
    expect(sought.json()['items']).toEqual([]);
    const perHour = async (client: Client) =>
      (await client.get('/api/v1/summary')).json<SummaryView>().itemsPerHour.reduce((a, b) => a + b, 0);
    expect(await perHour(office)).toBe(3);
    expect(await perHour(monitor)).toBe(6);
    expect(await perHour(liaison)).toBe(0);
  });

  it('is not found either when one tries to act on it', async () => {
    const { id, version } = restricted.incident;
    const bodies: Record<string, object> = {
      'routing/confirm': { version },
      'routing/preview': correction(version),
      'routing/correct': correction(version),
      level: { version, level: '重大', reason: '核实' },
      answer: { version, url: 'https://city.example/1', at: '2026-11-23T08:00:00+08:00' },
      close: { version, reason: '已办' },
      reopen: { version, reason: '再办' },
    };
    for (const [action, body] of Object.entries(bodies))
      expect([action, (await office.post(`/api/v1/incidents/${id}/${action}`, body)).status]).toEqual([
        action,
        404,
      ]);
    const sign = (client: Client, duty: AssignmentRow) => client.post(`/api/v1/duties/${duty.id}/sign`);
    expect((await sign(liaison, restricted.duty)).status).toBe(404);
    expect((await sign(liaison, others.duty)).status).toBe(404);
    expect((await sign(office, own.duty)).status).toBe(403);
    const entered = await office.post('/api/v1/items', {
      title: '补充',
      text: '又一条',
      url: null,
      publishedAt: null,
      channel: 'call',
      superiorDueAt: null,
      intoIncidentId: id,
    });
    expect(entered.status).toBe(404);
    const { manager } = api.database.source;
    expect(await manager.findOneByOrFail(IncidentRow, { id })).toMatchObject({
      version,
      state: 'dispatched',
    });
    expect(await manager.countBy(ItemRow, { channel: 'manual' })).toBe(0);
  });

  it('shows nobody an item that has not been judged: it may be a report on whoever looks', async () => {
    const { manager } = api.database.source;
    await manager.update(ItemRow, { id: own.item.id }, { judgedAt: null });
    const ids = async (client: Client) =>
      (await client.get('/api/v1/items')).json<Page<ItemView>>().items.map(({ id }) => id);
    expect(await ids(office)).not.toContain(own.item.id);
    expect(await ids(monitor)).not.toContain(own.item.id);
    await manager.update(ItemRow, { id: own.item.id }, { judgedAt: new Date() });
  });

  it('shows a unit the texts, but no address of the original', async () => {
    const url = async (client: Client) =>
      (await client.get(`/api/v1/incidents/${own.incident.id}`))
        .json<IncidentDetail>()
        .items.map((item) => item.url);
    expect(await url(office)).toEqual([own.item.url]);
    expect(await url(liaison)).toEqual([null]);
  });

  it('is gone for a unit once its duty is taken back, and a filter for another unit opens nothing', async () => {
    const gone = await makeMatter(api, '庚庚', UNIT);
    const path = `/api/v1/incidents/${gone.incident.id}`;
    expect((await liaison.get(path)).status).toBe(200);
    await api.database.source.manager.update(AssignmentRow, { id: gone.duty.id }, { state: 'withdrawn' });
    expect((await liaison.get(path)).status).toBe(404);
    const other = await liaison.get(`/api/v1/incidents?unit=${encodeURIComponent(OTHER_UNIT)}`);
    expect(other.json()['items']).toEqual([]);
    const duties = await liaison.get(`/api/v1/duties?state=all&unit=${encodeURIComponent(OTHER_UNIT)}`);
    expect(duties.json<Page<DutyView>>().items.map(({ unit }) => unit)).toEqual([UNIT]);
  });
});

const correction = (version: number) => ({
  version,
  respondents: [UNIT],
  firstResponsible: [],
  assisting: [],
  lead: null,
  reason: '核实',
});
