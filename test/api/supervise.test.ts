import type {
  DutyUrging,
  Page,
  SupervisionView,
  UrgedView,
  WatchedView,
} from '../../apps/api/src/contract/index.js';
import { strFromU8, unzipSync } from 'fflate';
import { AnnouncementRow, AssignmentRow, IncidentLogRow, IncidentRow } from '#incidents/service';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeDuty, MORNING } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, tell, UNIT, type Matter } from './world.js';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(MORNING.getTime() + hours * HOUR).toISOString();

describe('urging, supervising, watching', () => {
  let api: TestApi;
  let office: Client;
  let second: Client;
  let unit: Client;
  let matter: Matter;

  beforeAll(async () => {
    api = await createTestApi();
    office = await api.as('office', '市政府办公室');
    second = await api.as('office', '市政府办公室');
    unit = await api.as('liaison', UNIT);
  });
  beforeEach(async () => {
    api.clock.set(MORNING);
    matter = await makeMatter(api, '东街', UNIT);
  });
  afterAll(() => api.close());

  const rows = () => api.database.source.manager;
  /** A session ends with the day; time goes on and the people stay. */
  async function pass(hours: number): Promise<void> {
    api.clock.advance(hours * HOUR);
    await rows().query(`update session set expires_at = $1, last_seen_at = $2`, [
      at(24 * 30),
      api.clock.now(),
    ]);
  }
  const announced = (incident: IncidentRow) =>
    rows().find(AnnouncementRow, { where: { incidentId: incident.id }, order: { createdAt: 'ASC' } });
  const log = async (incident: IncidentRow) =>
    (await rows().find(IncidentLogRow, { where: { incidentId: incident.id }, order: { id: 'ASC' } })).map(
      ({ type }) => type,
    );
  const urge = (body: object, who = office) => who.post(`/api/v1/incidents/${matter.incident.id}/urge`, body);

  describe('urging', () => {
    it('goes to liaison and handler, the second time to the leader in charge too, at most once in ten minutes', async () => {
      const first = await urge({ units: [UNIT], note: '请即签收，电话 13812345678' });
      expect(first.status).toBe(200);
      expect(first.json<UrgedView>()).toEqual({
        urged: [{ assignmentId: matter.duty.id, unit: UNIT, round: 1 }],
        passed: [],
      });
      expect((await announced(matter.incident)).map((row) => [row.template, row.audience])).toEqual([
        ['urged', 'liaison_and_handler'],
      ]);
      const again = await urge({ units: [UNIT] });
      expect(again.status).toBe(422);
      expect(again.json()).toMatchObject({ code: 'urged_just_now' });
      api.clock.advance(11 * 60_000);
      expect((await urge({ units: [UNIT] }, second)).json<UrgedView>().urged[0]?.round).toBe(2);
      expect((await announced(matter.incident)).map((row) => row.audience).sort()).toEqual([
        'charge_leader',
        'liaison_and_handler',
        'liaison_and_handler',
      ]);
      const { items } = (await unit.get(`/api/v1/duties/urgings?ids=${matter.duty.id}`)).json<
        Page<DutyUrging>
      >();
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ count: 2, supervision: null });
      const [told] = await rows().find(IncidentLogRow, {
        where: { incidentId: matter.incident.id, type: 'duty.urged' },
        order: { id: 'ASC' },
      });
      expect(String(told?.data['reason'])).not.toContain('13812345678');
    });

    it('of a whole incident reaches every unit that is late, and nobody else', async () => {
      await makeDuty(rows(), matter.incident, {
        unit: OTHER_UNIT,
        roles: ['first_responsible'],
        signDueAt: new Date(at(9)),
      });
      const early = await urge({});
      expect(early.json()).toMatchObject({ code: 'nobody_late' });
      await pass(5);
      expect((await urge({})).json<UrgedView>().urged.map((one) => one.unit)).toEqual([UNIT]);
    });

    it('of chosen duties passes over what needs none, and says why', async () => {
      const signed = await makeMatter(api, '西街', OTHER_UNIT);
      await rows().update(AssignmentRow, { id: signed.duty.id }, { state: 'signed', signedAt: MORNING });
      await rows().update(IncidentRow, { id: signed.incident.id }, { state: 'answered' });
      const answer = await office.post('/api/v1/duties/urge', {
        ids: [matter.duty.id, signed.duty.id],
        note: '',
      });
      const { urged, passed } = answer.json<UrgedView>();
      expect(urged.map((one) => one.assignmentId)).toEqual([matter.duty.id]);
      expect(passed).toEqual([
        {
          assignmentId: signed.duty.id,
          unit: OTHER_UNIT,
          reason: expect.stringContaining('无须催办') as string,
        },
      ]);
    });

    it('is not for units, and shows nothing of other units to them', async () => {
      expect((await urge({ units: [UNIT] }, unit)).status).toBe(403);
      await urge({ units: [UNIT] });
      const other = await api.as('liaison', OTHER_UNIT);
      const { items } = (await other.get(`/api/v1/duties/urgings?ids=${matter.duty.id}`)).json<
        Page<DutyUrging>
      >();
      expect(items).toEqual([]);
    });
  });

  describe('a supervision order', () => {
    const form = (given: object = {}) => ({
      title: '关于督促办理停水舆情的督办单',
      cause: '该舆情已过签收时限，至今未签收。',
      urgency: 'urgent',
      parts: [{ assignmentId: matter.duty.id, requirement: '立即签收并报送初报', dueAt: at(24) }],
      ...given,
    });
    const draft = async (given: object = {}) =>
      (await office.post('/api/v1/supervisions', form(given))).json<SupervisionView>();
    const step = (who: Client, id: string, name: string, body: object) =>
      who.post(`/api/v1/supervisions/${id}/${name}`, body);

    it('is drafted by one, issued by another with its number, answered, sent back, closed', async () => {
      const sheet = await draft();
      expect(sheet).toMatchObject({ number: null, state: 'drafted', issuer: '市政府办公室' });
      expect(sheet.actions).not.toContain('issue');
      expect((await unit.get(`/api/v1/supervisions/${sheet.id}`)).status).toBe(404);
      const own = await step(office, sheet.id, 'issue', { version: 1 });
      expect(own.json()).toMatchObject({ code: 'needs_second' });
      const issued = (await step(second, sheet.id, 'issue', { version: 1 })).json<SupervisionView>();
      expect(issued.number).toMatch(/^.舆督〔2026〕\d+号$/);
      expect((await announced(matter.incident)).map((row) => row.audience).sort()).toEqual([
        'charge_leader',
        'liaison_and_handler',
      ]);
      const [part] = issued.parts;
      const path = `parts/${part?.id ?? ''}`;
      const answered = await step(unit, sheet.id, `${path}/answer`, { text: '已核实，正在抢修。' });
      expect(answered.json<SupervisionView>()).toMatchObject({ state: 'answered' });
      const back = await step(office, sheet.id, `${path}/return`, {
        version: answered.json<SupervisionView>().version,
        note: '请写明恢复时间。',
        dueAt: at(30),
      });
      expect(back.json<SupervisionView>()).toMatchObject({ state: 'issued' });
      const again = await step(unit, sheet.id, `${path}/answer`, { text: '今晚八时前恢复。' });
      const closed = await step(office, sheet.id, 'close', {
        version: again.json<SupervisionView>().version,
        note: '情况属实',
      });
      expect(closed.json<SupervisionView>()).toMatchObject({ state: 'closed', settledNote: '情况属实' });
      expect((await log(matter.incident)).filter((type) => type.startsWith('supervision.'))).toEqual([
        'supervision.issued',
        'supervision.answered',
        'supervision.returned',
        'supervision.answered',
        'supervision.closed',
      ]);
    });

    it('supervises several units jointly, each with its own time; numbers have no gaps', async () => {
      const other = await makeDuty(rows(), matter.incident, { unit: OTHER_UNIT });
      const parts = [
        { assignmentId: matter.duty.id, requirement: '抢修管网', dueAt: at(24) },
        { assignmentId: other.id, requirement: '安排送水', dueAt: at(6) },
      ];
      const sheet = await draft({ parts });
      const issued = (await step(second, sheet.id, 'issue', { version: 1 })).json<SupervisionView>();
      const seen = (await unit.get(`/api/v1/supervisions/${sheet.id}`)).json<SupervisionView>();
      expect(seen.parts.map((part) => [part.unit, part.actions])).toEqual([
        [OTHER_UNIT, []],
        [UNIT, ['answer']],
      ]);
      const other2 = await makeMatter(api, '南街', UNIT);
      const next = await draft({
        parts: [{ assignmentId: other2.duty.id, requirement: '签收', dueAt: at(8) }],
      });
      const second2 = (await step(second, next.id, 'issue', { version: 1 })).json<SupervisionView>();
      const count = (number: string | null) => Number(/〕(\d+)号/.exec(number ?? '')?.[1]);
      expect(count(second2.number) - count(issued.number)).toBe(1);
      const twice = await office.post('/api/v1/supervisions', form());
      expect(twice.json()).toMatchObject({ code: 'supervised_already' });
    });

    it('is read on paper with the fields of a supervision order', async () => {
      const sheet = await draft();
      await step(second, sheet.id, 'issue', { version: 1 });
      const { manager } = api.database.source;
      expect(await manager.countBy(IncidentRow, { id: matter.incident.id })).toBe(1);
      const file = await fetch(`${api.url}/api/v1/supervisions/${sheet.id}/order.docx`, {
        headers: { cookie: office.cookie ?? '' },
      });
      const xml = strFromU8(
        unzipSync(new Uint8Array(await file.arrayBuffer()))['word/document.xml'] ?? new Uint8Array(),
      );
      for (const words of ['加急', '清岚论坛', '立即签收并报送初报', '办理情况', UNIT, '不得寻找发帖人'])
        expect(xml).toContain(words);
      expect(xml).not.toContain('forum.example');
    });

    it('is taken back with a reason; the duty may be supervised again then', async () => {
      const sheet = await draft();
      const issued = (await step(second, sheet.id, 'issue', { version: 1 })).json<SupervisionView>();
      const back = await step(office, sheet.id, 'withdraw', { version: issued.version, reason: '已签收' });
      expect(back.json<SupervisionView>()).toMatchObject({ state: 'withdrawn', settledNote: '已签收' });
      expect((await draft()).state).toBe('drafted');
    });

    it('is issued by the leader of the office, who sees the matter for it', async () => {
      const leader = await api.as('leader', '市政府办公室');
      expect((await leader.get(`/api/v1/incidents/${matter.incident.id}`)).status).toBe(404);
      const sheet = await draft();
      expect((await leader.get(`/api/v1/incidents/${matter.incident.id}`)).status).toBe(200);
      expect((await step(leader, sheet.id, 'issue', { version: 1 })).status).toBe(200);
      const stranger = await api.as('leader', OTHER_UNIT);
      const draft2 = await makeMatter(api, '北街', OTHER_UNIT);
      const own = await draft({
        parts: [{ assignmentId: draft2.duty.id, requirement: '签收', dueAt: at(8) }],
      });
      expect((await step(stranger, own.id, 'issue', { version: 1 })).status).toBe(404);
    });

    it('is listed by due time, with filters; recused units see nothing of it', async () => {
      const sheet = await draft();
      await step(second, sheet.id, 'issue', { version: 1 });
      const list = async (who: Client, query = '') =>
        (await who.get(`/api/v1/supervisions?incident=${matter.incident.id}${query}`)).json<
          Page<SupervisionView>
        >().items;
      expect((await list(unit)).map((one) => one.id)).toEqual([sheet.id]);
      expect(await list(office, '&late=true')).toEqual([]);
      await pass(25);
      expect((await list(office, '&late=true')).map((one) => one.late)).toEqual([true]);
      await rows().update(IncidentRow, { id: matter.incident.id }, { recused: [UNIT] });
      expect(await list(unit)).toEqual([]);
      expect(await list(office, '&state=closed')).toEqual([]);
    });

    it('refuses what cannot be: past times, closed matters, the office itself', async () => {
      const past = await office.post(
        '/api/v1/supervisions',
        form({ parts: [{ assignmentId: matter.duty.id, requirement: '签收', dueAt: at(-1) }] }),
      );
      expect(past.json()).toMatchObject({ code: 'due_in_past' });
      await rows().update(IncidentRow, { id: matter.incident.id }, { state: 'closed' });
      const closed = await office.post('/api/v1/supervisions', form());
      expect(closed.json()).toMatchObject({ code: 'incident_closed' });
    });
  });

  describe('the watch list', () => {
    const watches = async (who: Client) =>
      (await who.get('/api/v1/watches'))
        .json<{ items: WatchedView[] }>()
        .items.filter((one) => one.incidentId === matter.incident.id);
    const put = (who: Client, body: object = {}) =>
      who.ask('PUT', `/api/v1/incidents/${matter.incident.id}/watch`, { body });
    const listed = async (who: Client, whose: string) =>
      (await who.get(`/api/v1/incidents?watched=${whose}`))
        .json<Page<{ id: string }>>()
        .items.map(({ id }) => id);

    it('is one’s own, counts what others did since, and can be shared by the office', async () => {
      const kept = await put(unit, { note: '跟进，张三电话13800000000', until: null });
      expect([kept.status, kept.json()]).toEqual([
        200,
        {
          incidentId: matter.incident.id,
          shared: false,
          note: expect.stringMatching(/^跟进.*\*/),
          until: null,
        },
      ]);
      expect((await put(unit, { note: '跟进', until: null })).status).toBe(200);
      expect(await watches(unit)).toMatchObject([
        { incidentId: matter.incident.id, shared: false, note: '跟进', changes: 0 },
      ]);
      expect(await listed(unit, 'me')).toContain(matter.incident.id);
      expect(await watches(office)).toEqual([]);
      await urge({ units: [UNIT] });
      expect((await watches(unit))[0]?.changes).toBe(1);
      const seen = await unit.post(`/api/v1/incidents/${matter.incident.id}/watch/seen`);
      expect([seen.status, seen.json()]).toEqual([200, { changes: 0 }]);
      expect((await watches(unit))[0]?.changes).toBe(0);
      expect((await put(unit, { shared: true })).status).toBe(403);
      expect((await unit.get('/api/v1/incidents?watched=office')).status).toBe(403);
      expect((await put(office, { shared: true })).status).toBe(200);
      expect(await listed(second, 'office')).toContain(matter.incident.id);
      expect(await log(matter.incident)).toContain('watch.shared');
    });

    it('ends by itself after its last day, and when it is taken off', async () => {
      await put(unit, { until: '2026-11-23' });
      expect(await watches(unit)).toHaveLength(1);
      await pass(24);
      expect(await watches(unit)).toEqual([]);
      expect(await listed(unit, 'me')).not.toContain(matter.incident.id);
      await put(unit, { until: null });
      await unit.ask('DELETE', `/api/v1/incidents/${matter.incident.id}/watch`);
      expect(await watches(unit)).toEqual([]);
    });

    it('shows nothing that may not be seen any more', async () => {
      await put(unit);
      await rows().update(IncidentRow, { id: matter.incident.id }, { recused: [UNIT] });
      await tell(api, matter.incident, 'item.added');
      expect(await watches(unit)).toEqual([]);
    });
  });
});
