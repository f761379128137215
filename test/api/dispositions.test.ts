import { IsNull, Not } from 'typeorm';
import {
  AnnouncementRow,
  AssignmentRow,
  DeadlineRow,
  EscalationRow,
  IncidentRow,
  OrderRow,
  closeQuiet,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type {
  DispositionView,
  IncidentDetail,
  Page,
  IncidentSummary,
  ReferralView,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Answer, type Client, type TestApi } from '../support/api.js';
import { makeEscalation, MORNING } from '../support/rows.js';
import { OTHER_UNIT, UNIT } from './world.js';

describe('where judging ends', () => {
  let api: TestApi;
  let office: Client;
  let second: Client;
  let liaison: Client;
  let stranger: Client;

  beforeAll(async () => {
    api = await createTestApi();
    [office, second, liaison, stranger] = await Promise.all([
      api.as('office', '市政府办公室'),
      api.as('monitor', '市委宣传部'),
      api.as('liaison', UNIT),
      api.as('liaison', '石桥镇'),
    ]);
  });
  afterAll(() => api.close());

  const manager = () => api.database.source.manager;
  const detail = async (id: string) => (await office.get(`/api/v1/incidents/${id}`)).json<IncidentDetail>();
  const view = async (id: string, by = office) =>
    (await by.get(`/api/v1/incidents/${id}/disposition`)).json<DispositionView>();

  /** A matter of one unit, as a person opens it by telephone. */
  async function opened(given: Partial<IncidentRow> = {}): Promise<string> {
    const answer = await office.post('/api/v1/incidents', {
      title: '电话反映一户停水',
      places: ['东湖街道'],
      respondents: [UNIT],
      opinionLevel: '一般',
      note: '值班电话',
    });
    const { id } = answer.json<{ id: string }>();
    if (Object.keys(given).length > 0) await manager().update(IncidentRow, { id }, given);
    return id;
  }
  async function decide(id: string, body: object): Promise<Answer> {
    const { version } = await detail(id);
    return office.post(`/api/v1/incidents/${id}/disposition`, { version, ...body });
  }
  async function undo(id: string): Promise<Answer> {
    const { version } = await detail(id);
    return office.post(`/api/v1/incidents/${id}/disposition/undo`, { version });
  }
  const duties = (incidentId: string) =>
    manager().findBy(AssignmentRow, { incidentId, state: Not('withdrawn') });

  it('is a public answer wherever units were given a duty, and a list can be asked for it', async () => {
    const id = await opened();
    expect(await detail(id)).toMatchObject({ state: 'dispatched', disposition: 'respond' });
    expect(await view(id)).toMatchObject({
      current: { kind: 'respond', text: '公开回应', reason: '按规则确定', by: '系统' },
      canUndo: false,
    });
    const numbers = async (kind: string) => {
      const answer = await office.get(`/api/v1/incidents?disposition=${kind}&limit=200`);
      return answer.json<Page<IncidentSummary>>().items.map((item) => item.id);
    };
    expect(await numbers('respond')).toContain(id);
    expect(await numbers('hotline')).not.toContain(id);
  });

  it('says of each end what it causes, and why one is not open', async () => {
    const id = await opened({ mustRespond: ['MR-2'] });
    const { offers } = await view(id);
    const offer = (kind: string) => offers.find((one) => one.kind === kind);
    expect(offers.map(({ kind, allowed }) => [kind, allowed])).toEqual([
      ['respond', true],
      ['reply', false],
      ['hotline', false],
      ['watch', false],
      ['transfer', false],
      ['refer', false],
      ['not_government', false],
    ]);
    expect(offer('hotline')?.why).toBe('这一事件属于必须回应的情形，只能公开回应。');
    expect(offer('hotline')?.effects.join('')).toContain(`撤回${UNIT}`);
    expect((await view(id, liaison)).offers).toEqual([]);
    expect((await stranger.get(`/api/v1/incidents/${id}/disposition`)).status).toBe(404);
  });

  it.each(['reply', 'hotline', 'watch', 'transfer', 'not_government', 'refer'])(
    'what must be answered cannot end as %s',
    async (kind) => {
      const id = await opened({ mustRespond: ['MR-4'] });
      const reason = {
        reply: 'one_person',
        hotline: 'personal_request',
        watch: 'no_spread',
        transfer: 'outside',
        not_government: 'unrelated',
        refer: 'misconduct',
      }[kind];
      const answer = await decide(id, { kind, reason, receiver: '邻县' });
      expect([answer.status, answer.json()['code']]).toEqual([
        422,
        kind === 'refer' ? 'disposition_no_report' : 'disposition_must_respond',
      ]);
      expect(await detail(id)).toMatchObject({ state: 'dispatched', disposition: 'respond' });
    },
  );

  describe('what must be answered by the rules and is not ours', () => {
    const elsewhere = { kind: 'transfer', reason: 'outside', receiver: '邻县政府' };
    // Each proposal at a time of its own; the other stories go on in the morning.
    afterEach(() => api.clock.set(MORNING));
    const propose = async (id: string, body: object = {}) => {
      api.clock.advance(60_000);
      const { version } = await detail(id);
      const asked = { version, ...elsewhere, note: '事发地在邻县，联系人13812345678', ...body };
      return office.post(`/api/v1/incidents/${id}/disposition/proposals`, asked);
    };
    const settle = async (by: Client, id: string, approve: boolean, note = '') => {
      const { proposals, version } = await view(id, by);
      return by.post(`/api/v1/disposition-proposals/${proposals[0]?.id ?? ''}/decide`, {
        version,
        approve,
        note,
      });
    };

    it('ends so by two persons: one proposes with a reason, another confirms; until then all goes on', async () => {
      const id = await opened({ mustRespond: ['MR-4'], opinionLevel: '重大' });
      expect((await decide(id, elsewhere)).json()['code']).toBe('disposition_must_respond');
      const { offers } = await view(id);
      expect(offers.flatMap(({ kind, byTwo }) => (byTwo ? [kind] : []))).toEqual([
        'transfer',
        'not_government',
      ]);
      expect((await propose(id, { note: ' ' })).json()['code']).toBe('reason_missing');
      expect((await propose(id, { reason: 'legal_procedure' })).json()['code']).toBe('disposition_reason');
      expect((await propose(id, { kind: 'hotline', reason: 'advice_only' })).json()['code']).toBe(
        'disposition_reason',
      );
      expect((await propose(id, { receiver: '' })).json()['code']).toBe('receiver_missing');
      expect((await propose(id)).status).toBe(200);
      expect((await propose(id)).json()['code']).toBe('proposal_waiting');
      expect(await detail(id)).toMatchObject({ state: 'dispatched', disposition: 'respond' });
      expect((await duties(id)).length).toBeGreaterThan(0);
      const told = await manager().findBy(AnnouncementRow, {
        incidentId: id,
        template: 'disposition_to_confirm',
      });
      expect(told.map(({ unit }) => unit)).toEqual(['市政府办公室']);

      // Nobody confirms their own; the unit at work neither sees it nor decides.
      expect((await settle(office, id, true)).json()['code']).toBe('own_proposal');
      expect((await view(id, liaison)).proposals).toEqual([]);
      const { proposals } = await view(id, second);
      expect(proposals).toMatchObject([
        { mayDecide: true, mayWithdraw: false, state: 'waiting', receiver: '邻县政府' },
      ]);
      expect(proposals[0]?.note).not.toContain('13812345678');
      const done = await settle(second, id, true);
      expect(done.json<IncidentDetail>()).toMatchObject({ state: 'set_aside', disposition: 'transfer' });
      expect(await duties(id)).toEqual([]);
      const lines = (await detail(id)).timeline.map(({ text }) => text);
      expect(lines).toContain('拟转出，待第二人确认（事发地不在本市）');
      expect(lines).toContain('第二人确认转出');
      expect((await settle(second, id, true)).json()['code']).toBe('disposition_settled');
      expect((await undo(id)).json<IncidentDetail>()).toMatchObject({
        state: 'dispatched',
        disposition: 'respond',
      });
    });

    it('is not agreed to, taken back, overtaken, or not needed', async () => {
      const id = await opened({ mustRespond: ['MR-2'] });
      await propose(id);
      expect((await settle(second, id, false)).json()['code']).toBe('reason_missing');
      expect((await settle(second, id, false, '事发地在本市')).status).toBe(200);
      await propose(id);
      const { proposals } = await view(id);
      const withdraw = `/api/v1/disposition-proposals/${proposals[0]?.id ?? ''}/withdraw`;
      expect((await second.post(withdraw)).json()['code']).toBe('not_own_lowering');
      expect((await office.post(withdraw)).status).toBe(200);
      await propose(id);
      await manager().update(IncidentRow, { id }, { mustRespond: [] });
      expect((await decide(id, { kind: 'hotline', reason: 'personal_request' })).status).toBe(200);
      expect((await view(id)).proposals.map(({ state }) => state)).toEqual([
        'lapsed',
        'withdrawn',
        'declined',
      ]);
      expect((await propose(await opened())).json()['code']).toBe('proposal_not_needed');
    });
  });

  it('what a superior waits for is answered in public too', async () => {
    const id = await opened();
    await manager().insert(OrderRow, {
      jurisdictionId: api.jurisdictionId,
      incidentId: id,
      body: '云州市政府办公室',
      channel: 'call',
      receivedAt: api.clock.now(),
      asked: '请核查',
      registeredBy: 'test',
      createdAt: api.clock.now(),
    });
    const answer = await decide(id, { kind: 'hotline', reason: 'personal_request' });
    expect(answer.json()['code']).toBe('disposition_order_open');
    // Not by two persons either: the superior is told first.
    await manager().update(IncidentRow, { id }, { mustRespond: ['MR-2'] });
    expect((await view(id)).offers.some(({ byTwo }) => byTwo)).toBe(false);
    const { version } = await detail(id);
    const asked = { version, kind: 'transfer', reason: 'outside', receiver: '邻县', note: '在邻县' };
    const proposed = await office.post(`/api/v1/incidents/${id}/disposition/proposals`, asked);
    expect(proposed.json()['code']).toBe('disposition_order_open');
  });

  it('asks for a reason of that kind’s own list, and for where it went', async () => {
    const id = await opened();
    expect((await decide(id, { kind: 'hotline', reason: 'drill_or_fiction' })).json()['code']).toBe(
      'disposition_reason',
    );
    expect((await decide(id, { kind: 'hotline', reason: 'because' })).status).toBe(400);
    expect((await decide(id, { kind: 'transfer', reason: 'outside' })).json()['code']).toBe(
      'receiver_missing',
    );
    expect((await decide(id, { kind: 'respond', reason: 'clarify' })).json()['code']).toBe(
      'same_disposition',
    );
  });

  it('转12345 takes the duties back, keeps the number, and is undone with duties and clocks as they were', async () => {
    const id = await opened();
    const [duty] = (await duties(id)).filter((one) => one.mustSign) as [AssignmentRow];
    await makeEscalation(manager(), duty, { hours: [4] });
    const due = await manager().findOneByOrFail(DeadlineRow, { incidentId: id, rule: 'DL-03' });
    const done = await decide(id, {
      kind: 'hotline',
      reason: 'personal_request',
      note: '来电人王小明，电话13812345678',
    });
    expect(done.json<IncidentDetail>()).toMatchObject({ state: 'set_aside', disposition: 'hotline' });
    expect(await duties(id)).toEqual([]);
    const { current } = await view(id);
    expect(current).toMatchObject({ receiver: '12345热线', number: null });
    expect(current?.note).not.toMatch(/13812345678/);

    const supplement = await decide(id, {
      kind: 'hotline',
      reason: 'personal_request',
      number: '20261123-77',
    });
    expect(supplement.status).toBe(200);
    expect((await view(id)).current).toMatchObject({ number: '20261123-77' });
    expect((await liaison.get(`/api/v1/incidents/${id}`)).status).toBe(404);

    expect((await undo(id)).status).toBe(200);
    const { current: before } = await view(id);
    expect(before).toMatchObject({ kind: 'hotline', number: null });

    const again = await opened();
    const [other] = (await duties(again)).filter((one) => one.mustSign) as [AssignmentRow];
    await makeEscalation(manager(), other, { hours: [4] });
    await liaison.post(`/api/v1/duties/${other.id}/sign`);
    await decide(again, { kind: 'hotline', reason: 'already_there' });
    expect((await undo(again)).json<IncidentDetail>()).toMatchObject({ disposition: 'respond' });
    expect((await duties(again)).find((one) => one.id === other.id)).toMatchObject({ state: 'signed' });
    expect((await undo(again)).json()['code']).toBe('disposition_nothing_to_undo');
    const after = await manager().findOneByOrFail(DeadlineRow, { incidentId: id, rule: 'DL-03' });
    expect(after.dueAt).toEqual(due.dueAt);
  });

  it('a decision that others have gone on from is not undone', async () => {
    const id = await opened();
    await decide(id, { kind: 'hotline', reason: 'personal_request' });
    const respond = await decide(id, { kind: 'respond', reason: 'public_concern' });
    expect(respond.json<IncidentDetail>()).toMatchObject({ state: 'dispatched', disposition: 'respond' });
    const [duty] = (await duties(id)).filter((one) => one.mustSign && one.unit === UNIT) as [AssignmentRow];
    expect((await view(id)).canUndo).toBe(true);
    await liaison.post(`/api/v1/duties/${duty.id}/sign`);
    expect((await view(id)).canUndo).toBe(false);
    expect((await undo(id)).json()['code']).toBe('disposition_followed');
  });

  it('直接答复: the unit answers the person, what it said is kept without the person, and the matter is closed', async () => {
    const id = await opened();
    const wrong = await decide(id, { kind: 'reply', reason: 'one_person', unit: OTHER_UNIT });
    expect(wrong.json()['code']).toBe('reply_unit');
    await decide(id, { kind: 'reply', reason: 'one_person', unit: UNIT });
    expect(await detail(id)).toMatchObject({ state: 'dispatched', disposition: 'reply' });
    const reply = {
      unit: UNIT,
      way: 'phone',
      at: '2026-11-23T08:30:00+08:00',
      text: '已告知业主王小明，电话13812345678，今晚恢复供水。',
    };
    const post = async (by: Client, body: object = reply) => {
      const { version } = await detail(id);
      return by.post(`/api/v1/incidents/${id}/replies`, { version, ...body });
    };
    expect((await post(stranger)).status).toBe(404);
    expect((await view(id, liaison)).replyUnits).toEqual([UNIT]);
    expect((await post(liaison)).json()['code']).toBe('sign_first');
    for (const duty of await duties(id))
      if (duty.unit === UNIT) await liaison.post(`/api/v1/duties/${duty.id}/sign`);
    const early = await post(liaison, { ...reply, at: '2026-11-22T08:30:00+08:00' });
    expect(early.json()['code']).toBe('replied_before_discovered');
    const done = await post(liaison);
    expect(done.json<IncidentDetail>()).toMatchObject({ state: 'closed', closeReason: '已直接答复当事人' });
    const { replies } = await view(id);
    expect(replies).toMatchObject([{ unit: UNIT, way: '电话' }]);
    expect(replies[0]?.text).not.toMatch(/王小明|13812345678/);
    const clock = await manager().findOneByOrFail(DeadlineRow, { incidentId: id, rule: 'DL-03' });
    expect(clock.state).toBe('met');
    expect(await manager().countBy(EscalationRow, { incidentId: id, stoppedAt: IsNull() })).toBe(0);
  });

  it('移交公安 waits for a published clarification, a neutral check and a second person; no clock runs', async () => {
    const id = await opened();
    const propose = async (body: object) => {
      const { version } = await detail(id);
      return office.post(`/api/v1/incidents/${id}/referrals`, {
        version,
        receiver: 'police',
        checkedBy: '市气象局',
        finding: '经核实并无此事',
        ...body,
      });
    };
    expect((await propose({})).json()['code']).toBe('referral_not_published');
    await manager().update(IncidentRow, { id }, { state: 'answered', answeredAt: api.clock.now() });
    expect((await propose({ checkedBy: UNIT })).json()['code']).toBe('referral_interested');
    const before = await manager().countBy(DeadlineRow, { incidentId: id });
    const proposed = (await propose({})).json<ReferralView>();
    const settle = (by: Client) => by.post(`/api/v1/referrals/${proposed.id}/decide`, { confirm: true });
    expect((await settle(office)).json()['code']).toBe('referral_second');
    expect((await settle(second)).json()).toMatchObject({ state: 'confirmed', receiverText: '公安机关' });
    expect((await settle(second)).json()['code']).toBe('referral_settled');
    expect(await detail(id)).toMatchObject({ state: 'answered' });
    expect(await manager().countBy(DeadlineRow, { incidentId: id })).toBe(before);
  });

  it('a light matter is closed by itself seven quiet days after its answer, a grave one is not', async () => {
    const answeredAt = api.clock.now();
    const light = await opened({ state: 'answered', answeredAt });
    const grave = await opened({ state: 'answered', answeredAt, opinionLevel: '重大' });
    const promised = await opened({ state: 'following_up', answeredAt });
    const sweep = (days: number) =>
      closeQuiet(manager(), new Date(answeredAt.getTime() + days * 86_400_000), 'real', readDirectory);
    await sweep(6.9);
    expect((await detail(light)).state).toBe('answered');
    await sweep(7);
    await sweep(7);
    expect(await detail(light)).toMatchObject({
      state: 'closed',
      closeReason: '回应后连续 7 天没有新情况，自动办结',
    });
    expect((await detail(grave)).state).toBe('answered');
    expect((await detail(promised)).state).toBe('following_up');
  });
});
