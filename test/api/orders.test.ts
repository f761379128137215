import type { IncidentDetail, OrderView, Page, RegisteredOrder } from '../../apps/api/src/contract/index.js';
import { IncidentRow, ItemRow, NoticeRow, OrderRow } from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

describe('a superior’s order', () => {
  let api: TestApi;
  let office: Client;
  let monitor: Client;
  let liaison: Client;

  beforeAll(async () => {
    api = await createTestApi();
    [office, monitor, liaison] = await Promise.all([
      api.as('office', '市政府办公室'),
      api.as('monitor', '市委宣传部'),
      api.as('liaison', UNIT),
    ]);
  });
  afterAll(() => api.close());

  const order = (given: object = {}) => ({
    incidentId: null,
    title: '',
    body: '云州市政府办公室',
    documentNumber: '云政办督〔2026〕12号',
    caller: '王演示',
    callerPhone: '0990-1234567',
    channel: 'call',
    receivedAt: '2026-11-23T08:00:00+08:00',
    asked: '请核查东湖街道阳光小区停水问题，联系人电话13812345678，于当日报结果。',
    dueAt: '2026-11-23T18:00:00+08:00',
    reportTo: '云州市政府办公室督查科',
    units: [UNIT],
    ...given,
  });
  const register = async (given: object = {}, by = office) => by.post('/api/v1/orders', order(given));
  type Stored = Extract<RegisteredOrder, { orderId: string }>;

  it('opens an incident that is 较大, must be answered, and runs a clock of its own', async () => {
    const answer = await register();
    expect([answer.status, answer.json()['kind']]).toEqual([201, 'stored']);
    const { orderId, incidentId, number } = answer.json<Stored>();
    expect(number).toMatch(/^2026-\d{4}$/);
    const incident = await api.database.source.manager.findOneByOrFail(IncidentRow, { id: incidentId });
    expect(incident).toMatchObject({ opinionLevel: '较大', mustRespond: ['MR-5'], needsRouting: true });
    expect(incident.discoveredAt).toEqual(new Date('2026-11-23T08:00:00+08:00'));
    const item = await api.database.source.manager.findOneByOrFail(ItemRow, { intoIncidentId: incidentId });
    expect(item).toMatchObject({ assignedBySuperior: true, channel: 'manual' });
    const seen = (await monitor.get(`/api/v1/orders/${orderId}`)).json<OrderView>();
    expect(seen).toMatchObject({
      body: '云州市政府办公室',
      caller: '王**',
      units: [UNIT],
      state: 'open',
      late: false,
      registeredBy: expect.any(String),
      dueAt: '2026-11-23T18:00:00.000+08:00',
    });
    expect(seen.asked).toContain('138********');
    const detail = (await monitor.get(`/api/v1/incidents/${incidentId}`)).json<IncidentDetail>();
    expect(detail.deadlines.map(({ rule, kind }) => `${rule} ${kind}`)).toEqual(['DL-19 superior']);
    expect(detail.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['登记云州市政府办公室的交办，上级时限单独计时', '舆情等级由一般升为较大']),
    );
  });

  it('is known when it is sent twice, also at the same time', async () => {
    const given = { documentNumber: '云政办督〔2026〕13号' };
    const [one, two] = await Promise.all([register(given), register(given)]);
    expect(new Set([one.json()['kind'], two.json()['kind']])).toEqual(new Set(['known', 'stored']));
    expect(one.json()['orderId']).toBe(two.json()['orderId']);
  });

  it('keeps each its own time beside others of one incident, the earliest first in the list', async () => {
    const { incident } = await makeMatter(api, '丙', UNIT);
    const into = { incidentId: incident.id };
    const late = await register({ ...into, body: '省政府办公厅', dueAt: '2026-11-24T18:00:00+08:00' });
    const early = await register({ ...into, dueAt: '2026-11-23T12:00:00+08:00' });
    expect([late.status, early.status]).toEqual([201, 201]);
    const list = (await office.get(`/api/v1/orders?incident=${incident.id}`)).json<Page<OrderView>>();
    expect(list.items.map(({ body }) => body)).toEqual(['云州市政府办公室', '省政府办公厅']);
    const detail = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    expect(detail.deadlines.filter(({ rule }) => rule === 'DL-19').map(({ dueAt }) => dueAt)).toEqual([
      '2026-11-23T12:00:00.000+08:00',
      '2026-11-24T18:00:00.000+08:00',
    ]);
    expect(detail.opinionLevel).toBe('较大');
    const close = { version: detail.version, reason: '已办结' };
    const answered = {
      version: detail.version,
      url: 'https://city.example/1',
      at: '2026-11-23T08:20:00+08:00',
    };
    const after = await office.post(`/api/v1/incidents/${incident.id}/answer`, answered);
    expect(after.json<IncidentDetail>().deadlines.filter(({ kind }) => kind === 'superior')).toMatchObject([
      { state: 'open' },
      { state: 'open' },
    ]);
    const refused = await office.post(`/api/v1/incidents/${incident.id}/close`, {
      ...close,
      version: after.json<IncidentDetail>().version,
    });
    expect([refused.status, refused.json()['code']]).toEqual([422, 'order_open']);
  });

  it('ends with the report to the superior, by when it was reported', async () => {
    const { orderId, incidentId } = (
      await register({ documentNumber: '云政办督〔2026〕14号' })
    ).json<Stored>();
    const report = { at: '2026-11-23T08:25:00+08:00', to: '督查科', by: 'call', text: '已恢复供水。' };
    const tooLate = { ...report, at: '2026-11-23T09:25:00+08:00' };
    const future = await monitor.post(`/api/v1/orders/${orderId}/report`, tooLate);
    expect([future.status, future.json()['code']]).toEqual([422, 'in_the_future']);
    const done = await monitor.post(`/api/v1/orders/${orderId}/report`, report);
    expect(done.json()).toMatchObject({
      state: 'reported',
      reportedTo: '督查科',
      reportText: '已恢复供水。',
    });
    const again = await monitor.post(`/api/v1/orders/${orderId}/report`, report);
    expect([again.status, again.json()['code']]).toEqual([422, 'order_settled']);
    const detail = (await monitor.get(`/api/v1/incidents/${incidentId}`)).json<IncidentDetail>();
    expect(detail.deadlines.find(({ rule }) => rule === 'DL-19')?.state).toBe('met');
    expect(detail.timeline.at(-2)?.text).toBe('向督查科回告');
  });

  it('is set right: a later time needs the superior’s consent in words, an unknown unit is refused', async () => {
    const { orderId } = (await register({ documentNumber: '云政办督〔2026〕15号' })).json<Stored>();
    const amend = (body: object) => monitor.ask('PATCH', `/api/v1/orders/${orderId}`, { body });
    const later = { dueAt: '2026-11-24T12:00:00+08:00', reason: '' };
    expect((await amend(later)).json()['code']).toBe('reason_missing');
    const moved = await amend({ ...later, reason: '督查科电话同意顺延' });
    expect(moved.json()).toMatchObject({ dueAt: '2026-11-24T12:00:00.000+08:00', body: '云州市政府办公室' });
    expect((await amend({ units: ['没有这个单位'], reason: '' })).json()['code']).toBe('unknown_unit');
    const withdrawn = await monitor.post(`/api/v1/orders/${orderId}/withdraw`, { reason: '重复登记' });
    expect(withdrawn.json()).toMatchObject({ state: 'withdrawn', withdrawnReason: '重复登记' });
  });

  it('holds back secret papers: no order, no incident, nothing but a hash', async () => {
    const { manager } = api.database.source;
    const before = await manager.count(IncidentRow);
    const answer = await register({ asked: '随附机密文件一份，请核查某事项。' });
    expect(answer.json()).toEqual({ kind: 'classified' });
    expect(await manager.count(IncidentRow)).toBe(before);
    expect(await manager.query('select 1 from classified_hit')).toHaveLength(1);
  });

  it.each([
    ['时间晚于现在', { receivedAt: '2026-11-23T09:00:00+08:00' }],
    ['早于收到时间', { dueAt: '2026-11-23T07:00:00+08:00' }],
    ['名录中没有', { units: ['没有这个单位'] }],
  ])('refuses and stores nothing: %s', async (detail, given) => {
    const before = await api.database.source.manager.count(OrderRow);
    const answer = await register({ ...given, documentNumber: `云政办督〔2026〕${detail}` });
    expect([answer.status, answer.json()['detail']]).toEqual([422, expect.stringContaining(detail)]);
    expect(await api.database.source.manager.count(OrderRow)).toBe(before);
  });

  it('shows units what is asked but not who called, and each look at the caller is logged', async () => {
    const { incident } = await makeMatter(api, '丁', UNIT);
    const { orderId } = (await register({ incidentId: incident.id })).json<Stored>();
    const own = (await liaison.get(`/api/v1/orders/${orderId}`)).json<OrderView>();
    expect([own.caller, own.dueAt]).toEqual([null, '2026-11-23T18:00:00.000+08:00']);
    expect((await liaison.get(`/api/v1/orders/${orderId}/caller`)).status).toBe(403);
    const caller = await office.get(`/api/v1/orders/${orderId}/caller`);
    expect(caller.json()).toEqual({ name: '王演示', phone: '0990-1234567' });
    const looked = await api.database.source.query(
      `select actor from audit_log where action = 'order.caller_seen'`,
    );
    expect(looked).toHaveLength(1);
    const csv = await office.get('/api/v1/orders/export.csv?state=all');
    expect(csv.text).toContain('云州市政府办公室');
    expect(csv.text).not.toContain('王演示');
  });

  it('is seen by nobody who may not see its incident', async () => {
    const hidden = await makeMatter(api, '戊', OTHER_UNIT, { restricted: true });
    const { orderId } = (await register({ incidentId: hidden.incident.id }, monitor)).json<Stored>();
    expect((await register({ incidentId: hidden.incident.id })).status).toBe(404);
    for (const client of [office, liaison]) {
      expect((await client.get(`/api/v1/orders/${orderId}`)).status).toBe(404);
      const list = (await client.get('/api/v1/orders?state=all&limit=200')).json<Page<OrderView>>();
      expect(list.items.map(({ id }) => id)).not.toContain(orderId);
    }
    const report = { at: '2026-11-23T08:25:00+08:00', to: '督查科', by: 'call', text: '已核查' };
    expect((await office.post(`/api/v1/orders/${orderId}/report`, report)).status).toBe(404);
  });

  it('is paged by due time without a gap or a double', async () => {
    const all = (await monitor.get('/api/v1/orders?state=all&limit=200')).json<Page<OrderView>>();
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/api/v1/orders?state=all&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const page: Page<OrderView> = (await monitor.get(path)).json();
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(paged).toEqual(all.items.map(({ id }) => id));
    expect(await api.database.source.manager.count(NoticeRow)).toBe(0);
  });
});
