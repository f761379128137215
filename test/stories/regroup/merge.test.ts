import { FactActions, FactSettlementRow, RegroupActions, StaleError } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { hours, minutes, MORNING } from '../incidents/hub.js';
import {
  COLD,
  DRY,
  DUST,
  FEES,
  HOLE,
  PERSON,
  picture,
  createRegroupWorld,
  type RegroupWorld,
} from './world.js';

let world: RegroupWorld;
beforeAll(async () => {
  world = await createRegroupWorld();
});
afterAll(() => world.database.drop());
beforeEach(() => world.fresh());

const standing = async (id: string) =>
  (await world.duties(id)).filter((duty) => duty.state !== 'withdrawn' && duty.mustSign);
const units = async (id: string) => (await standing(id)).map(({ unit }) => unit).sort();

it('a merged matter ends with its number leading on; its items, units and earlier clock go with it', async () => {
  const early = new Date(MORNING.getTime() - hours(5));
  const fees = await world.told(FEES);
  const dry = await world.told(DRY, { discoveredAt: early });
  const before = [...(await units(fees.incidentId)), ...(await units(dry.incidentId))];
  await world.merge(dry.incidentId, fees.incidentId);
  const gone = await world.incident(dry.incidentId);
  expect(gone).toMatchObject({
    state: 'merged',
    mergedInto: fees.incidentId,
    itemCount: 0,
    needsRouting: false,
  });
  const stays = await world.incident(fees.incidentId);
  expect(stays).toMatchObject({ state: 'dispatched', itemCount: 2, discoveredAt: early });
  expect(stays.places.map(({ name }) => name)).toEqual(expect.arrayContaining(['新义街道', '崇文街道']));
  expect(await units(fees.incidentId)).toEqual([...new Set(before)].sort());
  expect(await standing(dry.incidentId)).toEqual([]);
  const statutory = (await world.deadlines(fees.incidentId)).find(({ rule }) => rule === 'DL-03');
  expect(statutory?.dueAt).toEqual(new Date(early.getTime() + hours(48)));
  expect((await world.deadlines(dry.incidentId)).map(({ state }) => state)).not.toContain('open');
  expect(await world.log(fees.incidentId, 'incident.absorbed')).toHaveLength(1);
  expect(await world.log(dry.incidentId, 'incident.merged')).toMatchObject([
    { data: { into: fees.incidentId } },
  ]);
});

it('a unit that signed the one need not sign the other, and nobody gets more time', async () => {
  const one = await world.told(FEES);
  const other = await world.told(HOLE);
  expect(other.incidentId).not.toBe(one.incidentId);
  world.clock.advance(minutes(10));
  const signed = (await standing(other.incidentId)).find(({ unit }) => unit === '新义街道');
  await world.actions.signDuty(signed?.id ?? '', 'link:新义街道');
  world.clock.advance(minutes(20));
  const due = (await standing(one.incidentId)).map(({ unit, signDueAt }) => [unit, signDueAt?.getTime()]);
  await world.merge(other.incidentId, one.incidentId);
  const duties = await standing(one.incidentId);
  expect(duties.filter(({ unit }) => unit === '新义街道')).toMatchObject([
    { state: 'signed', signedAt: new Date(MORNING.getTime() + minutes(10)), signedBy: 'link:新义街道' },
  ]);
  for (const [unit, before] of due)
    expect(duties.find((duty) => duty.unit === unit)?.signDueAt?.getTime()).toBeLessThanOrEqual(
      Number(before),
    );
  const told: { unit: string }[] = await world.manager.query(
    `select unit from announcement where template = 'merged' and incident_id = $1`,
    [one.incidentId],
  );
  expect(told.map(({ unit }) => unit)).toContain('新义街道');
});

it('what a preview shows is what happens, and a preview changes nothing', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const ids = [fees.incidentId, dry.incidentId];
  const before = await picture(world.manager, ids);
  const seen = await world.regroup.previewMerge(await world.pair(dry.incidentId, fees.incidentId));
  expect(await picture(world.manager, ids)).toBe(before);
  const { effect } = await world.merge(dry.incidentId, fees.incidentId);
  expect(effect).toEqual(seen);
  expect(seen.matters[0]).toMatchObject({ id: fees.incidentId, items: { from: 1, to: 2 } });
  expect(seen.matters[1]).toMatchObject({ state: { from: 'dispatched', to: 'merged' } });
});

it('an undone merge leaves everything as it stood, and the two apart', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY, { discoveredAt: new Date(MORNING.getTime() - hours(3)) });
  const ids = [fees.incidentId, dry.incidentId];
  const before = await picture(world.manager, ids);
  const { regroupingId } = await world.merge(dry.incidentId, fees.incidentId);
  world.clock.advance(minutes(5));
  await world.undo(regroupingId);
  expect(await picture(world.manager, ids)).toBe(before);
  const told: { unit: string }[] = await world.manager.query(
    `select unit from announcement where template = 'merge_undone' and incident_id = $1`,
    [dry.incidentId],
  );
  expect(told.map(({ unit }) => unit)).toEqual(expect.arrayContaining(await units(dry.incidentId)));
  expect(await world.manager.query('select origin from kept_apart')).toEqual([{ origin: 'undone' }]);
  await expect(world.undo(regroupingId)).rejects.toMatchObject({ code: 'undo_done' });
});

describe('figures that a person has settled', () => {
  const settle = async (id: string, figures: { dead?: number; injured?: number }) => {
    const facts = new FactActions(world.source, world.clock, world.woken);
    const given = {
      version: await world.version(id),
      figures,
      claim: null,
      source: '市应急管理局',
      itemId: null,
    };
    const asTheyAre = ({ eventLevel, opinionLevel }: Awaited<ReturnType<typeof world.incident>>) =>
      Promise.resolve({ eventLevel, opinionLevel });
    await facts.settle(id, given, asTheyAre, PERSON);
  };
  const figures = async (id: string) => {
    const { judgement } = await world.incident(id);
    return [judgement?.facts.dead, judgement?.facts.injured, judgement?.settled?.figures];
  };

  it('go along into the other matter, above what its items say then and later, and come back with an undo', async () => {
    const hole = await world.told(`${HOLE}已有1人受伤。`);
    const fees = await world.told(FEES);
    await settle(fees.incidentId, { injured: 0 });
    world.clock.advance(minutes(1));
    await settle(hole.incidentId, { dead: 0, injured: 3 });
    const before = await Promise.all([hole, fees].map(({ incidentId }) => figures(incidentId)));
    const { regroupingId } = await world.merge(hole.incidentId, fees.incidentId);
    // Of one subject the newest word of a person holds.
    expect(await figures(fees.incidentId)).toEqual([0, 3, { dead: 0, injured: 3 }]);
    const rows = await world.manager.findBy(FactSettlementRow, { incidentId: fees.incidentId });
    expect(rows).toHaveLength(3);
    await world.told(`${HOLE}听说有5人受伤。`, {
      source: { name: '另一论坛', tier: 'self', scope: 'local' },
    });
    expect(await figures(fees.incidentId)).toEqual([0, 3, { dead: 0, injured: 3 }]);
    await world.undo(regroupingId);
    expect(await Promise.all([hole, fees].map(({ incidentId }) => figures(incidentId)))).toEqual(before);
  });

  it('taken back while the two were one, do not come back with the undo', async () => {
    const hole = await world.told(`${HOLE}已有1人受伤。`);
    const fees = await world.told(FEES);
    await settle(hole.incidentId, { injured: 3 });
    const { regroupingId } = await world.merge(hole.incidentId, fees.incidentId);
    const [row] = await world.manager.findBy(FactSettlementRow, { incidentId: fees.incidentId });
    const facts = new FactActions(world.source, world.clock, world.woken);
    await facts.undo(row?.id ?? '', await world.version(fees.incidentId), PERSON);
    await world.undo(regroupingId);
    expect(await figures(hole.incidentId)).toEqual([null, 1, undefined]);
  });
});

it('what units did meanwhile is not lost by an undo', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const { regroupingId } = await world.merge(dry.incidentId, fees.incidentId);
  world.clock.advance(minutes(5));
  for (const duty of await standing(fees.incidentId))
    await world.actions.signDuty(duty.id, `link:${duty.unit}`);
  await world.undo(regroupingId);
  expect((await standing(dry.incidentId)).map(({ state }) => state)).toEqual(
    (await standing(dry.incidentId)).map(() => 'signed'),
  );
  expect((await world.incident(dry.incidentId)).state).toBe('signed');
  expect((await world.incident(fees.incidentId)).state).toBe('signed');
});

it('a matter that waited is under way once one that is goes into it, and waits again after the undo', async () => {
  const cold = await world.told(COLD);
  const dry = await world.told(DRY);
  expect((await world.incident(cold.incidentId)).state).toBe('awaiting_confirmation');
  const went = await units(dry.incidentId);
  const { regroupingId } = await world.merge(dry.incidentId, cold.incidentId);
  expect((await world.incident(cold.incidentId)).state).toBe('dispatched');
  expect(await units(cold.incidentId)).toEqual(expect.arrayContaining(went));
  for (const duty of await standing(cold.incidentId))
    await world.actions.signDuty(duty.id, `link:${duty.unit}`);
  await world.undo(regroupingId);
  expect(await world.incident(cold.incidentId)).toMatchObject({
    state: 'awaiting_confirmation',
    allSignedAt: null,
  });
  expect((await world.incident(dry.incidentId)).state).toBe('signed');
});

it('items that came since stay, unless the person says where they belong', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const { regroupingId } = await world.merge(dry.incidentId, fees.incidentId);
  const source = { name: '另一论坛', tier: 'self' as const, scope: 'local' as const };
  const later = await world.told(`${DRY}现在还是没有水。`, { source });
  expect(later.incidentId).toBe(fees.incidentId);
  const { since } = await world.regroup.previewUndo({ regroupingId, back: [] });
  expect(since).toEqual([later.itemId]);
  await world.undo(regroupingId, [later.itemId]);
  expect(await world.placed(later.itemId)).toBe(dry.incidentId);
  expect(await world.incident(dry.incidentId)).toMatchObject({ itemCount: 2, state: 'dispatched' });
  expect((await world.incident(fees.incidentId)).places.map(({ name }) => name)).not.toContain('崇文街道');
});

it('an undo is refused once a person has built on it', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const { regroupingId } = await world.merge(dry.incidentId, fees.incidentId);
  await world.actions.confirmLevel(
    fees.incidentId,
    { version: await world.version(fees.incidentId), level: '较大', reason: '人数多' },
    PERSON,
  );
  await expect(world.undo(regroupingId)).rejects.toMatchObject({ code: 'undo_followed' });
  world.clock.advance(hours(31 * 24));
  await expect(world.undo(regroupingId)).rejects.toMatchObject({ code: 'undo_too_late' });
});

it('a stale page, an answered matter, another lane and a report are refused', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const asked = await world.pair(dry.incidentId, fees.incidentId);
  await world.told(DUST);
  await world.actions.confirmLevel(
    fees.incidentId,
    { version: asked.versions.into, level: '较大', reason: '人数多' },
    PERSON,
  );
  await expect(world.regroup.merge(asked, PERSON)).rejects.toBeInstanceOf(StaleError);
  const drill = await world.told(DUST, { rehearsal: true });
  await expect(world.merge(drill.incidentId, fees.incidentId)).rejects.toMatchObject({ code: 'merge_mixed' });
  await expect(world.merge(fees.incidentId, fees.incidentId)).rejects.toMatchObject({ code: 'merge_self' });
  const report = await world.told('举报梧桐镇副镇长刘大勇收受料场老板好处费，包庇违法排污，请纪委查处。');
  expect((await world.incident(report.incidentId)).restricted).toBe(true);
  await expect(world.merge(report.incidentId, fees.incidentId)).rejects.toMatchObject({
    code: 'merge_restricted',
  });
  await world.answer(
    dry.incidentId,
    {
      version: await world.version(dry.incidentId),
      url: 'https://www.xiaoyi.gov.cn/a',
      at: world.clock.now(),
    },
    PERSON,
  );
  await expect(world.merge(dry.incidentId, fees.incidentId)).rejects.toMatchObject({
    code: 'merge_answered',
  });
  await world.merge(fees.incidentId, dry.incidentId);
  await expect(world.merge(fees.incidentId, dry.incidentId)).rejects.toMatchObject({ code: 'merge_over' });
});

it("a person's routing wins; where both are corrected the person who merges says which", async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const correct = async (id: string, respondents: string[]) =>
    world.routing.correctRouting(
      id,
      {
        version: await world.version(id),
        respondents,
        firstResponsible: [],
        assisting: [],
        lead: null,
        reason: '职责',
      },
      PERSON,
    );
  await correct(fees.incidentId, ['市住建局']);
  const first = await world.merge(dry.incidentId, fees.incidentId);
  expect((await world.incident(fees.incidentId)).routing?.respondents).toEqual(['市住建局']);
  await world.undo(first.regroupingId);
  await correct(dry.incidentId, ['市水利局']);
  const asked = await world.pair(dry.incidentId, fees.incidentId);
  await expect(world.regroup.merge(asked, PERSON)).rejects.toMatchObject({ code: 'merge_whose_routing' });
  await world.regroup.merge({ ...asked, routing: 'both' }, PERSON);
  const { routing, routedBy } = await world.incident(fees.incidentId);
  expect(routing?.respondents).toEqual(['市住建局', '市水利局']);
  expect(routedBy).toBe('zhang');
  expect(await units(fees.incidentId)).toEqual(['市住建局', '市水利局']);
});

it('a merge cut off in the middle leaves nothing behind', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const ids = [fees.incidentId, dry.incidentId];
  const before = await picture(world.manager, ids);
  const broken = new RegroupActions(world.source, world.clock, world.woken, readDirectory, {
    rejudge: async () => undefined,
    reroute: () => Promise.reject(new Error('killed')),
    unite: (current) => current,
  });
  const asked = await world.pair(dry.incidentId, fees.incidentId);
  await expect(broken.merge(asked, PERSON)).rejects.toThrow('killed');
  expect(await picture(world.manager, ids)).toBe(before);
  expect(await world.manager.query('select id from regrouping')).toEqual([]);
  await world.merge(dry.incidentId, fees.incidentId);
});

it('two persons who merge the same two at once do it once', async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const asked = await world.pair(dry.incidentId, fees.incidentId);
  const turned = await world.pair(fees.incidentId, dry.incidentId);
  const results = await Promise.allSettled([
    world.regroup.merge(asked, PERSON),
    world.regroup.merge(turned, 'account:li'),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await world.manager.query('select id from regrouping')).toHaveLength(1);
});
