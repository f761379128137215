import { AnnouncementRow, DeadlineRow, IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { publicationsDue } from '#respond/service';
import type {
  CommitmentView,
  ConferenceView,
  IncidentCommitments,
  Page,
  PublicationDetail,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { addOutlets, detail, HOUR, makeText, OWNER, register, sign } from './publishing.js';
import { OTHER_UNIT, UNIT } from './world.js';

let api: TestApi;
let office: Client;
let owner: Client;
let leader: Client;
let unit: Client;

const HOLDING =
  '我市已成立联合调查组，正在对东湖街道停水问题开展调查核实，11月25日前将向社会公布调查结果，请广大市民理解和支持。';
const ADDRESS = 'https://www.qinglan.example/1.html';
const DUE = '2026-11-25T23:59:59+08:00';

beforeAll(async () => {
  api = await createTestApi();
  await addOutlets(api, 'www.qinglan.example');
  office = await api.as('office', '市政府办公室');
  owner = await api.as('liaison', OWNER);
  leader = await api.as('leader', UNIT);
  unit = await api.as('liaison', UNIT);
});
afterAll(() => api.close());
beforeEach(() => api.clock.set(MORNING));

const manager = () => api.database.source.manager;
const incidentOf = (id: string) => manager().findOneByOrFail(IncidentRow, { id });

/** A holding answer that promises the result by the 25th. */
async function promised(): Promise<{ incidentId: string; commitment: CommitmentView }> {
  const { incident, response } = await makeText(api, { text: HOLDING });
  const due = await sign(api, leader, response);
  const commitments = [{ what: '公布调查结果', dueAt: DUE, unit: UNIT }];
  const done = await register(owner, due, ADDRESS, { commitments });
  if (done.status !== 200) throw new Error(done.text);
  return { incidentId: incident.id, commitment: (await of(incident.id)).items[0] as CommitmentView };
}
const of = async (incidentId: string) =>
  (await office.get(`/api/v1/incidents/${incidentId}/commitments`)).json<IncidentCommitments>();
const settle = (client: Client, { id, version }: CommitmentView, outcome: object) =>
  client.post(`/api/v1/commitments/${id}/settle`, { version, ...outcome });
const move = (client: Client, { id, version }: CommitmentView, dueAt: string) =>
  client.post(`/api/v1/commitments/${id}/move`, {
    version,
    dueAt,
    reason: '检测报告需多方复核',
    url: 'https://www.qinglan.example/2.html',
  });

describe('a holding answer', () => {
  it('counts as the first and must promise when more is told; the promise is proposed from its words', async () => {
    const { incident, response } = await makeText(api, { text: HOLDING });
    const due = await sign(api, leader, response);
    const shown = await detail(owner, due.id);
    expect(shown).toMatchObject({
      nature: 'holding',
      promises: [{ dueAt: '2026-11-25T23:59:59.000+08:00', unit: UNIT }],
    });
    const bare = await register(owner, due, ADDRESS);
    expect(bare.json()).toMatchObject({ code: 'commitment_missing' });
    const past = [{ what: '公布调查结果', dueAt: '2026-11-22T10:00:00+08:00', unit: UNIT }];
    expect((await register(owner, due, ADDRESS, { commitments: past })).json()).toMatchObject({
      code: 'commitment_in_past',
    });
    expect((await incidentOf(incident.id)).state).not.toBe('answered');
    const done = await register(owner, due, ADDRESS, {
      commitments: [{ what: '公布调查结果', dueAt: DUE, unit: UNIT }],
    });
    expect(done.json<PublicationDetail>()).toMatchObject({
      countsAs: 'first',
      countsWhy: '阶段性回应计为首次回应，须登记后续承诺。',
    });
    expect((await incidentOf(incident.id)).state).toBe('following_up');
    const told = await manager().findBy(AnnouncementRow, {
      incidentId: incident.id,
      template: 'commitment_made',
    });
    expect(told.map((row) => row.unit)).toEqual([UNIT]);
  });
});

describe('a promise', () => {
  it('that is kept with a proof lets the matter rest; what is settled stays so', async () => {
    const { incidentId, commitment } = await promised();
    const mine = (await unit.get('/api/v1/commitments?state=open')).json<Page<CommitmentView>>();
    expect(mine.items.find(({ id }) => id === commitment.id)).toMatchObject({ actions: ['settle', 'move'] });
    const stranger = await api.as('liaison', OTHER_UNIT);
    expect((await stranger.get('/api/v1/commitments')).json<Page<CommitmentView>>().items).toEqual([]);
    expect((await settle(stranger, commitment, { as: 'broken', reason: '不办了' })).status).toBe(404);

    const bare = await settle(unit, commitment, { as: 'kept', proofUrl: null, text: '' });
    expect(bare.json()).toMatchObject({ code: 'no_proof' });
    expect(
      (await settle(unit, commitment, { as: 'kept', proofUrl: 'javascript:1', text: '' })).json(),
    ).toMatchObject({
      code: 'bad_url',
    });
    const kept = await settle(unit, commitment, {
      as: 'kept',
      proofUrl: 'https://www.qinglan.example/3.html',
      text: '调查结果已公布，联系电话 13800000000。',
    });
    expect(kept.json<CommitmentView>()).toMatchObject({ state: 'kept', actions: [] });
    expect(kept.text).not.toContain('13800000000');
    expect((await incidentOf(incidentId)).state).toBe('answered');
    const again = await settle(unit, kept.json<CommitmentView>(), { as: 'broken', reason: '重复' });
    expect(again.json()).toMatchObject({ code: 'commitment_settled' });
  });

  it('is moved once, with a reason for the public, and not earlier', async () => {
    const { commitment } = await promised();
    expect((await move(unit, commitment, '2026-11-24T12:00:00+08:00')).json()).toMatchObject({
      code: 'commitment_not_later',
    });
    const moved = (await move(unit, commitment, '2026-11-28T18:00:00+08:00')).json<CommitmentView>();
    expect(moved).toMatchObject({
      dueAt: '2026-11-28T18:00:00.000+08:00',
      movedFrom: '2026-11-25T23:59:59.000+08:00',
      movedReason: '检测报告需多方复核',
      actions: ['settle'],
    });
    expect((await move(unit, moved, '2026-11-30T18:00:00+08:00')).json()).toMatchObject({
      code: 'commitment_moved',
    });
  });

  it('that is not kept says why; one entered by mistake is taken back by the office alone', async () => {
    const first = await promised();
    const broken = await settle(unit, first.commitment, { as: 'broken', reason: '设备未到货' });
    expect(broken.json<CommitmentView>()).toMatchObject({ state: 'broken', outcome: '设备未到货' });
    const second = await promised();
    const wrong = { as: 'withdrawn', reason: '重复登记' };
    expect((await settle(unit, second.commitment, wrong)).status).toBe(403);
    expect((await settle(office, second.commitment, wrong)).json<CommitmentView>().state).toBe('withdrawn');
  });

  it('is entered by the office too; a matter that was answered is followed up', async () => {
    const { incident, response } = await makeText(api);
    await register(owner, await sign(api, leader, response), ADDRESS);
    expect((await incidentOf(incident.id)).state).toBe('answered');
    const { version, mayMake } = await of(incident.id);
    expect(mayMake).toBe(true);
    const made = await office.post(`/api/v1/incidents/${incident.id}/commitments`, {
      version,
      what: '更换老旧管道',
      dueAt: '2026-12-31T18:00:00+08:00',
      unit: UNIT,
    });
    expect(made.json<IncidentCommitments>().items).toMatchObject([{ what: '更换老旧管道', state: 'open' }]);
    expect((await incidentOf(incident.id)).state).toBe('following_up');
  });

  it('is reminded of before, at and after its time, each once, first the unit, then the office and its leader', async () => {
    const { incidentId } = await promised();
    const due = new Date(DUE);
    const round = async (hours: number) => {
      const now = new Date(due.getTime() + hours * HOUR);
      await publicationsDue(manager(), now, 'real', readDirectory);
      await publicationsDue(manager(), now, 'real', readDirectory);
      const rows = await manager().find(AnnouncementRow, {
        where: { incidentId },
        order: { createdAt: 'ASC' },
      });
      return rows
        .filter(({ template }) => template !== 'commitment_made' && template.startsWith('commitment_'))
        .map(({ template, audience }) => `${template} ${audience}`);
    };
    expect(await round(-30)).toEqual([]);
    expect(await round(-20)).toEqual(['commitment_near liaison_and_handler']);
    expect((await round(1)).slice(1).sort()).toEqual([
      'commitment_due liaison_and_handler',
      'commitment_due office',
    ]);
    expect((await round(30)).slice(3).sort()).toEqual([
      'commitment_overdue charge_leader',
      'commitment_overdue liaison_and_handler',
      'commitment_overdue office',
    ]);
    expect(await round(300)).toHaveLength(6);
    const late = (await office.get('/api/v1/commitments?late=true')).json<Page<CommitmentView>>();
    expect(late.items).toEqual([]);
  });

  it('of a text that is late to come out: the owner hears with a fifth of the time left, and when it is up the office', async () => {
    const { incident, response } = await makeText(api);
    await sign(api, leader, response);
    const round = async (hours: number) => {
      const now = new Date(MORNING.getTime() + hours * HOUR);
      await publicationsDue(manager(), now, 'real', readDirectory);
      const rows = await manager().findBy(AnnouncementRow, { incidentId: incident.id });
      return rows
        .filter(({ template }) => /publication_(near|overdue)/.test(template))
        .map(({ template, unit: of, audience }) => `${template} ${of} ${audience}`)
        .sort();
    };
    expect(await round(3)).toEqual([]);
    expect(await round(3.5)).toEqual([`publication_near ${OWNER} liaison_and_handler`]);
    expect(await round(4)).toEqual([
      `publication_near ${OWNER} liaison_and_handler`,
      `publication_overdue ${OWNER} charge_leader`,
      `publication_overdue ${OWNER} liaison_and_handler`,
      'publication_overdue 市政府办公室 office',
    ]);
  });
});

describe('a press conference', () => {
  const plan = (version: number, given: object = {}) => ({
    version,
    form: 'press_conference',
    startsAt: '2026-11-23T15:00:00+08:00',
    place: '市政府新闻发布厅',
    host: 'principal',
    hostUnit: UNIT,
    units: [UNIT, OTHER_UNIT],
    points: '一、事件经过\n二、处置情况',
    media: 12,
    done: [],
    ...given,
  });
  async function planned(given: object = {}) {
    const { incident } = await makeText(api, {
      rules: ['DL-01', 'DL-02'],
      incident: { eventLevel: 'II', opinionLevel: '重大' },
    });
    const answer = await office.post(
      `/api/v1/incidents/${incident.id}/conferences`,
      plan(incident.version, given),
    );
    return { incident, conference: answer.json<ConferenceView>() };
  }

  it('is planned against the 24 hours with its checklist, held, and settles them alone', async () => {
    const { incident, conference } = await planned();
    expect(conference).toMatchObject({
      state: 'planned',
      dueAt: '2026-11-24T08:30:00.000+08:00',
      tooLate: false,
      media: 12,
    });
    expect(conference.steps.every(({ done }) => !done)).toBe(true);
    const changed = await office.ask('PUT', `/api/v1/conferences/${conference.id}`, {
      body: plan(conference.version, {
        done: ['facts_agreed', 'place_ready'],
        points: '联系记者 13800000000',
      }),
    });
    const view = changed.json<ConferenceView>();
    expect(view.steps.filter(({ done }) => done).map(({ key }) => key)).toEqual([
      'facts_agreed',
      'place_ready',
    ]);
    expect(view.points).not.toContain('13800000000');

    const hold = (at: string) =>
      office.post(`/api/v1/conferences/${conference.id}/hold`, {
        version: view.version,
        at,
        url: null,
        commitments: [],
      });
    expect((await hold('2026-11-23T15:00:00+08:00')).json()).toMatchObject({ code: 'conference_not_begun' });
    api.clock.set(new Date('2026-11-23T16:00:00+08:00'));
    office = await api.as('office', '市政府办公室');
    const held = (await hold('2026-11-23T15:00:00+08:00')).json<ConferenceView>();
    expect(held).toMatchObject({ state: 'held', mayChange: false });
    const rows = await manager().findBy(DeadlineRow, { incidentId: incident.id });
    expect(Object.fromEntries(rows.map(({ rule, state }) => [rule, state]))).toEqual({
      'DL-01': 'open',
      'DL-02': 'met',
    });
    expect(await detail(office, held.publicationId ?? '')).toMatchObject({
      form: 'press_conference',
      countsAs: 'progress',
      owner: '市政府办公室',
      proof: null,
    });
    expect((await incidentOf(incident.id)).state).not.toBe('answered');
  });

  it('that would come after the 24 hours is marked; a cancelled one says why', async () => {
    office = await api.as('office', '市政府办公室');
    const { conference } = await planned({ startsAt: '2026-11-24T10:00:00+08:00' });
    expect(conference.tooLate).toBe(true);
    const path = `/api/v1/conferences/${conference.id}/cancel`;
    const cancelled = await office.post(path, { version: conference.version, reason: '改由省里召开' });
    expect(cancelled.json<ConferenceView>()).toMatchObject({ state: 'cancelled', reason: '改由省里召开' });
    const again = await office.post(path, { version: conference.version + 1, reason: '再次取消' });
    expect(again.json()).toMatchObject({ code: 'conference_settled' });
  });
});
