import * as fc from 'fast-check';
import { IncidentItemRow, IncidentRow, registerOrder } from '#incidents/service';
import { IndexKeeper, JudgeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { hours, MORNING } from '../incidents/hub.js';
import { DRY, DUST, FEES, HOLE, matters, picture, createRegroupWorld, type RegroupWorld } from './world.js';

let world: RegroupWorld;
beforeAll(async () => {
  world = await createRegroupWorld();
});
afterAll(() => world.database.drop());
beforeEach(() => world.fresh());

const link = (itemId: string) => world.manager.findOneByOrFail(IncidentItemRow, { itemId });
const places = async (id: string) => (await world.incident(id)).places.map(({ name }) => name);
const source = (name: string) => ({ source: { name, tier: 'self' as const, scope: 'local' as const } });

/** Two matters taken for one: the first holds what belongs to both. */
async function mixed() {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY, { discoveredAt: new Date(MORNING.getTime() + hours(1)) });
  const copy = await world.told(DRY, source('另一论坛'));
  expect(copy.incidentId).toBe(dry.incidentId);
  await world.merge(dry.incidentId, fees.incidentId);
  return { id: fees.incidentId, gone: dry.incidentId, fees: fees.itemId, dry: dry.itemId, copy: copy.itemId };
}

it('items split off make a matter of their own with their own clock; copies follow, the other clock stands', async () => {
  const { id, dry, copy } = await mixed();
  const before = await world.deadlines(id);
  const { incidentId } = await world.move(id, [dry]);
  expect(incidentId).not.toBe(id);
  expect(await world.incident(incidentId)).toMatchObject({ itemCount: 2, state: 'dispatched' });
  expect(await link(copy)).toMatchObject({ incidentId, duplicateOf: dry, pinnedBy: 'zhang' });
  expect(await places(incidentId)).toEqual(['崇文街道']);
  expect(await places(id)).toEqual(['新义街道']);
  expect(await world.incident(id)).toMatchObject({ itemCount: 1 });
  expect((await world.deadlines(id)).map(({ dueAt }) => dueAt)).toEqual(before.map(({ dueAt }) => dueAt));
  const statutory = (await world.deadlines(incidentId)).find(({ rule }) => rule === 'DL-03');
  expect(statutory?.startsAt).toEqual(MORNING);
  expect(await world.manager.query('select origin from kept_apart')).toEqual([{ origin: 'split' }]);
});

it('one item at least goes, one at least stays, and only what is in the matter goes', async () => {
  const { id, fees, dry, copy } = await mixed();
  const other = await world.told(DUST);
  await expect(world.move(id, [])).rejects.toMatchObject({ code: 'regroup_no_items' });
  // The third is a copy of the second and would go along: which it is, and what to choose instead, is said.
  await expect(world.move(id, [fees, dry])).rejects.toMatchObject({
    code: 'regroup_all_items',
    message: expect.stringMatching(/没有选的 1 条（“.+”）与所选的内容重复.+请不选原文“.+”/),
  });
  await expect(world.move(id, [fees, dry, copy])).rejects.toMatchObject({
    message: expect.stringMatching(/请用“并入”。$/),
  });
  await expect(world.move(id, [other.itemId])).rejects.toMatchObject({ code: 'regroup_unknown_item' });
});

it('a copy moved away from what it repeats is a text of its own, and new copies follow the person', async () => {
  const first = await world.told(FEES);
  const copy = await world.told(FEES, source('另一论坛'));
  const hole = await world.told(HOLE);
  await world.move(first.incidentId, [copy.itemId], hole.incidentId);
  expect(await link(copy.itemId)).toMatchObject({ incidentId: hole.incidentId, duplicateOf: null });
  const later = await world.told(FEES, source('第三论坛'));
  expect(later.incidentId).toBe(hole.incidentId);
});

it('an older item makes the clock of the matter it goes to earlier', async () => {
  const early = new Date(MORNING.getTime() - hours(4));
  const { id, dry } = await mixed();
  const hole = await world.told(HOLE);
  await world.manager.query('update item set discovered_at = $2 where id = $1', [dry, early]);
  await world.move(id, [dry], hole.incidentId);
  const statutory = (await world.deadlines(hole.incidentId)).find(({ rule }) => rule === 'DL-03');
  expect(statutory?.dueAt).toEqual(new Date(early.getTime() + hours(48)));
});

it("a superior's order goes with the matter, and its clock with it", async () => {
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  await world.source.transaction(async (manager) => {
    const incident = await manager.findOneByOrFail(IncidentRow, { id: dry.incidentId });
    await registerOrder(
      { manager, at: world.clock.now(), actor: 'account:zhang' },
      incident,
      {
        itemId: null,
        body: '吕梁市委宣传部',
        documentNumber: null,
        callerSealed: null,
        callerPhoneSealed: null,
        channel: 'call',
        receivedAt: world.clock.now(),
        asked: '请于今日 18 时前回告',
        dueAt: new Date(MORNING.getTime() + hours(9)),
        reportTo: null,
        units: [],
      },
      world.directory,
    );
    await manager.save(incident);
  });
  const { regroupingId } = await world.merge(dry.incidentId, fees.incidentId);
  expect(await world.manager.query('select incident_id, state from superior_order')).toEqual([
    { incident_id: fees.incidentId, state: 'open' },
  ]);
  expect((await world.deadlines(fees.incidentId)).filter(({ rule }) => rule === 'DL-19')).toMatchObject([
    { state: 'open' },
  ]);
  await world.undo(regroupingId);
  expect(await world.manager.query('select incident_id from superior_order')).toEqual([
    { incident_id: dry.incidentId },
  ]);
});

it('an undone split ends what it made; whatever joined that goes where its items go', async () => {
  const { id, dry } = await mixed();
  const before = await places(id);
  const { regroupingId, incidentId } = await world.move(id, [dry]);
  const later = await world.told(`${DRY}今天还是没有水。`, source('第三论坛'));
  expect(later.incidentId).toBe(incidentId);
  await world.undo(regroupingId);
  expect(await world.incident(incidentId)).toMatchObject({ state: 'merged', mergedInto: id });
  expect((await link(later.itemId)).incidentId).toBe(id);
  expect((await places(id)).sort()).toEqual(before.sort());
  expect((await world.incident(id)).itemCount).toBe(4);
  expect(await world.manager.query('select * from kept_apart')).toEqual([]);
});

it('an index in another process, and one built anew, follow what persons decided', async () => {
  const other = new JudgeStep(world.source, world.clock, world.woken, readDirectory, new IndexKeeper());
  const fees = await world.told(FEES);
  const dry = await world.told(DRY);
  const find = async (judge: JudgeStep) => (await judge.lookup(world.jurisdictionId, DRY))[0]?.incidentId;
  expect(await find(other)).toBe(dry.incidentId);
  const { regroupingId } = await world.merge(dry.incidentId, fees.incidentId);
  const anew = () => new JudgeStep(world.source, world.clock, world.woken, readDirectory, new IndexKeeper());
  for (const judge of [world.judge, other, anew()]) expect(await find(judge)).toBe(fees.incidentId);
  await world.undo(regroupingId);
  for (const judge of [world.judge, other, anew()]) expect(await find(judge)).toBe(dry.incidentId);
});

it('property: merges, splits and moves, all undone in turn, leave the grouping and the states as they stood', async () => {
  const texts = [FEES, DRY, HOLE, DUST];
  const step = fc.record({
    kind: fc.constantFrom('merge' as const, 'split' as const, 'move' as const),
    a: fc.nat(6),
    b: fc.nat(6),
    item: fc.nat(6),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async (steps) => {
      await world.fresh();
      for (const text of texts) {
        await world.told(text);
        await world.told(`${text}到现在还是这样。`, source('另一论坛'));
      }
      const ids = (await matters(world.manager)).map(({ id }) => id);
      const before = await picture(world.manager, ids);
      const done: string[] = [];
      for (const { kind, a, b, item } of steps) {
        const open = (await matters(world.manager)).filter(({ state }) => state !== 'merged');
        const [from, into] = [open[a % open.length], open[b % open.length]];
        if (!from || !into) continue;
        const links = await world.manager.findBy(IncidentItemRow, { incidentId: from.id });
        const chosen = links[item % links.length]?.itemId ?? '';
        const attempt =
          kind === 'merge'
            ? world.merge(from.id, into.id)
            : world.move(from.id, [chosen], kind === 'move' ? into.id : undefined);
        const result = await attempt.catch((error: { code?: string }) => {
          if (!error.code?.startsWith('merge_') && !error.code?.startsWith('regroup_')) throw error;
          return null;
        });
        if (result) done.push(result.regroupingId);
        world.clock.advance(60_000);
      }
      for (const id of done.toReversed()) await world.undo(id);
      expect(await picture(world.manager, ids)).toBe(before);
    }),
    { numRuns: 6, seed: 7 },
  );
});
