import { randomUUID } from 'node:crypto';
import { EVENT_LEVELS } from '#incidents';
import { growKnown, type NewItem } from '#collect/service';
import {
  AnnouncementRow,
  IncidentRow,
  ItemRow,
  JudgementRow,
  LevelSettlementRow,
  NightApprovalRow,
  NightApprovals,
  SettleActions,
  settlesDue,
  type Alongside,
  type Settling,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { COLD, hearingOf } from './hearing.js';
import { MORNING, createHub, hours, minutes, type Hub } from './hub.js';

let hub: Hub;
let settling: SettleActions;
beforeAll(async () => {
  hub = await createHub();
  settling = new SettleActions(hub.source, hub.clock, hub.woken);
});
afterAll(() => hub.database.drop());
beforeEach(async () => {
  await hub.manager.query(
    `truncate item, incident, incident_item, incident_counter, incident_log, judgement, assignment, deadline, decision,
       level_settlement, announcement`,
  );
  hub.woken.calls.length = 0;
  hub.clock.set(MORNING);
});

const [MONITOR, OFFICE] = ['account:zhang', 'account:li'];
const RUMOUR = '网传下栅乡煤矿冒顶，13人被困井下，救护车往矿上去了。';
const { newItem, store, judge, only, clocks } = hearingOf(() => hub);

/** A matter suspected to be 重大, dispatched with the stricter clocks. */
async function suspected(text = RUMOUR): Promise<IncidentRow> {
  await store(newItem(text));
  await judge();
  const { id } = await only();
  await hub.routeStep.run(id);
  return hub.incident(id);
}
const settle = async (given: Partial<Settling>, actor = MONITOR, id?: string) => {
  const incident = id ? await hub.incident(id) : await only();
  return settling.settle(
    incident.id,
    {
      version: incident.version,
      verdict: 'true',
      eventLevel: 'none',
      opinionLevel: '一般',
      reason: '已向矿方核实',
      ...given,
    },
    actor,
  );
};

describe('a suspected level (疑似)', () => {
  it('runs the stricter clocks and the 48 hours beside them until somebody settles it', async () => {
    const incident = await suspected();
    expect(incident).toMatchObject({ eventLevel: 'II', provisional: true, opinionLevel: '重大' });
    expect(await clocks(incident.id)).toEqual(['DL-01 open', 'DL-02 open', 'DL-03 open']);
  });

  it('that is true stands, and the 48 hours give way', async () => {
    const { id } = await suspected();
    await settle({ verdict: 'true' });
    await hub.routeStep.run(id);
    expect(await hub.incident(id)).toMatchObject({ eventLevel: 'II', provisional: false });
    expect((await hub.incident(id)).flags).not.toContain('level_provisional');
    expect(await clocks(id)).toEqual(['DL-01 open', 'DL-02 open', 'DL-03 superseded']);
    await expect(settle({ verdict: 'open' })).rejects.toMatchObject({ code: 'not_provisional' });
    // The same rumour again does not make it doubtful anew.
    await store(newItem(`听说${RUMOUR.slice(2)}`));
    await judge();
    expect(await hub.incident(id)).toMatchObject({ eventLevel: 'II', provisional: false });
  });

  it('that is untrue falls by two persons; repeated it does not come back, gone beyond it does', async () => {
    const { id } = await suspected();
    const before = await hub.deadlines(id);
    const row = await settle({ verdict: 'untrue', reason: '矿方、救护队均证实无人被困' });
    expect(row.state).toBe('waiting');
    expect(await hub.incident(id)).toMatchObject({ eventLevel: 'II', provisional: true });
    await expect(settle({ verdict: 'true' })).rejects.toMatchObject({ code: 'settle_waiting' });
    const decide = async (approve: boolean, actor: string) =>
      settling.decide(row.id, { version: (await hub.incident(id)).version, approve, note: '' }, actor);
    await expect(decide(true, MONITOR)).rejects.toMatchObject({ code: 'own_settlement' });
    await expect(decide(false, OFFICE)).rejects.toMatchObject({ code: 'reason_missing' });
    await decide(true, OFFICE);
    await hub.routeStep.run(id);
    expect(await hub.incident(id)).toMatchObject({
      eventLevel: 'none',
      provisional: false,
      opinionLevel: '一般',
      opinionConfirmed: true,
    });
    expect(await clocks(id)).toEqual(['DL-01 superseded', 'DL-02 superseded', 'DL-03 open']);
    const after = await hub.deadlines(id);
    for (const { id: due, dueAt } of before)
      expect(after.find((one) => one.id === due)!.dueAt.getTime()).toBeLessThanOrEqual(dueAt.getTime());
    await store(newItem(`听说${RUMOUR.slice(2)}`));
    await judge();
    expect(await hub.incident(id)).toMatchObject({ eventLevel: 'none', provisional: false });
    await store(newItem(RUMOUR.replace('13人', '31人')));
    await judge();
    const risen = await hub.incident(id);
    expect(EVENT_LEVELS.indexOf(risen.eventLevel)).toBeGreaterThan(EVENT_LEVELS.indexOf('II'));
    expect(risen.provisional).toBe(true);
  });

  it('is ruled out by one person at night after a call, and stands again with its clocks if the other did not agree', async () => {
    const { id } = await suspected();
    const before = await hub.deadlines(id);
    const row = await settle({ verdict: 'untrue', reason: '矿方、救护队均证实无人被困' });
    const second = randomUUID();
    const version = (await hub.incident(id)).version;
    const call: Alongside = ({ manager, at }, { jurisdictionId }) =>
      manager.insert(NightApprovalRow, {
        jurisdictionId,
        what: 'level_settlement',
        subjectId: row.id,
        incidentId: id,
        label: '疑似等级核定为不属实',
        by: MONITOR,
        secondId: second,
        askedSealed: Buffer.alloc(0),
        note: '',
        at,
        dueAt: at,
        nextDueAt: null,
      });
    await expect(settling.untrueAlone(row.id, version, OFFICE, call)).rejects.toMatchObject({
      code: 'not_own_settlement',
    });
    await settling.untrueAlone(row.id, version, MONITOR, call);
    await hub.routeStep.run(id);
    expect(await hub.incident(id)).toMatchObject({ eventLevel: 'none', opinionLevel: '一般' });
    expect(await clocks(id)).toEqual(['DL-01 superseded', 'DL-02 superseded', 'DL-03 open']);
    hub.clock.advance(hours(1));
    const approval = await hub.manager.findOneByOrFail(NightApprovalRow, { subjectId: row.id });
    const nights = new NightApprovals(hub.source, hub.clock, hub.woken, () => Promise.resolve(false));
    await nights.decide(
      approval.id,
      { agree: false, note: '没有同意' },
      { accountId: second, actor: OFFICE },
    );
    await hub.routeStep.run(id);
    expect(await hub.incident(id)).toMatchObject({
      eventLevel: 'II',
      provisional: true,
      opinionLevel: '重大',
    });
    expect((await hub.manager.findOneByOrFail(LevelSettlementRow, { id: row.id })).state).toBe('undone');
    expect(await clocks(id)).toEqual(['DL-01 open', 'DL-02 open', 'DL-03 open']);
    const due = (rows: typeof before) => rows.map(({ rule, dueAt }) => [rule, dueAt]);
    expect(due(await hub.deadlines(id))).toEqual(due(before));
    // Suspected again, it is settled again like any other.
    await settle({ verdict: 'true' });
    expect(await hub.incident(id)).toMatchObject({ eventLevel: 'II', provisional: false });
  });

  it('is not called untrue by a level that is no lower, nor without a reason', async () => {
    await suspected();
    await expect(settle({ verdict: 'untrue', eventLevel: 'II' })).rejects.toMatchObject({
      code: 'settle_not_lower',
    });
    await expect(settle({ verdict: 'untrue', opinionLevel: '特别重大' })).rejects.toMatchObject({
      code: 'settle_not_lower',
    });
    await expect(settle({ reason: ' ' })).rejects.toMatchObject({ code: 'reason_missing' });
    const row = await settle({ verdict: 'untrue' });
    await expect(settling.withdraw(row.id, OFFICE)).rejects.toMatchObject({ code: 'not_own_settlement' });
    await settling.withdraw(row.id, MONITOR);
    await expect(settling.withdraw(row.id, MONITOR)).rejects.toMatchObject({ code: 'settle_done' });
    expect(await hub.manager.countBy(LevelSettlementRow, { state: 'withdrawn' })).toBe(1);
  });

  it('is asked about at once, again after half an hour, and later of the leader too, until it is settled', async () => {
    const { id } = await suspected();
    const sweep = () => settlesDue(hub.manager, hub.clock.now(), 'real', readDirectory);
    const told = async () =>
      (await hub.manager.findBy(AnnouncementRow, { incidentId: id, template: 'level_to_settle' })).map(
        ({ unit, audience }) => `${unit}/${audience}`,
      );
    expect(await sweep()).toEqual([id]);
    expect((await told()).toSorted()).toEqual(['市委宣传部/office', '市政府办公室/office']);
    expect(await sweep()).toEqual([]);
    hub.clock.advance(minutes(29));
    expect(await sweep()).toEqual([]);
    hub.clock.advance(minutes(1));
    expect(await sweep()).toEqual([id]);
    expect(await told()).toHaveLength(4);
    hub.clock.advance(hours(1));
    await sweep();
    expect((await told()).filter((one) => one.endsWith('office_leader'))).toEqual([
      '市政府办公室/office_leader',
    ]);
    await settle({ verdict: 'open', reason: '矿方电话无人接听' });
    expect(await sweep()).toEqual([]);
    hub.clock.advance(minutes(30));
    expect(await sweep()).toEqual([id]);
    await settle({ verdict: 'true' });
    hub.clock.advance(hours(48));
    expect(await sweep()).toEqual([]);
    expect((await hub.log(id, 'level.settle_asked')).map(({ data }) => data['round'])).toEqual([1, 2, 3, 2]);
  });
});

describe('counts seen again', () => {
  it('raise the matter they belong to, once each, and stand in its history', async () => {
    const seen = newItem(COLD, { engagement: { views: 900 } });
    await store(seen);
    await judge();
    const { id } = await only();
    expect((await hub.incident(id)).opinionLevel).toBe('一般');
    const again = { ...seen, engagement: { views: 120_000, likes: 30 } };
    expect(await store(again)).toEqual({ added: [], classified: 0, grown: 1 });
    expect(await store(again)).toEqual({ added: [], classified: 0, grown: 0 });
    expect(await judge()).toBe(1);
    expect(await judge()).toBe(0);
    const risen = await only();
    expect(risen).toMatchObject({ id, opinionLevel: '较大', itemCount: 1, needsRouting: true });
    expect(risen.heat).toBeGreaterThan(0);
    expect((await hub.log(id, 'item.grown'))[0]?.data).toMatchObject({ views: 120_000, interactions: 30 });
    const [row] = await hub.manager.find(ItemRow);
    expect(row).toMatchObject({ engagement: { views: 120_000, likes: 30 }, grownAt: null });
    expect(await hub.manager.countBy(JudgementRow, { itemId: row!.id })).toBe(2);
    // A copy finds the matter as before: judged twice, it stands in the index once.
    await store(newItem(COLD, { source: { name: '论坛', tier: 'self', scope: 'local' } }));
    await judge();
    expect((await only()).itemCount).toBe(2);
  });

  it('never fall, and a hot list counts as more', async () => {
    const seen = newItem(COLD, { engagement: { views: 5_000 } });
    await store(seen);
    const grow = (part: Partial<NewItem>) =>
      growKnown(hub.manager, hub.jurisdictionId, [{ ...seen, engagement: {}, ...part }]);
    expect(await grow({ engagement: { views: 4_999 } })).toBe(0);
    expect(await grow({ hotSearch: 'none' })).toBe(0);
    // Not judged yet: brought up to date, nothing to judge again.
    expect(await grow({ hotSearch: 'national', engagement: { views: 10 } })).toBe(1);
    const [row] = await hub.manager.find(ItemRow);
    expect(row).toMatchObject({ engagement: { views: 5_000 }, hotSearch: 'national', grownAt: null });
    await judge();
    expect((await only()).opinionLevel).toBe('重大');
    expect(await grow({ hotSearch: 'local' })).toBe(0);
  });

  it('of many items of a day count together (OP-4)', async () => {
    for (const name of ['甲网', '乙网', '丙网', '丁网'])
      await store(
        newItem(COLD, { source: { name, tier: 'self', scope: 'local' }, engagement: { views: 30_000 } }),
      );
    await judge();
    expect(await only()).toMatchObject({ itemCount: 4, opinionLevel: '较大' });
  });
});
