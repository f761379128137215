import { AccountRow, AuditRow } from '#access/service';
import {
  AssignmentRow,
  IncidentLogRow,
  IncidentRow,
  LevelLoweringRow,
  NightApprovalRow,
  NightApprovals,
  NoticeRow,
  RefusalRow,
} from '#incidents/service';
import { DirectoryChangeRow } from '#jurisdiction/service';
import type {
  ChangeDetail,
  LoweringView,
  NightApprovalView,
  RefusalView,
  SecondPerson,
  SupervisionView,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

const OFFICE = '市政府办公室';
const at = (text: string) => new Date(`2026-11-${text}+08:00`);
const EVENING = at('23T22:10:00');
const night = '/api/v1/night';

let api: TestApi;
let office: Client;
let colleague: Client;
let chief: Client;
let liaison: Client;
let colleagueId: string;
let chiefId: string;

/** Sessions do not outlive a leap of the clock. */
async function moveTo(time: Date): Promise<void> {
  if (api.clock.now().getTime() === time.getTime()) return;
  api.clock.set(time);
  for (const [client, login] of logins) await client.logIn(login);
}
const logins: [Client, string][] = [];
async function person(...given: Parameters<TestApi['account']>): Promise<[Client, string]> {
  const login = await api.account(...given);
  const client = api.nobody();
  await client.logIn(login);
  logins.push([client, login]);
  const { id } = await manager().findOneByOrFail(AccountRow, { login });
  return [client, id];
}
const manager = () => api.database.source.manager;

beforeAll(async () => {
  api = await createTestApi();
  api.clock.set(EVENING);
  [office] = await person('office', OFFICE);
  [colleague, colleagueId] = await person('monitor', '市委宣传部');
  [chief, chiefId] = await person('leader', OFFICE);
  [liaison] = await person('liaison', UNIT);
});
afterAll(() => api.close());
beforeEach(() => moveTo(EVENING));

const people = async (client: Client, what: string, subjectId: string) =>
  (await client.get(`${night}/people?what=${what}&subjectId=${subjectId}`)).json<{ items: SecondPerson[] }>()
    .items;
const proceed = (client: Client, what: string, subjectId: string, version: number, secondId: string) =>
  client.post(`${night}/approvals`, { what, subjectId, version, secondId, post: '副主任', note: '同意先办' });
const countersign = (client: Client, id: string, agree: boolean, note = '') =>
  client.post(`${night}/approvals/${id}/countersign`, { agree, note });
const approvals = async (client: Client, state = 'open') =>
  (await client.get(`${night}/approvals?state=${state}`)).json<{ items: NightApprovalView[] }>().items;
const incidentOf = (id: string) => manager().findOneByOrFail(IncidentRow, { id });
const logOf = async (incidentId: string) =>
  (await manager().find(IncidentLogRow, { where: { incidentId }, order: { id: 'ASC' } })).map(
    ({ type }) => type,
  );
const told = async (nightId: string) =>
  (await manager().find(NoticeRow, { where: { channel: 'app' }, order: { createdAt: 'ASC' } }))
    .filter(({ data }) => data['nightId'] === nightId)
    .map(({ template, accountId }) => [template, accountId]);

async function proposed(word: string, level = '一般') {
  const { incident } = await makeMatter(api, word, UNIT, { opinionLevel: '重大', opinionConfirmed: true });
  const answer = await office.post(`/api/v1/incidents/${incident.id}/lowerings`, {
    version: incident.version,
    level,
    reason: '热度已经回落',
  });
  expect(answer.status).toBe(201);
  const { version } = await incidentOf(incident.id);
  return { incident, lowering: answer.json<LoweringView>(), version };
}
const decide = (client: Client, id: string, version: number, approve: boolean, note = '') =>
  client.post(`/api/v1/lowerings/${id}/decide`, { version, approve, note });

describe('lowering a level', () => {
  beforeEach(() => moveTo(at('23T10:00:00')));

  it('takes a second person: not who proposed it, and only downwards', async () => {
    const { incident, lowering, version } = await proposed('降甲');
    expect(lowering).toMatchObject({ from: '重大', to: '一般', state: 'waiting', actions: ['withdraw'] });
    expect((await incidentOf(incident.id)).opinionLevel).toBe('重大');
    expect((await decide(office, lowering.id, version, true)).json()).toMatchObject({ code: 'own_lowering' });
    const again = { version, level: '较大', reason: '再降' };
    const path = `/api/v1/incidents/${incident.id}/lowerings`;
    expect((await colleague.post(path, again)).json()).toMatchObject({ code: 'lowering_waiting' });
    expect((await decide(colleague, lowering.id, version - 1, true)).json()).toMatchObject({ code: 'stale' });
    const done = (await decide(colleague, lowering.id, version, true)).json<LoweringView>();
    expect(done).toMatchObject({ state: 'confirmed', decidedBy: expect.any(String) });
    const lowered = await incidentOf(incident.id);
    expect(lowered).toMatchObject({ opinionLevel: '一般', opinionConfirmed: true, needsRouting: true });
    expect(await logOf(incident.id)).toEqual(
      expect.arrayContaining(['level.lowering_proposed', 'level.lowered']),
    );
    const up = { version: lowered.version, level: '较大', reason: '升' };
    expect((await office.post(path, up)).json()).toMatchObject({ code: 'lowering_not_lower' });
    expect((await liaison.get(path)).status).toBe(403);
  });

  it('is declined only with a reason, can be withdrawn by its proposer, and lapses when the level has moved', async () => {
    const { incident, lowering, version } = await proposed('降乙');
    expect((await decide(colleague, lowering.id, version, false)).json()).toMatchObject({
      code: 'reason_missing',
    });
    expect((await decide(colleague, lowering.id, version, false, '仍在发酵')).json()).toMatchObject({
      state: 'declined',
    });
    const second = await proposed('降丙');
    expect((await colleague.post(`/api/v1/lowerings/${second.lowering.id}/withdraw`)).json()).toMatchObject({
      code: 'not_own_lowering',
    });
    expect((await office.post(`/api/v1/lowerings/${second.lowering.id}/withdraw`)).json()).toMatchObject({
      state: 'withdrawn',
    });
    const third = await proposed('降丁');
    await manager().update(IncidentRow, { id: third.incident.id }, { opinionLevel: '特别重大' });
    expect((await decide(colleague, third.lowering.id, third.version, true)).json()).toMatchObject({
      code: 'level_moved',
    });
    const anew = { version: third.version, level: '一般', reason: '重新提出' };
    expect((await office.post(`/api/v1/incidents/${third.incident.id}/lowerings`, anew)).status).toBe(201);
    const before = await manager().findOneByOrFail(LevelLoweringRow, { id: third.lowering.id });
    expect(before.state).toBe('lapsed');
    expect((await incidentOf(incident.id)).opinionLevel).toBe('重大');
  });
});

describe('what one person does alone at night', () => {
  it('is refused in office hours, without a second person, and by who did not propose it', async () => {
    const { lowering, version } = await proposed('夜甲');
    await moveTo(at('24T10:30:00'));
    expect((await proceed(office, 'level_lowering', lowering.id, version, colleagueId)).json()).toMatchObject(
      {
        code: 'not_night',
      },
    );
    await moveTo(EVENING);
    const me = (await manager().findOneByOrFail(AccountRow, { role: 'office' })).id;
    for (const second of [me, chiefId])
      expect((await proceed(office, 'level_lowering', lowering.id, version, second)).json()).toMatchObject({
        code: 'second_person',
      });
    expect((await proceed(liaison, 'level_lowering', lowering.id, version, colleagueId)).status).toBe(403);
    const other = await person('office', OFFICE);
    expect(
      (await proceed(other[0], 'level_lowering', lowering.id, version, colleagueId)).json(),
    ).toMatchObject({
      code: 'not_own_lowering',
    });
    expect(await manager().countBy(NightApprovalRow, { subjectId: lowering.id })).toBe(0);
  });

  it('holds at once, is told to the person asked, and is done when they sign; the name is kept encrypted', async () => {
    const { incident, lowering, version } = await proposed('夜乙');
    expect((await people(office, 'level_lowering', lowering.id)).map(({ id }) => id)).toContain(colleagueId);
    const made = await proceed(office, 'level_lowering', lowering.id, version, colleagueId);
    expect(made.status).toBe(201);
    const view = made.json<NightApprovalView>();
    expect(view).toMatchObject({ state: 'waiting', mine: false, dueAt: '2026-11-24T10:00:00.000+08:00' });
    expect(view.asked).toMatch(/（副主任）$/);
    expect((await incidentOf(incident.id)).opinionLevel).toBe('一般');
    const row = await manager().findOneByOrFail(NightApprovalRow, { id: view.id });
    expect(row.askedSealed.toString('utf8')).not.toContain('副主任');
    expect(await told(view.id)).toEqual([['countersign_due', colleagueId]]);
    expect((await countersign(office, view.id, true)).json()).toMatchObject({ code: 'not_second' });
    expect((await approvals(colleague)).find(({ id }) => id === view.id)).toMatchObject({ mine: true });
    expect((await countersign(colleague, view.id, true)).json()).toMatchObject({
      state: 'signed',
      mine: false,
    });
    expect((await countersign(colleague, view.id, false, '反悔')).json()).toMatchObject({
      code: 'night_settled',
    });
    expect(await logOf(incident.id)).toEqual(expect.arrayContaining(['night.approved', 'night.signed']));
    expect((await approvals(office, 'all')).some(({ id }) => id === view.id)).toBe(true);
    // How the office came to do it is its own affair.
    expect((await approvals(liaison, 'all')).some(({ id }) => id === view.id)).toBe(false);
    const stranger = await person('liaison', OTHER_UNIT);
    expect((await approvals(stranger[0], 'all')).some(({ id }) => id === view.id)).toBe(false);
  });

  it('is reminded at nine, red at ten for the leader too, once however often the sweep goes round, and still to be signed', async () => {
    const { incident, lowering, version } = await proposed('夜丙');
    const { id } = (
      await proceed(office, 'level_lowering', lowering.id, version, colleagueId)
    ).json<NightApprovalView>();
    const nights = new NightApprovals(
      api.database.source,
      api.clock,
      { wake: () => Promise.resolve() } as never,
      () => Promise.resolve(false),
    );
    api.clock.set(at('24T08:59:00'));
    expect(await nights.due()).toBe(0);
    api.clock.set(at('24T09:00:00'));
    await nights.due();
    await nights.due();
    expect(await told(id)).toHaveLength(2);
    await moveTo(at('24T10:00:00'));
    await Promise.all([nights.due(), nights.due()]);
    const after = await told(id);
    expect(after.slice(2).map(([template]) => template)).toEqual([
      'countersign_unsigned',
      'countersign_unsigned',
    ]);
    const accounts = new Set(after.slice(2).map(([, account]) => account));
    expect(accounts).toEqual(new Set([colleagueId, chiefId]));
    expect((await logOf(incident.id)).filter((type) => type === 'night.unsigned')).toHaveLength(1);
    for (const client of [office, chief])
      expect((await approvals(client))[0]).toMatchObject({ id, state: 'unsigned' });
    expect((await countersign(colleague, id, true)).json()).toMatchObject({ state: 'signed' });
  });

  it('is taken back when the person asked did not agree: the level stands as before', async () => {
    const { incident, lowering, version } = await proposed('夜丁');
    const { id } = (
      await proceed(office, 'level_lowering', lowering.id, version, colleagueId)
    ).json<NightApprovalView>();
    expect((await countersign(colleague, id, false)).json()).toMatchObject({ code: 'reason_missing' });
    expect((await countersign(colleague, id, false, '没有同意')).json()).toMatchObject({
      state: 'denied',
      undone: true,
    });
    expect(await incidentOf(incident.id)).toMatchObject({ opinionLevel: '重大', opinionConfirmed: true });
    expect((await manager().findOneByOrFail(LevelLoweringRow, { id: lowering.id })).state).toBe('undone');
    expect((await told(id)).map(([template]) => template)).toContain('countersign_denied');
  });
});

describe('a change of the directory at night', () => {
  async function change(word: string) {
    const { items } = (await office.get('/api/v1/directory/entries?kind=topics&limit=1')).json<{
      items: { key: string }[];
    }>();
    const key = items[0]?.key ?? '';
    const entry = (await office.get(`/api/v1/directory/entries/topics/${key}`)).json<{
      revision: number;
      body: { words: string[] };
    }>();
    const body = { ...entry.body, words: [...entry.body.words, word] };
    const answer = await office.post('/api/v1/directory/changes', {
      title: `增加${word}`,
      reason: '夜间发现漏词',
      edits: [{ kind: 'topics', key, body, expectedRevision: entry.revision }],
      submit: true,
      dryRunId: null,
    });
    return { ...answer.json<ChangeDetail>(), key };
  }
  const stateOf = async (id: string) => (await manager().findOneByOrFail(DirectoryChangeRow, { id })).state;

  it('is put in force by who proposed it, and stays when signed', async () => {
    const { id, version, state } = await change('夜间词甲');
    expect(state).toBe('proposed');
    const seconds = await people(office, 'directory_change', id);
    expect(seconds.map((one) => one.id)).toContain(colleagueId);
    expect((await people(liaison, 'directory_change', id)) as unknown).toBeUndefined();
    const view = (
      await proceed(office, 'directory_change', id, version, colleagueId)
    ).json<NightApprovalView>();
    expect(view).toMatchObject({ path: `/directory/changes/${id}`, incidentId: null });
    expect(await stateOf(id)).toBe('approved');
    expect(await manager().countBy(AuditRow, { action: 'night.approved', subject: id })).toBe(1);
    expect((await approvals(liaison)).some((one) => one.id === view.id)).toBe(false);
    await countersign(colleague, view.id, true);
    expect(await stateOf(id)).toBe('approved');
    expect((await proceed(office, 'directory_change', id, version, colleagueId)).status).toBe(409);
  });

  it('is taken back at once when denied, and flagged where others have built upon it since', async () => {
    const first = await change('夜间词乙');
    const one = (
      await proceed(office, 'directory_change', first.id, first.version, colleagueId)
    ).json<NightApprovalView>();
    expect((await countersign(colleague, one.id, false, '不同意加词')).json()).toMatchObject({
      undone: true,
    });
    expect(await stateOf(first.id)).toBe('taken_back');

    const second = await change('夜间词丙');
    const two = (
      await proceed(office, 'directory_change', second.id, second.version, colleagueId)
    ).json<NightApprovalView>();
    const third = await change('夜间词丁');
    await colleague.post(`/api/v1/directory/changes/${third.id}/approve`, {
      version: third.version,
      note: '',
    });
    expect((await countersign(colleague, two.id, false, '不同意加词')).json()).toMatchObject({
      state: 'denied',
      undone: false,
    });
    expect(await stateOf(second.id)).toBe('approved');
    expect((await approvals(office)).some(({ id }) => id === two.id)).toBe(true);
  });
});

describe('a ruling that is the leader’s, at night', () => {
  it('is carried out by the office as drafted, and flagged when the leader denies it', async () => {
    const routing = {
      respondents: [UNIT],
      firstResponsible: [],
      assisting: [],
      informed: [],
      coordinators: [],
    };
    const given = {
      routing: { ...routing, rules: [], why: [], flags: [], questions: [], actingCoordinator: null },
    };
    const { incident, duty } = await makeMatter(api, '裁甲', UNIT, given as never);
    const row = await manager().save(
      manager().create(RefusalRow, {
        jurisdictionId: api.jurisdictionId,
        incidentId: incident.id,
        assignmentId: duty.id,
        unit: UNIT,
        round: 2,
        needsLeader: true,
        ground: 'wrong_function',
        note: '不属本单位职责',
        proposed: [OTHER_UNIT],
        state: 'waiting',
        ruler: OFFICE,
        raisedAt: EVENING,
        raisedBy: 'link:x',
        dueAt: at('24T22:00:00'),
        meetings: [],
        rehearsal: false,
      } as never),
    );
    const id = row.id;
    await manager().update(AssignmentRow, { id: duty.id }, { state: 'refused' });
    const draft = { version: incident.version, outcome: 'upheld', units: [], reason: '职责明确' };
    const prepared = (await office.post(`/api/v1/refusals/${id}/ruling`, draft)).json<RefusalView>();
    expect(prepared.state).toBe('prepared');
    expect((await people(office, 'refusal_ruling', id)).map((one) => one.id)).toEqual([chiefId]);
    expect((await people(colleague, 'refusal_ruling', id)) as unknown).toBeUndefined();
    const view = (
      await proceed(office, 'refusal_ruling', id, prepared.version, chiefId)
    ).json<NightApprovalView>();
    expect(view.path).toBe(`/incidents/${incident.id}`);
    const ruled = (await office.get(`/api/v1/refusals/${id}`)).json<RefusalView>();
    expect(ruled).toMatchObject({ state: 'ruled', ruling: { outcome: 'upheld' } });
    expect((await manager().findOneByOrFail(AssignmentRow, { id: duty.id })).state).toBe('signed');
    expect((await countersign(chief, view.id, false, '应当改派')).json()).toMatchObject({
      state: 'denied',
      undone: false,
    });
    expect(await logOf(incident.id)).toContain('night.denied');
  });
});

describe('a supervision order at night', () => {
  it('is issued by its drafter after asking the leader, and flagged when denied: units have it already', async () => {
    const { incident, duty } = await makeMatter(api, '督甲', UNIT);
    const due = '2026-11-25T18:00:00+08:00';
    const drafted = await office.post('/api/v1/supervisions', {
      title: '督办停水事项',
      cause: '逾期未回应',
      urgency: 'normal',
      parts: [{ assignmentId: duty.id, requirement: '限期恢复供水', dueAt: due }],
    });
    const { id, version } = drafted.json<SupervisionView>();
    expect((await people(office, 'supervision', id)).map((one) => one.id)).toContain(chiefId);
    expect((await people(office, 'supervision', id)).map((one) => one.id)).not.toContain(colleagueId);
    const made = await proceed(office, 'supervision', id, version, chiefId);
    expect(made.json<NightApprovalView>()).toMatchObject({
      state: 'waiting',
      label: `${incident.number} 督办单签发`,
    });
    expect((await office.get(`/api/v1/supervisions/${id}`)).json()).toMatchObject({ state: 'issued' });
    const denied = await countersign(chief, made.json<NightApprovalView>().id, false, '不同意督办');
    expect(denied.json()).toMatchObject({ state: 'denied', undone: false });
  });
});
