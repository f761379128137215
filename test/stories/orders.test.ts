import type { Page, RegisteredOrder } from '../../apps/api/src/contract/index.js';
import { internalDeadlines, statutoryDeadlines, upgradeDeadlines } from '#escalate';
import { EscalateStep } from '#escalate/service';
import {
  AssignmentRow,
  CoordinationRow,
  DeadlineRow,
  IncidentRow,
  markMissedDeadlines,
  NoticeRow,
  OrderRow,
} from '#incidents/service';
import { JudgeStep } from '#judge/service';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { RouteStep } from '#route/service';
import { knownPolicy } from '#respond/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

const TABLES =
  'notice, incident, assignment, escalation, incident_log, deadline, superior_order, coordination, item, incident_item, judgement, decision, incident_counter';
const HOUR = 3_600_000;
const policy = { statutory: statutoryDeadlines, upgrade: upgradeDeadlines, internal: internalDeadlines };
const asked = '东湖街道阳光小区停水三天，自来水一直没有恢复，请核查并反馈。';

describe('a superior’s order on its way', () => {
  let api: TestApi;
  let office: Client;
  let judge: JudgeStep;
  let route: RouteStep;
  let escalate: EscalateStep;

  beforeAll(async () => {
    api = await createTestApi();
  });
  beforeEach(async () => {
    await api.database.source.query(`truncate ${TABLES}`);
    api.clock.set(MORNING);
    office = await api.as('office', '市政府办公室');
    const { source } = api.database;
    const { clock } = api;
    const wakeups = new Deaf();
    judge = new JudgeStep(source, clock, wakeups, readDirectory);
    route = new RouteStep(source, clock, wakeups, readDirectory, policy, {
      people: () => Promise.resolve([]),
      policies: knownPolicy,
    });
    const contacts = new ContactBook(api.keys.contacts);
    escalate = new EscalateStep(source, { clock, wakeups, contacts, directory: readDirectory });
  });
  afterAll(() => api.close());

  const all = () => api.database.source.manager;
  async function register(given: object = {}): Promise<{ orderId: string; incidentId: string }> {
    const answer = await office.post('/api/v1/orders', {
      incidentId: null,
      title: '',
      body: '云州市政府办公室',
      documentNumber: null,
      caller: null,
      callerPhone: null,
      channel: 'call',
      receivedAt: '2026-11-23T08:00:00+08:00',
      asked,
      dueAt: '2026-11-23T18:00:00+08:00',
      reportTo: null,
      units: ['石桥镇'],
      ...given,
    });
    return answer.json<Extract<RegisteredOrder, { orderId: string }>>();
  }
  async function work(): Promise<void> {
    await judge.run(api.jurisdictionId);
    const waiting = await all().findBy(IncidentRow, { needsRouting: true });
    for (const { id } of waiting) await route.run(id);
    await escalate.due();
    for (const { id } of waiting) await escalate.run(id);
  }
  /** `template → role` of what the office heard since. */
  async function heard(hours: number): Promise<string[]> {
    const before = await all().find(NoticeRow);
    api.clock.advance(hours * HOUR);
    await all().transaction((manager) => markMissedDeadlines(manager, api.clock.now(), 'real'));
    await escalate.due();
    const known = new Set(before.map((row) => row.id));
    const rows = (await all().find(NoticeRow)).filter(
      (row) => !known.has(row.id) && row.template.startsWith('order_'),
    );
    const lines = await Promise.all(
      rows.map(async (row) => {
        const { unit, role } = await all().findOneByOrFail(ContactRow, { id: row.recipientId });
        return `${row.template} → ${unit} ${role}`;
      }),
    );
    return lines.sort();
  }

  it('is judged by its text: who answers follows from the duties, the unit named assists and answers for nothing', async () => {
    const { incidentId } = await register();
    // Nobody is asked to confirm what is about to be judged.
    await route.run(incidentId);
    expect((await all().findOneByOrFail(IncidentRow, { id: incidentId })).state).toBe('judged');
    await work();
    const incident = await all().findOneByOrFail(IncidentRow, { id: incidentId });
    expect(incident).toMatchObject({ opinionLevel: '较大', mustRespond: ['MR-5'], itemCount: 1 });
    expect(incident.places.map(({ name }) => name)).toEqual(['东湖街道']);
    expect(incident.routing?.respondents).toEqual(['市综合服务局']);
    expect(incident.routing?.assisting).toContain('石桥镇');
    expect(incident.routing?.firstResponsible).not.toContain('石桥镇');
    const duties = await all().findBy(AssignmentRow, { incidentId, unit: '石桥镇' });
    expect(duties.map(({ roles, mustSign }) => [roles, mustSign])).toEqual([[['assisting'], false]]);
    const clocks = await all().find(DeadlineRow, { where: { incidentId }, order: { rule: 'ASC' } });
    const shown = clocks.filter(({ kind }) => kind !== 'internal');
    expect(shown.map(({ rule, kind, dueAt }) => [rule, kind, dueAt.toISOString()])).toEqual([
      ['DL-03', 'statutory', '2026-11-25T00:00:00.000Z'],
      ['DL-19', 'superior', '2026-11-23T10:00:00.000Z'],
    ]);
    expect(await all().countBy(OrderRow, { incidentId })).toBe(1);
  });

  it('is told to the office at once, before its time is up and when it is; then its leader hears', async () => {
    await register();
    await work();
    expect(await all().countBy(NoticeRow, { template: 'order_received' })).toBeGreaterThan(0);
    expect(await heard(7.4)).toEqual([]);
    const near = ['order_near → 市政府办公室 handler', 'order_near → 市政府办公室 liaison'];
    expect(await heard(0.2)).toEqual(near);
    const missed = ['order_missed → 市政府办公室 handler', 'order_missed → 市政府办公室 liaison'];
    expect(await heard(2)).toEqual(missed);
    const late = await api.as('office', '市政府办公室');
    expect((await late.get('/api/v1/orders?late=true')).json<Page<object>>().items).toHaveLength(1);
    expect(await heard(1)).toEqual(['order_missed → 市政府办公室 charge_leader']);
    expect(await heard(24)).toEqual([]);
  });

  it('that was reported in time is urged no more, whatever the public was told', async () => {
    const { orderId, incidentId } = await register();
    await work();
    const report = { at: '2026-11-23T08:25:00+08:00', to: '督查科', by: 'call', text: '已恢复供水。' };
    expect((await office.post(`/api/v1/orders/${orderId}/report`, report)).status).toBe(200);
    expect(await heard(24)).toEqual([]);
    const [due] = await all().findBy(DeadlineRow, { incidentId, rule: 'DL-19' });
    expect(due?.state).toBe('met');
  });

  it('names a unit in a matter that runs already: it is called in beside those who answer', async () => {
    const first = await register({ units: [] });
    await work();
    const before = await all().findBy(AssignmentRow, { incidentId: first.incidentId });
    expect(before.map(({ unit }) => unit)).not.toContain('石桥镇');
    await register({
      incidentId: first.incidentId,
      body: '省政府办公厅',
      asked: '请加快恢复供水并反馈。',
    });
    await work();
    const incident = await all().findOneByOrFail(IncidentRow, { id: first.incidentId });
    expect(incident.routing?.respondents).toEqual(['市综合服务局']);
    expect(incident.routing?.assisting).toContain('石桥镇');
  });

  it('that came by manual entry stands on the same record, once, and is completed there', async () => {
    await office.post('/api/v1/items', {
      title: '停水',
      text: asked,
      url: null,
      publishedAt: null,
      channel: 'superior',
      superiorDueAt: '2026-11-23T18:00:00+08:00',
      intoIncidentId: null,
    });
    await work();
    await all().update(IncidentRow, { rehearsal: false }, { needsRouting: true });
    await work();
    const [order, ...more] = await all().find(OrderRow);
    expect(more).toEqual([]);
    expect(order).toMatchObject({ body: '上级交办', asked, state: 'open', registeredBy: 'system' });
    expect(await all().findBy(DeadlineRow, { rule: 'DL-19' })).toMatchObject([
      { orderId: order?.id, dueAt: new Date('2026-11-23T18:00:00+08:00') },
    ]);
    const body = { body: '云州市政府办公室', documentNumber: '云政办督〔2026〕9号', reason: '' };
    const completed = await office.ask('PATCH', `/api/v1/orders/${order?.id}`, { body });
    expect(completed.json()).toMatchObject({ body: '云州市政府办公室', state: 'open' });
  });

  it('leaves a coordinator that has confirmed confirmed when routing looks again', async () => {
    const { incidentId } = await register({
      asked: '石桥镇小河里流黑水，有刺鼻异味，请核查。',
      units: [],
    });
    await work();
    const [letter] = await all().findBy(CoordinationRow, { incidentId });
    expect(letter).toMatchObject({ unit: '云州市环境局', state: 'drafted' });
    const confirmed = { person: '赵演示', phone: null, at: '2026-11-23T08:28:00+08:00' };
    expect((await office.post(`/api/v1/letters/${letter?.id}/confirm`, confirmed)).status).toBe(200);
    await all().update(IncidentRow, { id: incidentId }, { needsRouting: true });
    await work();
    const incident = await all().findOneByOrFail(IncidentRow, { id: incidentId });
    expect(incident.routing?.actingCoordinator).toBeNull();
    expect(incident.routing?.coordinators.map(({ lead }) => lead)).toEqual(['云州市环境局']);
  });
});
