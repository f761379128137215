import type { UpwardIssue, UpwardSeries } from '../../apps/api/src/contract/index.js';
import {
  AssignmentRow,
  DeadlineRow,
  FirstReportRow,
  IncidentLogRow,
  IncidentRow,
  OrderRow,
} from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, UNIT, type Matter } from './world.js';

const after = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);
const TO = '云州市政府办公室';

describe('reports upward', () => {
  let api: TestApi;
  let office: Client;
  let matter: Matter;

  beforeAll(async () => {
    api = await createTestApi();
    office = await api.as('office', '市政府办公室');
  });
  beforeEach(async () => {
    api.clock.set(MORNING);
    matter = await makeMatter(api, '东街', UNIT);
    await rows().insert(DeadlineRow, {
      incidentId: matter.incident.id,
      rule: 'DL-03',
      kind: 'statutory',
      startsAt: MORNING,
      dueAt: after(48),
    });
  });
  afterAll(() => api.close());

  const rows = () => api.database.source.manager;
  const path = () => `/api/v1/incidents/${matter.incident.id}/reports`;
  const draft = (final = false) => office.post(path(), { addressee: TO, final });
  const series = async () => (await office.get(path())).json<{ items: UpwardSeries[] }>().items;
  const send = (issue: UpwardIssue, given: object = {}) =>
    office.post(`/api/v1/reports/upward/${issue.id}/send`, {
      version: issue.version,
      at: api.clock.now().toISOString(),
      channel: 'document',
      receipt: null,
      ...given,
    });
  const sent = async (final = false) => {
    const issue = (await draft(final)).json<UpwardIssue>();
    await send(issue);
    return issue;
  };

  it('are drafted from what is stored, and name what is not', async () => {
    const issue = (await draft()).json<UpwardIssue>();
    expect(issue).toMatchObject({ kind: 'first', name: '首报', addressee: TO, sentAt: null });
    for (const words of [
      matter.incident.number,
      '来源：清岚论坛',
      `${UNIT}（回应主体）尚未签收`,
      '其他政务舆情予以回应截止11月25日8时30分，计时中',
      '资料不足',
    ])
      expect(issue.text).toContain(words);
    expect(issue.text).not.toMatch(/undefined|null|NaN/);
    // Asked again: the same draft, with whatever a person wrote into it.
    const edited = await office.ask('PATCH', `/api/v1/reports/upward/${issue.id}`, {
      body: { version: 1, text: '一、基本情况\n已改写，联系 13812345678。' },
    });
    expect(edited.json<UpwardIssue>().text).not.toContain('13812345678');
    expect((await draft()).json<UpwardIssue>()).toMatchObject({ id: issue.id, version: 2 });
  });

  it('say what has changed since the last one that was sent', async () => {
    await sent();
    await rows().update(
      AssignmentRow,
      { id: matter.duty.id },
      { state: 'signed', signedAt: after(1), reportedAt: after(2) },
    );
    await rows().insert(FirstReportRow, {
      jurisdictionId: api.jurisdictionId,
      incidentId: matter.incident.id,
      assignmentId: matter.duty.id,
      unit: UNIT,
      text: '管网破裂，正在抢修。',
      at: after(2),
      by: 'account:x',
    });
    await rows().update(IncidentRow, { id: matter.incident.id }, { opinionLevel: '较大' });
    api.clock.set(after(0.2));
    const second = (await draft()).json<UpwardIssue>();
    expect(second.name).toBe('续报1');
    expect(second.text).toContain('舆情等级由一般变为较大');
    expect(second.text).toContain(`${UNIT}核实初报：管网破裂，正在抢修。`);
    const changes = second.text.split('\n')[3] ?? '';
    expect(changes).toContain(`${UNIT}11月23日9时30分签收`);
    await send(second);
    const third = (await draft()).json<UpwardIssue>();
    expect(third.name).toBe('续报2');
    expect(third.text.split('\n')[3]).toContain('没有新的情况');
  });

  it('end with the final one; going on needs a reason', async () => {
    const early = await draft(true);
    expect(early.json()).toMatchObject({ code: 'first_report_first' });
    await sent();
    expect((await sent(true)).name).toBe('终报');
    const after1 = await draft();
    expect(after1.json()).toMatchObject({ code: 'series_closed' });
    const reopened = await office.post(`${path()}/reopen`, { addressee: TO, reason: '再次停水' });
    expect(reopened.json<{ items: UpwardSeries[] }>().items[0]?.closed).toBe(false);
    expect((await draft()).json<UpwardIssue>().name).toBe('续报1');
    const types = (await rows().findBy(IncidentLogRow, { incidentId: matter.incident.id })).map(
      (row) => row.type,
    );
    expect(types).toEqual(expect.arrayContaining(['upward.sent', 'upward.reopened']));
  });

  it('are a series for each addressee', async () => {
    await sent();
    const other = await office.post(path(), { addressee: '省政府办公厅', final: false });
    expect(other.json<UpwardIssue>().name).toBe('首报');
    expect((await series()).map((one) => one.issues.length)).toEqual([1, 1]);
  });

  it('are not changed once sent, nor sent in the future or twice', async () => {
    const issue = (await draft()).json<UpwardIssue>();
    const early = await send(issue, { at: after(3).toISOString() });
    expect(early.json()).toMatchObject({ code: 'in_the_future' });
    expect((await send(issue, { receipt: '云舆〔2026〕5号' })).json<UpwardIssue>()).toMatchObject({
      channel: 'document',
      receipt: '云舆〔2026〕5号',
    });
    const again = await send({ ...issue, version: 2 });
    expect(again.json()).toMatchObject({ code: 'report_sent' });
    const change = await office.ask('PATCH', `/api/v1/reports/upward/${issue.id}`, {
      body: { version: 2, text: '改动' },
    });
    expect(change.json()).toMatchObject({ code: 'report_sent' });
  });

  it('settle a superior’s order when they answer it', async () => {
    const order = await rows().save(
      rows().create(OrderRow, {
        jurisdictionId: api.jurisdictionId,
        incidentId: matter.incident.id,
        body: TO,
        channel: 'call',
        receivedAt: MORNING,
        asked: '请核查并报告',
        dueAt: after(8),
        state: 'open',
        registeredBy: 'office1',
        createdAt: MORNING,
      }),
    );
    const issue = (await draft()).json<UpwardIssue>();
    expect(issue.text).toContain(`${TO}交办，要求11月23日16时30分前回告`);
    expect((await send(issue, { orderId: order.id })).status).toBe(200);
    expect(await rows().findOneByOrFail(OrderRow, { id: order.id })).toMatchObject({
      state: 'reported',
      reportedTo: TO,
    });
  });

  it('can be thrown away while they are drafts, and read as documents', async () => {
    const issue = (await draft()).json<UpwardIssue>();
    const file = await fetch(`${api.url}/api/v1/reports/upward/${issue.id}/report.docx`, {
      headers: { cookie: office.cookie ?? '' },
    });
    expect(file.headers.get('content-type')).toContain('wordprocessingml');
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(4000);
    const gone = await office.ask('DELETE', `/api/v1/reports/upward/${issue.id}?version=1`);
    expect(gone.status).toBe(204);
    expect((await series())[0]?.issues).toEqual([]);
  });

  it('are for office and publicity only', async () => {
    const liaison = await api.as('liaison', UNIT);
    expect((await liaison.get(path())).status).toBe(403);
  });
});
