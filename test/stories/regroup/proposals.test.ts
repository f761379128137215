import { GroupingProposalRow, GroupingProposals } from '#incidents/service';
import { IncidentIndex } from '#judge';
import { createRegroupWorld, DRY, FEES, PERSON, type RegroupWorld } from './world.js';

let world: RegroupWorld;
let proposals: GroupingProposals;
beforeAll(async () => {
  world = await createRegroupWorld();
  proposals = new GroupingProposals(world.source, world.clock, world.regroup);
});
afterAll(() => world.database.drop());
beforeEach(() => world.fresh());

const open = () =>
  world.manager.find(GroupingProposalRow, { where: { state: 'open' }, order: { similarity: 'DESC' } });
const source = (name: string) => ({ source: { name, tier: 'self' as const, scope: 'local' as const } });
const MORE = `${DRY}今天还是没有水，孩子没法洗澡。`;

const DRY_TOO =
  '崇文街道兴华小区停水两天了，三千多户居民没有水做饭，自来水公司电话打不通，什么时候恢复供水？';
const FEES_TOO =
  '新义街道绿城社区的物业公司乱收费，业主到物业办公室反映，一直没人管，请有关部门查一查收费标准。';

/** Two matters that a split left apart though they are one. */
async function parted() {
  const dry = await world.told(DRY);
  const more = await world.told(MORE, source('另一论坛'));
  expect(more.incidentId).toBe(dry.incidentId);
  const { incidentId } = await world.move(dry.incidentId, [more.itemId]);
  return { stays: dry.incidentId, made: incidentId, item: more.itemId };
}

it('the later pass proposes what may be one, with reasons, but never what a person has kept apart', async () => {
  const { stays, made } = await parted();
  expect(await world.judge.propose(world.jurisdictionId)).toBe(0);
  await world.manager.query('delete from kept_apart');
  expect(await world.judge.propose(world.jurisdictionId)).toBe(1);
  const [proposal] = await open();
  expect(new Set([proposal?.fromId, proposal?.intoId])).toEqual(new Set([stays, made]));
  expect(proposal?.kind).toBe('merge');
  expect(proposal?.reasons).toEqual(expect.arrayContaining(['地点相同：崇文街道', '时间在同一天']));
  expect(await world.judge.propose(world.jurisdictionId)).toBe(0);
});

it('one click merges, one click keeps apart for good', async () => {
  const { stays, made } = await parted();
  await world.manager.query('delete from kept_apart');
  await world.judge.propose(world.jurisdictionId);
  const [first] = await open();
  const seen = async (id: string | null | undefined) => world.version(id ?? '');
  const versions = { from: await seen(first?.fromId), into: await seen(first?.intoId) };
  await expect(
    proposals.accept(first?.id ?? '', { ...versions, from: versions.from - 1 }, PERSON),
  ).rejects.toThrow('stale');
  const done = await proposals.accept(first?.id ?? '', versions, PERSON);
  expect([stays, made]).toContain(done.incidentId);
  await world.undo(done.regroupingId);
  await world.manager.query('delete from kept_apart');
  await world.judge.propose(world.jurisdictionId);
  const [second] = await open();
  await proposals.decline(second?.id ?? '', PERSON);
  await expect(proposals.decline(second?.id ?? '', PERSON)).rejects.toMatchObject({
    code: 'grouping_settled',
  });
  expect(await world.manager.query('select origin from kept_apart')).toEqual([{ origin: 'declined' }]);
  expect(await world.judge.propose(world.jurisdictionId)).toBe(0);
  expect(await world.log(second?.fromId ?? '', 'grouping.declined')).toHaveLength(1);
});

it('a matter that falls into two is proposed for a split, and the accepted split takes out the right items', async () => {
  const dry = await world.told(DRY);
  const fees = await world.told(FEES);
  for (const [text, into] of [
    [DRY_TOO, dry],
    [FEES_TOO, fees],
  ] as const) {
    const more = await world.told(text, source('另一论坛'));
    if (more.incidentId !== into.incidentId) await world.merge(more.incidentId, into.incidentId);
  }
  await world.merge(fees.incidentId, dry.incidentId);
  // As if each were told in words of its own: copies do not speak.
  await world.manager.query('update incident_item set duplicate_of = null');
  await world.judge.propose(world.jurisdictionId);
  const [split] = await open();
  expect(split).toMatchObject({ kind: 'split', fromId: dry.incidentId, intoId: null });
  expect(split?.reasons[0]).toContain('地点不同');
  const versions = { from: await world.version(dry.incidentId), into: null };
  const { incidentId } = await proposals.accept(split?.id ?? '', versions, PERSON);
  expect((await world.incident(incidentId)).itemCount).toBe(2);
  expect((await world.incident(dry.incidentId)).itemCount).toBe(2);
});

it('proposals about a matter that ends are not shown any more', async () => {
  const { made } = await parted();
  await world.manager.query('delete from kept_apart');
  await world.judge.propose(world.jurisdictionId);
  expect(await open()).toHaveLength(1);
  await world.actions.close(made, await world.version(made), '已处理', PERSON);
  await world.judge.propose(world.jurisdictionId);
  expect(await open()).toHaveLength(0);
});

it('an item near another matter, but not near enough, opens its own and is put to a person; a report is not', async () => {
  const dry = await world.told(DRY);
  const near = { duplicateOf: null, duplicateIn: null, alsoCopiesOf: [], incidentId: null };
  const suggestions = [{ incidentId: dry.incidentId, similarity: 0.09 }];
  const find = jest.spyOn(IncidentIndex.prototype, 'find').mockReturnValue({ ...near, suggestions });
  const other = await world.told('崇文街道供水公司的收费窗口态度差，老人交水费排队半天，希望改进。');
  await world.told('举报梧桐镇副镇长刘大勇收受料场老板好处费，包庇违法排污，请纪委查处。');
  find.mockRestore();
  expect(await open()).toMatchObject([
    { kind: 'attach', fromId: other.incidentId, intoId: dry.incidentId, rehearsal: false },
  ]);
  expect((await open())[0]?.reasons).toContain('地点相同：崇文街道');
});

describe('a drill', () => {
  const LEAK = '梧桐镇化工厂发生泄漏，厂区居民闻到刺鼻气味，消防车已到现场，群众正在转移。';
  const DRILL = '梧桐镇组织化工厂泄漏应急演练，模拟厂区居民闻到刺鼻气味，消防车到现场，群众转移。';

  it('told of in a text joins no real event however like it is, and is not proposed for merging with one', async () => {
    const real = await world.told(LEAK);
    const drill = await world.told(DRILL, source('另一论坛'));
    expect(drill.incidentId).not.toBe(real.incidentId);
    expect((await world.incident(drill.incidentId)).flags).toContain('drill');
    const more = await world.told(`${LEAK}气味很大。`, source('第三论坛'));
    expect(more.incidentId).toBe(real.incidentId);
    // Somebody takes the drill up all the same: both are open now.
    await world.manager.query(`update incident set state = 'dispatched' where id = $1`, [drill.incidentId]);
    await world.judge.propose(world.jurisdictionId);
    expect(await open()).toEqual([]);
  });

  it('of ours, with the very words of the real event, is a matter of its own that nothing leads to', async () => {
    const real = await world.told(LEAK);
    const rehearsed = await world.told(LEAK, { rehearsal: true, ...source('演练信源') });
    expect(rehearsed.incidentId).not.toBe(real.incidentId);
    expect((await world.incident(rehearsed.incidentId)).rehearsal).toBe(true);
    await world.judge.propose(world.jurisdictionId);
    expect(await open()).toEqual([]);
    await expect(world.merge(rehearsed.incidentId, real.incidentId)).rejects.toMatchObject({
      code: 'merge_mixed',
    });
  });
});
