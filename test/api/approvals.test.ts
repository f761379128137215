import { IncidentRow } from '#incidents/service';
import type {
  ApprovalView,
  FactsView,
  NightApprovalView,
  SecondPerson,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { handedIn as handIn, WORDS } from './handed-in.js';
import { OTHER_UNIT, UNIT, type Matter } from './world.js';

const OFFICE = '市政府办公室';
const PUBLICITY = '市委宣传部';

describe('facts and approval over HTTP', () => {
  let api: TestApi;
  let writer: Client;
  let writerLogin: string;
  let other: Client;
  let leader: Client;
  let office: Client;
  let monitor: Client;
  let officeLeader: Client;

  beforeAll(async () => {
    api = await createTestApi();
    writerLogin = await api.account('liaison', UNIT);
    writer = api.nobody();
    await writer.logIn(writerLogin);
    other = await api.as('liaison', OTHER_UNIT);
    leader = await api.as('leader', UNIT);
    office = await api.as('office', OFFICE);
    monitor = await api.as('monitor', PUBLICITY);
    officeLeader = await api.as('leader', OFFICE);
  });
  beforeEach(() => api.clock.set(MORNING));
  afterAll(() => api.close());

  const rows = () => api.database.source.manager;

  const handedIn = (units: string[], given: Partial<IncidentRow> = {}) =>
    handIn(api, writerLogin, units, given);
  const view = async (id: string, who = office) =>
    (await who.get(`/api/v1/responses/${id}/approval`)).json<ApprovalView>();
  const seen = async (id: string) => {
    const { version, edition } = await view(id);
    return { version, edition };
  };
  const step = async (id: string, what: string, who: Client, body: object) =>
    who.post(`/api/v1/responses/${id}/${what}`, { ...(await seen(id)), ...body });
  const facts = async (matter: Matter, who = office) =>
    (await who.get(`/api/v1/incidents/${matter.incident.id}/facts`)).json<FactsView>();

  it('two departments with different figures: neither agrees its way out, the coordinator decides', async () => {
    const matter = await handedIn([UNIT, OTHER_UNIT]);
    const path = `/api/v1/incidents/${matter.incident.id}/facts`;
    const table = await facts(matter, other);
    expect(table).toMatchObject({ needed: true, mine: [OTHER_UNIT], mayAdd: true, mayRule: false, open: 2 });
    const hurt = table.rows.find(({ label }) => label === '受伤人数')!;
    expect(hurt).toMatchObject({ proposed: '3人', origin: 'text', inForce: null, open: 'unconfirmed' });

    const all = table.rows.map(({ id, proposed }) => ({ factId: id, value: proposed! }));
    expect((await writer.post(`${path}/confirm`, { unit: UNIT, seen: all })).status).toBe(200);
    const told = { unit: OTHER_UNIT, value: '2人', source: '街道走访' };
    expect((await writer.post(`${path}/${hurt.id}/statements`, told)).status).toBe(403);
    const differs = (await other.post(`${path}/${hurt.id}/statements`, told)).json<FactsView>();
    expect(differs.rows.find(({ id }) => id === hurt.id)).toMatchObject({ open: 'differ', inForce: null });
    const time = table.rows.find(({ kind }) => kind === 'time')!;
    await other.post(`${path}/confirm`, {
      unit: OTHER_UNIT,
      seen: [{ factId: time.id, value: time.proposed }],
    });

    const said = await step(matter.id, 'agreement', other, { unit: OTHER_UNIT, agrees: true, comment: '' });
    expect(said.json<ApprovalView>()).toMatchObject({ state: 'aligning', may: { agreeFor: [] } });
    const early = await step(matter.id, 'wording', office, { reason: '时间紧' });
    expect(early.json()).toMatchObject({ code: 'facts_differ' });
    expect(early.text).toContain(`${OTHER_UNIT}填2人`);

    const direct = { url: 'https://www.example.gov.cn/1', at: MORNING.toISOString() };
    const incident = await rows().findOneByOrFail(IncidentRow, { id: matter.incident.id });
    const bare = await office.post(`/api/v1/incidents/${incident.id}/answer`, {
      ...direct,
      version: incident.version,
    });
    expect(bare.json()).toMatchObject({ code: 'facts_differ' });

    const ruling = { value: '3人', reason: '以医院接诊记录为准' };
    expect((await other.post(`${path}/${hurt.id}/ruling`, ruling)).status).toBe(403);
    const ruled = (await office.post(`${path}/${hurt.id}/ruling`, ruling)).json<FactsView>();
    expect(ruled.open).toBe(0);
    expect(ruled.rows.find(({ id }) => id === hurt.id)?.ruling).toMatchObject({
      unit: OFFICE,
      said: expect.arrayContaining([{ unit: OTHER_UNIT, value: '2人' }]) as object,
    });
    expect(await view(matter.id)).toMatchObject({ state: 'in_approval' });
    const detail = await office.get(`/api/v1/incidents/${matter.incident.id}`);
    expect(detail.text).toContain('裁定“受伤人数”为3人');
  });

  it('a leader has what waits in one list, reads what the decision rests on, and signs', async () => {
    const { id, incident } = await handedIn([UNIT]);
    const list = async (who: Client) =>
      (await who.get('/api/v1/approvals'))
        .json<{ items: ApprovalView[] }>()
        .items.map((one) => one.responseId);
    expect(await list(leader)).toContain(id);
    expect(await list(other)).not.toContain(id);
    // Who signs for the city reads the matter, though the office has no duty in it.
    expect((await officeLeader.get(`/api/v1/incidents/${incident.id}`)).status).toBe(200);
    expect(await list(officeLeader)).toContain(id);
    const card = await view(id, leader);
    expect(card.matter).toHaveLength(3);
    expect(card).toMatchObject({
      text: WORDS,
      seats: [
        { seat: 'unit', signed: null },
        { seat: 'city', units: [OFFICE, PUBLICITY] },
      ],
      may: { sign: true, record: [], emergency: false, whyNot: null },
    });
    expect(card.dueAt).toBe('2026-11-23T09:00:00.000+08:00');
    const count = async () =>
      (await leader.get('/api/v1/approvals/count')).json<{ waiting: number }>().waiting;
    const before = await count();
    const signed = await step(id, 'approval', leader, { agree: true, note: '同意' });
    expect(signed.json<ApprovalView>()).toMatchObject({
      state: 'in_approval',
      may: { sign: false },
      seats: [{ signed: { way: 'dashboard', note: '同意', holds: true } }, { signed: null }],
    });
    expect(await count()).toBe(before - 1);
    expect((await step(id, 'approval', leader, { agree: true, note: '' })).json()).toMatchObject({
      code: 'signed_already',
    });
    expect((await step(id, 'approval', monitor, { agree: true, note: '' })).json()).toMatchObject({
      state: 'approved',
    });
    const stale = { version: 1, edition: 1, agree: true, note: '' };
    expect((await office.post(`/api/v1/responses/${id}/approval`, stale)).json()).toMatchObject({
      code: 'stale',
    });
  });

  it('by telephone: the one who was asked signs later, or says that it is not so', async () => {
    const { id } = await handedIn([UNIT], { opinionLevel: '较大' });
    const people = (await writer.get(`/api/v1/responses/${id}/approval/people?seat=unit`)).json<{
      items: SecondPerson[];
    }>().items;
    expect(people.map(({ unit, role }) => [unit, role])).toEqual([[UNIT, '负责人账号']]);
    const call = {
      seat: 'unit',
      secondId: people[0]!.id,
      post: '副局长',
      said: '同意',
      calledAt: MORNING.toISOString(),
    };
    expect((await step(id, 'approval/phone', other, call)).status).toBe(404);
    expect((await step(id, 'approval/phone', leader, call)).status).toBe(403);
    const done = (await step(id, 'approval/phone', writer, call)).json<ApprovalView>();
    expect(done).toMatchObject({ state: 'approved', seats: [{ signed: { way: 'phone' } }] });
    const [night] = (await leader.get('/api/v1/night/approvals')).json<{ items: NightApprovalView[] }>()
      .items;
    expect(night).toMatchObject({ what: 'response_approval', mine: true });
    const denied = await leader.post(`/api/v1/night/approvals/${night!.id}/countersign`, {
      agree: false,
      note: '没有接到电话',
    });
    expect(denied.json()).toMatchObject({ state: 'denied', undone: true });
    expect(await view(id)).toMatchObject({ state: 'drafting', history: [{ denied: true, holds: false }] });
  });

  it('on paper: a photo counts and can be looked at again; what is no paper is refused', async () => {
    const { id } = await handedIn([UNIT], { opinionLevel: '较大' });
    const paper = {
      seat: 'unit',
      name: '李大力',
      post: '局长',
      signedAt: MORNING.toISOString(),
      fileName: '签字页.png',
    };
    const text = Buffer.from('hello').toString('base64');
    expect((await step(id, 'approval/paper', writer, { ...paper, base64: text })).status).toBe(400);
    const png = Buffer.from('\x89PNG\r\n\x1a\n123', 'latin1');
    const done = await step(id, 'approval/paper', writer, { ...paper, base64: png.toString('base64') });
    const { state, seats } = done.json<ApprovalView>();
    expect([state, seats[0]?.signed?.signer]).toEqual(['approved', '李大力（局长）']);
    const file = `/api/v1/responses/${id}/approval/files/${seats[0]!.signed!.id}`;
    const kept = await leader.get(file);
    expect([kept.status, kept.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await other.get(file)).status).toBe(404);
  });

  it('who is kept from a matter sees nothing of its texts, facts and signatures', async () => {
    const { id, incident } = await handedIn([UNIT], { recused: [OFFICE] });
    for (const path of [`/api/v1/responses/${id}/approval`, `/api/v1/incidents/${incident.id}/facts`]) {
      expect((await officeLeader.get(path)).status).toBe(404);
      expect((await office.get(path)).status).toBe(404);
    }
    const list = (await officeLeader.get('/api/v1/approvals?state=all')).text;
    expect(list).not.toContain(id);
    // The publicity department signs for the city.
    expect((await view(id, monitor)).seats[1]?.units).toEqual([PUBLICITY]);
  });

  it('the emergency path is open at night only, and shows red until signed', async () => {
    const { id } = await handedIn([UNIT]);
    const reason = { reason: '谣言扩散，不能等' };
    expect((await step(id, 'approval/emergency', office, reason)).json()).toMatchObject({
      code: 'not_emergency',
    });
    const night = new Date('2026-11-23T19:00:00+08:00');
    api.clock.set(night);
    // A session ends with the day; the people stay.
    await rows().query(`update session set expires_at = $1, last_seen_at = $2`, ['2026-12-01', night]);
    expect(await view(id)).toMatchObject({ may: { emergency: true } });
    const opened = (await step(id, 'approval/emergency', office, reason)).json<ApprovalView>();
    expect(opened).toMatchObject({ state: 'approved', emergency: { settledAt: null, late: false } });
    expect(opened.emergency?.dueAt).toBe('2026-11-24T10:00:00.000+08:00');
    expect((await view(id, leader)).may.sign).toBe(true);
  });

  it('waits for the same people in the count, in the list and by itself, whatever became of each text', async () => {
    // One more that departments agree on.
    await handedIn([UNIT, OTHER_UNIT], { opinionLevel: '一般' });
    const waiting: number[] = [];
    for (const who of [writer, other, leader, office, monitor, officeLeader]) {
      const views = async (state: string) =>
        (await who.get(`/api/v1/approvals?state=${state}`)).json<{ items: ApprovalView[] }>().items;
      const asked = (await views('all')).filter(({ may }) => may.sign || may.agreeFor.length > 0);
      const ids = (list: ApprovalView[]) => list.map(({ responseId }) => responseId).sort();
      expect(ids(await views('mine'))).toEqual(ids(asked));
      const count = (await who.get('/api/v1/approvals/count')).json<{ waiting: number }>().waiting;
      expect(count).toBe(asked.length);
      waiting.push(count);
    }
    // Nobody who has signed, and nobody who wrote, waits for themselves; the others do.
    expect(waiting.map((count) => count > 0)).toEqual([false, true, true, true, true, true]);
  });
});
