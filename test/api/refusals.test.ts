import { AssignmentRow, IncidentRow, RefusalRow } from '#incidents/service';
import { DirectoryChangeRow } from '#jurisdiction/service';
import type {
  ChangeSuggestion,
  DutyCare,
  DutyView,
  ExtensionView,
  IncidentHandling,
  Page,
  PoolEntry,
  RefusalCounts,
  RefusalView,
  RoutingPreview,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeDuty } from '../support/rows.js';
import { linkOf as linkTo, Visitor } from './signed-page.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

const HOUR = 3_600_000;
const TOWN = '石桥镇';

describe('refusals over HTTP', () => {
  let api: TestApi;
  let office: Client;
  let chief: Client;
  let monitor: Client;
  let liaison: Client;
  let stranger: Client;

  beforeAll(async () => {
    api = await createTestApi();
    [office, chief, monitor, liaison, stranger] = await Promise.all([
      api.as('office', '市政府办公室'),
      api.as('leader', '市政府办公室'),
      api.as('monitor', '市委宣传部'),
      api.as('liaison', UNIT),
      api.as('liaison', TOWN),
    ]);
  });
  afterAll(() => api.close());

  /** Opened by hand, so that the duty carries its times like any other. */
  async function opened(respondents = [UNIT]): Promise<{ id: string; duty: string; version: number }> {
    const answer = await office.post('/api/v1/incidents', {
      title: '东湖街道某小区停水',
      places: [],
      respondents,
      opinionLevel: '一般',
      note: '值班电话',
    });
    const { id } = answer.json<{ id: string }>();
    const { manager } = api.database.source;
    const unit = respondents[0] ?? '';
    const duty = await manager.findOneByOrFail(AssignmentRow, { incidentId: id, unit });
    return { id, duty: duty.id, version: (await manager.findOneByOrFail(IncidentRow, { id })).version };
  }
  const asked = { ground: 'wrong_function', note: '供水管网归镇里，联系人13812345678', proposed: [TOWN] };
  const refuse = (client: Client, duty: string, body: object = asked) =>
    client.post(`/api/v1/duties/${duty}/refuse`, body);
  async function refused(): Promise<RefusalView> {
    const { id, duty } = await opened();
    expect((await refuse(liaison, duty)).status).toBe(200);
    return ((await office.get(`/api/v1/incidents/${id}/handling`)).json<IncidentHandling>().refusals[0] ??
      {}) as RefusalView;
  }
  const rule = (client: Client, one: RefusalView, body: object) =>
    client.post(`/api/v1/refusals/${one.id}/ruling`, {
      version: one.version,
      units: [],
      reason: '核实',
      ...body,
    });

  it('goes from the liaison to the office’s ruling, with every step shown', async () => {
    const { id, duty } = await opened();
    const care = (await liaison.get(`/api/v1/duties/care?ids=${duty}`)).json<{ items: DutyCare[] }>().items;
    expect(care).toMatchObject([{ unit: UNIT, refuseBy: '2026-11-23T12:30:00.000+08:00', refuseHint: null }]);
    const answer = await refuse(liaison, duty);
    expect([answer.status, answer.json<DutyView>().state]).toEqual([200, 'refused']);
    const list = (await office.get('/api/v1/refusals?state=open')).json<Page<RefusalView>>().items;
    const one = list.find((row) => row.incidentId === id) as RefusalView;
    expect(one).toMatchObject({
      unit: UNIT,
      state: 'waiting',
      proposed: [TOWN],
      late: false,
      actions: ['rule', 'meet'],
    });
    expect(one.note).toBe('供水管网归镇里，联系人138********');
    const preview = await office.post(`/api/v1/refusals/${one.id}/preview`, {
      version: one.version,
      outcome: 'reassigned',
      units: [TOWN],
      reason: '',
    });
    expect(preview.json<RoutingPreview>()).toMatchObject({ withdrawn: [{ unit: UNIT }] });
    const ruled = await rule(office, one, { outcome: 'reassigned', units: [TOWN], reason: '管网归镇里' });
    expect(ruled.json<RefusalView>()).toMatchObject({
      state: 'ruled',
      ruling: { outcome: 'reassigned', units: [TOWN], reason: '管网归镇里' },
      actions: ['propose_change'],
    });
    // What it no longer has a duty in, it no longer sees.
    expect((await liaison.get(`/api/v1/refusals/${one.id}`)).status).toBe(404);
    expect((await stranger.get(`/api/v1/refusals/${one.id}`)).status).toBe(200);
    const again = await rule(office, one, { outcome: 'upheld' });
    expect([again.status, again.json()['code']]).toEqual([422, 'refusal_settled']);
    const counts = (await office.get('/api/v1/refusals/counts')).json<RefusalCounts>();
    expect(counts.units).toContainEqual({
      unit: UNIT,
      raised: 1,
      waiting: 0,
      upheld: 0,
      reassigned: 1,
      joint: 0,
    });
  });

  it('is for the ruling unit only: not for another office, the unit itself, or a leader on a first refusal', async () => {
    const one = await refused();
    const body = { outcome: 'upheld' };
    expect((await rule(monitor, one, body)).status).toBe(403);
    expect((await rule(liaison, one, body)).status).toBe(403);
    expect((await rule(stranger, one, body)).status).toBe(403);
    const other = await api.as('leader', OTHER_UNIT);
    expect((await rule(other, one, body)).status).toBe(404);
    const seen = (await chief.get(`/api/v1/refusals/${one.id}`)).json<RefusalView>();
    expect(seen.actions).toEqual([]);
    const stale = await rule(office, { ...one, version: one.version - 1 }, body);
    expect([stale.status, stale.json()['code']]).toEqual([409, 'stale']);
  });

  it('the second one is drafted by the office and approved by its leader alone', async () => {
    const first = await refused();
    await rule(office, first, { outcome: 'reassigned', units: [TOWN] });
    const duty = await api.database.source.manager.findOneByOrFail(AssignmentRow, {
      incidentId: first.incidentId,
      unit: TOWN,
      state: 'sent',
    });
    expect((await refuse(stranger, duty.id, { ...asked, proposed: [UNIT] })).status).toBe(200);
    const page = (await chief.get('/api/v1/refusals?state=open')).json<Page<RefusalView>>();
    const second = page.items.find((row) => row.incidentId === first.incidentId) as RefusalView;
    expect(second).toMatchObject({ round: 2, needsLeader: true, actions: ['rule'] });
    const drafted = (
      await rule(office, second, { outcome: 'upheld', reason: '镇里的管网' })
    ).json<RefusalView>();
    expect(drafted).toMatchObject({ state: 'prepared', prepared: { outcome: 'upheld' }, ruling: null });
    const confirm = (client: Client) =>
      client.post(`/api/v1/refusals/${second.id}/confirm`, {
        version: drafted.version,
        approve: true,
        note: '',
      });
    expect((await confirm(office)).status).toBe(403);
    const ruled = await confirm(chief);
    expect(ruled.json<RefusalView>()).toMatchObject({ state: 'ruled', needsLeader: true });
  });

  it.each<[string, object, number, string]>([
    ['another reason', { ...asked, ground: 'too_busy' }, 400, '退单理由只能是属地不符或职责不符'],
    ['no unit', { ...asked, proposed: [] }, 400, '请选择拟派单位'],
    ['itself', { ...asked, proposed: [UNIT] }, 422, '拟派单位不能是本单位'],
    ['nothing said', { ...asked, note: ' ' }, 400, '请写明依据'],
  ])('is not taken with %s', async (_what, body, status, words) => {
    const { duty } = await opened();
    const answer = await refuse(liaison, duty, body);
    expect([answer.status, answer.json()['detail']]).toEqual([status, expect.stringContaining(words)]);
  });

  it('after its time says whom to ask, and another unit’s duty cannot be refused', async () => {
    const { duty } = await opened();
    expect((await refuse(stranger, duty)).status).toBe(404);
    expect((await refuse(office, duty)).status).toBe(403);
    const passed = new Date(api.clock.now().getTime() - 1);
    await api.database.source.manager.update(AssignmentRow, { id: duty }, { refuseDueAt: passed });
    const late = await refuse(liaison, duty);
    expect([late.status, late.json()['code']]).toEqual([422, 'refusal_too_late']);
    expect(late.json()['detail']).toContain('请联系市政府办公室');
    const [care] = (await liaison.get(`/api/v1/duties/care?ids=${duty}`)).json<{ items: DutyCare[] }>().items;
    expect(care).toMatchObject({ refuseBy: null, refuseHint: expect.stringContaining('已过') });
  });

  it('of a restricted or hidden matter is known to nobody who may not see it', async () => {
    const one = await refused();
    const { manager } = api.database.source;
    await manager.update(IncidentRow, { id: one.incidentId }, { recused: ['市政府办公室'] });
    for (const client of [office, chief]) {
      expect((await client.get(`/api/v1/refusals/${one.id}`)).status).toBe(404);
      const list = (await client.get('/api/v1/refusals')).json<Page<RefusalView>>().items;
      expect(list.map(({ id }) => id)).not.toContain(one.id);
      expect((await client.get(`/api/v1/incidents/${one.incidentId}/handling`)).status).toBe(404);
      expect((await rule(client, one, { outcome: 'upheld' })).status).toBe(404);
    }
    await manager.update(IncidentRow, { id: one.incidentId }, { recused: [], restricted: true });
    expect((await liaison.get(`/api/v1/refusals/${one.id}`)).status).toBe(404);
    const counts = (await liaison.get('/api/v1/refusals/counts')).json<RefusalCounts>();
    await manager.update(IncidentRow, { id: one.incidentId }, { restricted: false });
    const after = (await liaison.get('/api/v1/refusals/counts')).json<RefusalCounts>();
    expect(after.waiting).toBe(counts.waiting + 1);
  });

  it('becomes a proposed change of the directory, once', async () => {
    const { manager } = api.database.source;
    const topic: { body: { no: number; name: string; unit: string } }[] = await manager.query(
      `select body from directory_entry where kind = 'topics' and replaced_at is null and body ->> 'unit' = $1 limit 1`,
      [UNIT],
    );
    const one = await refused();
    const subject = topic[0]?.body;
    await manager.update(IncidentRow, { id: one.incidentId }, { topics: [subject?.name ?? ''] });
    const ruled = (await rule(office, one, { outcome: 'reassigned', units: [TOWN] })).json<RefusalView>();
    const path = `/api/v1/refusals/${one.id}/directory-change`;
    const suggestion = (await office.get(path)).json<ChangeSuggestion>();
    expect(suggestion.options.map(({ kind }) => kind)).toEqual(['topic', 'exception']);
    expect(suggestion.title).toBe(`主题“${subject?.name}”的主责单位由${UNIT}改为${TOWN}`);
    const { says: _says, ...option } = suggestion.options[0] ?? { says: '' };
    const body = { title: suggestion.title, reason: suggestion.reason, ...option };
    expect((await chief.post(path, body)).status).toBe(403);
    const proposed = (await office.post(path, body)).json<RefusalView>();
    expect(proposed).toMatchObject({ id: ruled.id, actions: [] });
    const change = await manager.findOneByOrFail(DirectoryChangeRow, {
      id: proposed.directoryChangeId ?? '',
    });
    expect(change).toMatchObject({ state: 'proposed', origin: 'ruling', originIncidentId: one.incidentId });
    expect((await office.post(path, body)).json()['code']).toBe('refusal_settled');
  });

  it('records a meeting and lets the unit take its refusal back', async () => {
    const one = await refused();
    const met = await office.post(`/api/v1/refusals/${one.id}/meeting`, {
      version: one.version,
      day: '2026-11-23',
      participants: [UNIT, TOWN],
      note: '看了管网图',
    });
    expect(met.json<RefusalView>().meetings).toMatchObject([
      { day: '2026-11-23', participants: [UNIT, TOWN] },
    ]);
    expect((await stranger.post(`/api/v1/refusals/${one.id}/withdraw`)).status).toBe(404);
    const back = (await liaison.post(`/api/v1/refusals/${one.id}/withdraw`)).json<RefusalView>();
    expect(back).toMatchObject({ state: 'withdrawn', actions: [] });
  });

  it('asks for more time, which the office gives or not; a statutory time is not to be had', async () => {
    const { id, duty } = await opened();
    const ask = (body: object) =>
      liaison.post(`/api/v1/duties/${duty}/extensions`, { reason: '须核实', ...body });
    const fixed = await ask({ rule: 'DL-03', until: '2026-11-26T08:30:00+08:00' });
    expect([fixed.status, fixed.json()['code']]).toEqual([422, 'deadline_fixed']);
    const asked = await ask({ rule: 'DL-06', until: '2026-11-23T17:00:00+08:00' });
    const extension = asked.json<ExtensionView>();
    expect([asked.status, extension]).toMatchObject([201, { state: 'waiting', clock: '签收时限' }]);
    const decide = (client: Client) =>
      client.post(`/api/v1/extensions/${extension.id}/decide`, { grant: true, note: '' });
    expect((await decide(liaison)).status).toBe(403);
    expect((await decide(monitor)).status).toBe(403);
    const waiting = (await office.get('/api/v1/extensions')).json<Page<ExtensionView>>().items;
    expect(waiting.map((row) => [row.incidentId, row.mayDecide])).toContainEqual([id, true]);
    expect((await decide(office)).json<ExtensionView>().state).toBe('granted');
    const handling = (await liaison.get(`/api/v1/incidents/${id}/handling`)).json<IncidentHandling>();
    expect(handling.duties).toMatchObject([{ extension: { state: 'granted' } }]);
  });

  it('keeps the pool: one person takes it, hands it to a colleague, never to somebody else', async () => {
    const { manager } = api.database.source;
    const { incident } = await makeMatter(api, '池', UNIT, { state: 'awaiting_confirmation' });
    const colleague = await api.account('office', '市政府办公室');
    const outsider = await api.account('liaison', UNIT);
    const take = async (owner: string | null) =>
      office.post(`/api/v1/incidents/${incident.id}/pool`, {
        owner,
        version: (await manager.findOneByOrFail(IncidentRow, { id: incident.id })).version,
      });
    const [listed] = (await office.get('/api/v1/pool')).json<Page<PoolEntry>>().items;
    expect(listed).toMatchObject({
      incidentId: incident.id,
      unit: '市政府办公室',
      owner: null,
      mayTake: true,
    });
    expect((await take(null)).json<PoolEntry>()).toMatchObject({ mine: true });
    expect((await take(outsider)).json()['code']).toBe('not_a_colleague');
    expect((await take(colleague)).json<PoolEntry>()).toMatchObject({
      mine: false,
      owner: { login: colleague },
    });
    await manager.update(IncidentRow, { id: incident.id }, { state: 'dispatched' });
    expect((await take(null)).json()['code']).toBe('not_in_pool');
  });

  describe('by the signed link', () => {
    const linkOf = (duty: string) => linkTo(api, { id: duty });
    const send = (link: string, { step = 'sign', ...fields }: Record<string, string>) =>
      new Visitor(api, link).press(step, fields);
    const dutyNow = (id: string) => api.database.source.manager.findOneByOrFail(AssignmentRow, { id });

    it('is a few taps: reason, unit, basis; then the first report, or back again', async () => {
      const { duty } = await opened();
      const link = linkOf(duty);
      const page = (await api.nobody().get(link)).text;
      expect(page).toContain('退单（不属本单位承办）');
      expect(page).toContain(`<option>${TOWN}</option>`);
      expect(page).not.toMatch(new RegExp(`<option>${UNIT}</option>|<option>市委宣传部</option>|石桥乡`));
      const form = {
        step: 'refuse',
        ground: 'wrong_place',
        proposed: TOWN,
        note: '在石桥镇，电话13812345678',
      };
      const answer = await send(link, form);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('退单待裁定');
      expect(await dutyNow(duty)).toMatchObject({ state: 'refused', signedBy: `link:${UNIT}` });
      const row = await api.database.source.manager.findOneByOrFail(RefusalRow, { assignmentId: duty });
      expect(row.note).toBe('在石桥镇，电话138********');
      const answers = { truth: 'partly', found: '', measures: '已到现场查看', next: '今晚 22 时前答复' };
      const reported = await send(link, { step: 'report', ...answers });
      expect(reported.text).toContain('核实初报已报送');
      const signs = await send(link, {});
      expect([signs.status, signs.text]).toEqual([409, expect.stringContaining('请先撤回退单')]);
      const back = await send(link, { step: 'withdraw' });
      expect(back.text).toContain('已签收');
      expect((await api.nobody().get(link)).text).not.toContain('提出退单');
    });

    it.each<[Record<string, string>, string]>([
      [{ step: 'refuse', ground: 'busy', proposed: TOWN, note: '忙' }, '退单理由只能是属地不符或职责不符'],
      [{ step: 'refuse', ground: 'wrong_place', proposed: '', note: '不在' }, '请选择拟派单位'],
      [{ step: 'refuse', ground: 'wrong_place', proposed: TOWN, note: '' }, '请写明依据'],
      [{ step: 'report', truth: 'true', measures: '先报', next: '今晚' }, '请先签收'],
      [{ step: 'nonsense' }, '请在本页点按钮办理'],
    ])('says what is missing: %j', async (form, words) => {
      const { duty } = await opened();
      const answer = await send(linkOf(duty), form);
      expect([answer.status, answer.text]).toEqual([409, expect.stringContaining(words)]);
      expect((await dutyNow(duty)).state).toBe('sent');
    });

    it('offers no refusal after its time, and says whom to ask', async () => {
      const { duty } = await opened();
      const morning = api.clock.now();
      api.clock.advance(5 * HOUR);
      const page = (await api.nobody().get(linkOf(duty))).text;
      expect(page).not.toContain('提出退单</button>');
      expect(page).toContain('如有异议请联系市政府办公室');
      api.clock.set(morning);
    });

    it('shows nothing of it where the matter was only told', async () => {
      const { incident } = await makeMatter(api, '知会', OTHER_UNIT);
      const told = await makeDuty(api.database.source.manager, incident, {
        unit: UNIT,
        mustSign: false,
        roles: ['informed'],
        signDueAt: null,
      });
      expect((await api.nobody().get(linkOf(told.id))).text).not.toContain('退单');
    });
  });
});
