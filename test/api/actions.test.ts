import type { DutyView, IncidentDetail, RoutingPreview } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

describe('acting on an incident', () => {
  let api: TestApi;
  let office: Client;
  let liaison: Client;

  beforeAll(async () => {
    api = await createTestApi();
    [office, liaison] = await Promise.all([api.as('office', '市政府办公室'), api.as('liaison', UNIT)]);
  });
  afterAll(() => api.close());

  const act = (id: string, action: string, body: object) =>
    office.post(`/api/v1/incidents/${id}/${action}`, body);
  const correction = (version: number, respondents: string[], reason = '现场核实') => ({
    version,
    respondents,
    firstResponsible: [],
    assisting: [],
    lead: null,
    reason,
  });

  it('goes from opening by hand over correction, signing, answer and closing to reopening', async () => {
    const opened = await office.post('/api/v1/incidents', {
      title: '电话反映东湖街道断水',
      places: ['东湖街道'],
      respondents: [UNIT],
      opinionLevel: '较大',
      note: '值班电话',
    });
    expect(opened.status).toBe(201);
    const { id, number } = opened.json<{ id: string; number: string }>();
    expect(number).toMatch(/^2026-\d{4}$/);
    let seen = (await office.get(`/api/v1/incidents/${id}`)).json<IncidentDetail>();
    expect(seen).toMatchObject({
      state: 'dispatched',
      opinionLevel: '较大',
      places: ['东湖街道'],
      late: false,
    });
    expect(seen.discoveredAt).toBe('2026-11-23T08:30:00.000+08:00');

    const preview = await act(id, 'routing/preview', correction(seen.version, [OTHER_UNIT]));
    expect(preview.json<RoutingPreview>().withdrawn).toEqual([{ unit: UNIT, signed: false }]);
    const unchanged = (await office.get(`/api/v1/incidents/${id}`)).json<IncidentDetail>();
    expect(unchanged.version).toBe(seen.version);

    seen = (
      await act(id, 'routing/correct', correction(seen.version, [UNIT, OTHER_UNIT]))
    ).json<IncidentDetail>();
    expect(seen.units.map(({ unit, state }) => `${unit} ${state}`).sort()).toEqual([
      `${OTHER_UNIT} sent`,
      `${UNIT} sent`,
    ]);
    const mine = seen.units.find(({ unit }) => unit === UNIT);
    const signed = await liaison.post(`/api/v1/duties/${mine?.assignmentId}/sign`);
    expect([signed.status, signed.json<DutyView>().state]).toEqual([200, 'signed']);
    expect((await liaison.post(`/api/v1/duties/${mine?.assignmentId}/sign`)).json()).toEqual(signed.json());

    seen = (await act(id, 'level', { version: seen.version + 1, level: '重大', reason: '持续发酵' })).json();
    expect(seen).toMatchObject({ opinionLevel: '重大', opinionConfirmed: true });
    const at = '2026-11-23T08:10:00+08:00';
    seen = (await act(id, 'answer', { version: seen.version, url: 'https://city.example/1', at })).json();
    expect(seen).toMatchObject({ state: 'answered', answerUrl: 'https://city.example/1' });
    seen = (await act(id, 'close', { version: seen.version, reason: '已恢复供水' })).json();
    expect(seen).toMatchObject({ state: 'closed', closeReason: '已恢复供水', actions: ['reopen'] });
    seen = (await act(id, 'reopen', { version: seen.version, reason: '再次停水' })).json();
    expect(seen).toMatchObject({ state: 'dispatched', closedAt: null });
    expect(seen.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining([`${UNIT}签收`, '登记首次回应', '办结', '重新办理：再次停水']),
    );
  });

  it('refuses a stale edit with the version that holds now, and changes nothing', async () => {
    const { incident } = await makeMatter(api, '甲', UNIT);
    const { version, id } = incident;
    expect((await act(id, 'level', { version, level: '较大', reason: '升温' })).status).toBe(200);
    const stale = await act(id, 'close', { version, reason: '误报' });
    expect([stale.status, stale.json()]).toEqual([
      409,
      expect.objectContaining({ type: 'about:blank', status: 409, code: 'stale', current: version + 1 }),
    ]);
    const now = (await office.get(`/api/v1/incidents/${id}`)).json<IncidentDetail>();
    expect(now).toMatchObject({ state: 'dispatched', version: version + 1, opinionLevel: '较大' });
  });

  it('lets one of two people win who decide at the same time', async () => {
    const { incident } = await makeMatter(api, '乙', UNIT);
    const body = { version: incident.version, reason: '误报' };
    const answers = await Promise.all([act(incident.id, 'close', body), act(incident.id, 'close', body)]);
    expect(answers.map(({ status }) => String(status)).sort()).toEqual(['200', '409']);
  });

  it.each<[string, string, (version: number) => object]>([
    ['unknown_unit', 'routing/correct', (version) => correction(version, ['没有这个单位'])],
    ['unknown_unit', 'routing/preview', (version) => correction(version, ['市委宣传部'])],
    ['recused_unit', 'routing/correct', (version) => correction(version, [OTHER_UNIT])],
    ['reason_missing', 'routing/correct', (version) => correction(version, [UNIT], ' ')],
    ['nothing_to_confirm', 'routing/confirm', (version) => ({ version })],
    ['lowering_needs_two', 'level', (version) => ({ version, level: '一般', reason: '降温' })],
    ['must_respond', 'close', (version) => ({ version, reason: '不必回应' })],
    [
      'bad_url',
      'answer',
      (version) => ({ version, url: 'javascript:alert(1)', at: '2026-11-23T08:00:00+08:00' }),
    ],
    [
      'in_the_future',
      'answer',
      (version) => ({ version, url: 'https://a.example', at: '2027-01-01T00:00:00Z' }),
    ],
  ])('refuses with 422 %s: %s', async (code, action, body) => {
    const given = { opinionLevel: '较大' as const, mustRespond: ['MR-2'], recused: [OTHER_UNIT] };
    const { incident } = await makeMatter(api, code, UNIT, given);
    const answer = await act(incident.id, action, body(incident.version));
    expect([answer.status, answer.json()]).toEqual([422, expect.objectContaining({ status: 422, code })]);
    expect(answer.json()['detail']).toMatch(/[\u4e00-\u9fff]/);
    const now = (await office.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    expect(now.version).toBe(incident.version);
  });

  it('says so when the state does not allow it', async () => {
    const { incident } = await makeMatter(api, '丙', UNIT, { state: 'closed' });
    const answer = await act(incident.id, 'close', { version: incident.version, reason: '再办结' });
    expect([answer.status, answer.json()['code']]).toEqual([409, 'illegal_transition']);
  });

  it('offers each person exactly what they may do', async () => {
    const { incident, duty } = await makeMatter(api, '丁', UNIT);
    const actions = async (client: Client) =>
      (await client.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>().actions;
    expect(await actions(office)).toEqual(['correct_routing', 'confirm_level', 'answer', 'close']);
    expect(await actions(liaison)).toEqual(['sign']);
    expect(await actions(await api.as('leader', UNIT))).toEqual([]);
    await liaison.post(`/api/v1/duties/${duty.id}/sign`);
    expect(await actions(liaison)).toEqual([]);
  });

  it('enters an item by hand once, and says when it is known', async () => {
    const item = {
      title: '柳湾村道路塌陷',
      text: '石桥镇柳湾村村口道路塌陷，村民绕行。',
      url: 'https://forum.example/road',
      publishedAt: null,
      channel: 'share',
      superiorDueAt: null,
      intoIncidentId: null,
    };
    const first = await liaison.post('/api/v1/items', item);
    expect([first.status, first.json()['kind']]).toEqual([201, 'stored']);
    const again = await liaison.post('/api/v1/items', item);
    expect(again.json()).toEqual({ kind: 'known', itemId: first.json()['itemId'] });
    const bad = await liaison.post('/api/v1/items', { ...item, channel: 'rumour' });
    expect([bad.status, bad.json()['detail']]).toEqual([400, '录入方式不正确']);
  });

  it('reads a pasted text while one types', async () => {
    const draft = await office.post('/api/v1/items/draft', {
      pasted: '石桥镇柳湾村村口道路塌陷 https://forum.example/road',
    });
    expect(draft.json()).toMatchObject({
      url: 'https://forum.example/road',
      preview: { relevant: true, places: [expect.stringContaining('石桥镇')] },
    });
  });
});
