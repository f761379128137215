import type { CalendarView, IncidentDetail, IncidentStages } from '../../apps/api/src/contract/index.js';
import { AssignmentRow, DeadlineRow, IncidentRow, RoundRow } from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

const at = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);
let api: TestApi;
let office: Client;
beforeAll(async () => {
  api = await createTestApi();
  api.clock.set(at(60));
  office = await api.as('office', '市政府办公室');
});
afterAll(() => api.close());

/** Discovered in the morning, dispatched after eight hours of two, signed at once, answered after 50. */
async function lateMatter() {
  const { manager } = api.database.source;
  const { incident, duty } = await makeMatter(api, '久久', UNIT, {
    state: 'answered',
    publishedAt: at(-3),
    firstKnownAt: at(0),
    judgedAt: at(0),
    dispatchedAt: at(8),
    allSignedAt: at(9),
    answeredAt: at(50),
  });
  await manager.update(
    AssignmentRow,
    { id: duty.id },
    { sentAt: at(8), signDueAt: at(12), signedAt: at(9), state: 'signed' },
  );
  const own = { incidentId: incident.id, rehearsal: false };
  await manager.insert(DeadlineRow, {
    ...own,
    rule: 'DL-03',
    kind: 'statutory',
    startsAt: at(0),
    dueAt: at(48),
    state: 'missed',
    settledAt: at(50),
  });
  await manager.insert(RoundRow, { ...own, number: 1, openedAt: at(0), answeredAt: at(50) });
  return { incident, duty };
}

it('tells what the time went into and charges what came late to the stage that took too long', async () => {
  const { incident } = await lateMatter();
  const { rounds } = (await office.get(`/api/v1/incidents/${incident.id}/stages`)).json<IncidentStages>();
  expect(rounds).toHaveLength(1);
  expect(rounds[0]?.stages.map(({ name, who, minutes }) => [name, who, minutes / 60])).toEqual([
    ['发布至发现', ['信息收集'], 3],
    ['研判至交办', ['市政府办公室'], 8],
    ['交办至签收', [UNIT], 1],
    ['签收至回应', [UNIT], 41],
  ]);
  // The office had two hours, the unit answered within its own.
  expect(rounds[0]?.late).toMatchObject({
    rule: 'DL-03',
    minutes: 120,
    parts: [{ name: '研判至交办', who: ['市政府办公室'], minutes: 120 }],
  });
  const { text } = await office.get(`/api/v1/incidents/export.csv?ids=${incident.id}`);
  const [header, line] = text.trim().split('\n');
  expect(header).toContain('研判至交办（小时）');
  expect(line).toContain('市政府办公室（研判至交办）2.0小时');
});

it('a click opens a new round, which stands in the detail, the due times and the stages', async () => {
  const { incident } = await lateMatter();
  const path = `/api/v1/incidents/${incident.id}`;
  const before = (await office.get(path)).json<IncidentDetail>();
  expect(before.actions).toContain('new_round');
  const { version } = before;
  expect((await office.post(`${path}/rounds`, { version, note: ' ' })).status).toBe(400);
  const opened = await office.post(`${path}/rounds`, { version, note: '群众反映又停水' });
  const detail = opened.json<IncidentDetail>();
  expect(detail).toMatchObject({ round: 2, late: false });
  expect(detail.actions).toContain('answer');
  expect(detail.statutoryDue).toMatchObject({ rule: 'DL-03', round: 2, state: 'open', presumed: null });
  expect(detail.statutoryDue?.name).toContain('（第 2 轮）');
  expect(detail.timeline.at(-1)?.text ?? '').toBeTruthy();
  expect(detail.timeline.map(({ text }) => text)).toContain('第 2 轮：人工开启新一轮');
  expect((await office.post(`${path}/rounds`, { version: detail.version, note: '又' })).status).toBe(422);
  const { rounds } = (await office.get(`${path}/stages`)).json<IncidentStages>();
  expect(rounds[1]).toMatchObject({ number: 2, note: '群众反映又停水', answeredAt: null, late: null });
  expect(rounds[1]?.stages.map(({ name, ongoing }) => [name, ongoing])).toEqual([['签收至回应', true]]);
});

it('is shown to nobody who may not know of the matter', async () => {
  const { incident } = await lateMatter();
  const other = await api.as('liaison', OTHER_UNIT);
  expect((await other.get(`/api/v1/incidents/${incident.id}/stages`)).status).toBe(404);
  const { version } = await api.database.source.manager.findOneByOrFail(IncidentRow, { id: incident.id });
  const own = await api.as('liaison', UNIT);
  const asked = await own.post(`/api/v1/incidents/${incident.id}/rounds`, { version, note: '又停水' });
  expect(asked.status).toBe(403);
});

it('says of a year whose holidays are not published what holds until then, and takes them from the city', async () => {
  const years = async () => (await office.get('/api/v1/calendar')).json<CalendarView>().years;
  expect(await years()).toEqual([
    { year: 2026, known: true, note: null },
    { year: 2027, known: false, note: '2027 年节假日安排尚未公布，暂按周一至周五计算' },
  ]);
  const monitor = await api.as('monitor', '市委宣传部');
  const body = {
    day: '2027-10-01',
    to: '2027-10-07',
    reason: '国庆节',
    basis: '国办发明电〔2026〕1号',
  };
  const edits = [{ kind: 'calendar', key: null, body, expectedRevision: null }];
  const form = { title: '2027年国庆节', reason: '国务院办公厅通知', edits, submit: true, dryRunId: null };
  const made = await office.post('/api/v1/directory/changes', form);
  expect(made.status).toBe(201);
  const { id, version } = made.json<{ id: string; version: number }>();
  const approved = await monitor.post(`/api/v1/directory/changes/${id}/approve`, { version, note: '属实' });
  expect(approved.status).toBeLessThan(300);
  expect((await years())[1]).toEqual({ year: 2027, known: true, note: null });
});
