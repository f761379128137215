import { Client } from 'pg';
import { IncidentItemRow, IncidentRow, ItemRow, JudgementRow, LOG_CHANNEL } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { IndexKeeper, JudgeStep } from '#judge/service';
import { MORNING, addItem, createHub, hours, minutes, type Hub } from './hub.js';

let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
afterAll(() => hub.database.drop());
beforeEach(async () => {
  await hub.manager.query(
    'truncate item, incident, incident_item, incident_counter, incident_log, judgement, assignment, deadline, decision',
  );
  hub.woken.calls.length = 0;
  hub.clock.set(MORNING);
});

const worker = (keeper?: IndexKeeper) =>
  new JudgeStep(hub.source, hub.clock, hub.woken, readDirectory, keeper);
const COLD = '新义街道绿城社区的小区连续三天暖气不热，老人孩子在家穿着棉衣，物业和供热公司互相推诿。';
const DRY = '崇文街道兴华小区从昨天早上开始停水，三千多户居民没有水做饭，希望尽快恢复供水。';

const item = (text: string, part: Partial<ItemRow> = {}) =>
  addItem(hub, { title: text.slice(0, 16), text, ...part });
const fromSource = (name: string, tier = 'self') => ({ source: { name, tier, scope: 'local' } });
const incidents = () => hub.manager.find(IncidentRow, { order: { createdAt: 'ASC', number: 'ASC' } });
const only = async (): Promise<IncidentRow> => {
  const rows = await incidents();
  expect(rows).toHaveLength(1);
  return rows[0] as IncidentRow;
};
const placed = async (itemId: string) =>
  (await hub.manager.findOneByOrFail(IncidentItemRow, { itemId })).incidentId;

it('an item becomes an incident with a number, its reasons, a line in the log, and wakes routing', async () => {
  const id = await item(COLD);
  expect(await worker().run(hub.jurisdictionId)).toBe(1);
  const incident = await only();
  expect(incident).toMatchObject({
    number: '2026-0001',
    state: 'judged',
    needsRouting: true,
    itemCount: 1,
    discoveredAt: MORNING,
    rehearsal: false,
  });
  expect(incident.places.map((place) => place.name)).toContain('新义街道');
  expect((await hub.log(incident.id)).map((row) => row.type)).toEqual(['incident.opened', 'incident.judged']);
  expect(hub.woken.of('route')).toEqual([{ incidentId: incident.id }]);
  const stored = await hub.manager.findOneByOrFail(JudgementRow, { itemId: id });
  expect(stored).toMatchObject({ incidentId: incident.id, directoryVersion: hub.directory.version });
  expect(await worker().run(hub.jurisdictionId)).toBe(0);
});

it('a repost raises the heat of its incident and changes nothing else', async () => {
  const first = await item(COLD);
  await worker().run(hub.jurisdictionId);
  const { version } = await only();
  const repost = await item(COLD, fromSource('本地论坛'));
  await worker().run(hub.jurisdictionId);
  expect(await only()).toMatchObject({ itemCount: 2, version });
  expect(await hub.manager.findOneByOrFail(IncidentItemRow, { itemId: repost })).toMatchObject({
    duplicateOf: first,
  });
  expect(hub.woken.of('route')).toHaveLength(1);
});

it('a text shows that its beginning and its end were copies of one another', async () => {
  const beginning =
    '连续三天，我们小区的暖气一点都不热，室内只有十三度，老人孩子整天穿着棉衣，给物业打电话说是热力公司的事，';
  const middle = '新义街道绿城社区的干部也来看过，';
  const end =
    '热力公司说要等换热站检修完才能恢复，什么时候修好没有人说得清，眼看又要降温，请政府管一管，给居民一个准话。';
  const cut = await item(`${beginning}${middle}`);
  const other = await item(`${middle}${end}`);
  await worker().run(hub.jurisdictionId);
  expect(new Set([await placed(cut), await placed(other)]).size).toBe(1);
  const repeats = async (itemId: string) =>
    (await hub.manager.findOneByOrFail(IncidentItemRow, { itemId })).duplicateOf;
  expect(await repeats(other)).toBeNull();
  const whole = await item(`${beginning}${middle}${end}`);
  await worker().run(hub.jurisdictionId);
  expect([await repeats(cut), await repeats(other), await repeats(whole)]).toEqual([null, cut, cut]);
});

it('a graver medium raises the level, which is logged and routed again', async () => {
  await item(COLD);
  await worker().run(hub.jurisdictionId);
  await item(COLD, fromSource('某中央媒体', 'central'));
  await worker().run(hub.jurisdictionId);
  const incident = await only();
  expect(incident.opinionLevel).toBe('重大');
  expect(await hub.log(incident.id, 'level.raised')).toMatchObject([
    { data: { axis: 'opinion', to: '重大' } },
  ]);
  expect(hub.woken.of('route')).toHaveLength(2);
});

it('an earlier discovery moves T0 and the 48 hours earlier; a later one moves nothing', async () => {
  await item(COLD);
  await worker().run(hub.jurisdictionId);
  const { id } = await only();
  await hub.routeStep.run(id);
  const earlier = new Date(MORNING.getTime() - hours(2));
  for (const discoveredAt of [earlier, new Date(MORNING.getTime() + hours(5))]) {
    await item(COLD, { discoveredAt, ...fromSource('另一论坛') });
    await worker().run(hub.jurisdictionId);
    await hub.routeStep.run(id);
    expect((await only()).discoveredAt).toEqual(earlier);
    const statutory = (await hub.deadlines(id)).find((row) => row.rule === 'DL-03');
    expect(statutory?.dueAt).toEqual(new Date(earlier.getTime() + hours(48)));
  }
});

it('two workers side by side judge each item once and give each number once', async () => {
  const texts = Array.from({ length: 230 }, (_, index) => (index % 2 ? COLD : DRY));
  const ids = [];
  for (const text of texts) ids.push(await item(text, fromSource(`来源${ids.length % 7}`)));
  const workers = [worker(), worker(), worker()];
  const counts = await Promise.all(workers.map((one) => one.run(hub.jurisdictionId)));
  let done = counts.reduce((sum, count) => sum + count, 0);
  for (const one of workers) done += await one.run(hub.jurisdictionId);
  expect(done).toBe(ids.length);
  expect(await hub.manager.countBy(JudgementRow, {})).toBe(ids.length);
  const rows = await incidents();
  expect(rows.map((row) => row.number)).toEqual(['2026-0001', '2026-0002']);
  expect(rows.reduce((sum, row) => sum + row.itemCount, 0)).toBe(ids.length);
});

it('a worker finds what another process judged before', async () => {
  const here = worker();
  const there = worker();
  await item(DRY);
  await there.run(hub.jurisdictionId);
  await item(COLD);
  await here.run(hub.jurisdictionId);
  const later = await item(COLD, fromSource('另一论坛'));
  await there.run(hub.jurisdictionId);
  const rows = await incidents();
  expect(rows).toHaveLength(2);
  expect(rows.find((row) => row.itemCount === 2)?.id).toBe(await placed(later));
  const keeper = new IndexKeeper();
  const [hit] = await keeper.lookup(hub.manager, hub.jurisdictionId, COLD);
  expect(hit?.incidentId).toBe(await placed(later));
});

it('rehearsal, real and imported items never meet; history has no clocks', async () => {
  await item(COLD, { rehearsal: true });
  await item(COLD, { historic: true, publishedAt: new Date('2024-03-05T10:00:00+08:00') });
  await item(COLD);
  await worker().run(hub.jurisdictionId);
  const rows = await incidents();
  expect(rows.map((row) => row.number).sort()).toEqual(['2026-0001', '史2024-0001', '演2026-0001']);
  const history = rows.find((row) => row.historic) as IncidentRow;
  expect(history.needsRouting).toBe(false);
  expect(hub.woken.of('route')).toHaveLength(2);
  await hub.manager.update(IncidentRow, { id: history.id }, { needsRouting: true });
  await hub.routeStep.run(history.id);
  expect(await hub.deadlines(history.id)).toEqual([]);
  expect(await hub.duties(history.id)).toEqual([]);
});

it('what is none of ours is judged and makes no incident, unless a person says where it belongs', async () => {
  await item(COLD);
  await item('外地某市举行马拉松比赛', { source: { name: '外地网', tier: 'local', scope: 'open' } });
  await worker().run(hub.jurisdictionId);
  const { id } = await only();
  expect(await hub.manager.countBy(JudgementRow, { incidentId: id })).toBe(1);
  const chosen = await item('还是老样子，没人管', {
    intoIncidentId: id,
    source: { name: '值班登记', tier: 'self', scope: 'open' },
  });
  await worker().run(hub.jurisdictionId);
  expect(await placed(chosen)).toBe(id);
  expect((await only()).itemCount).toBe(2);
});

it('a closed matter that comes up again is a new incident; later voices join that one', async () => {
  await item(COLD);
  await worker().run(hub.jurisdictionId);
  const old = await only();
  await hub.actions.close(old.id, old.version, '已处理', 'account:zhang');
  hub.clock.advance(hours(24));
  const late = await item(COLD, { ...fromSource('转载'), publishedAt: MORNING });
  await worker().run(hub.jurisdictionId);
  expect(await placed(late)).toBe(old.id);
  const again = await item(`${COLD}去年就这样，今年又来了，投诉电话打了五次。`, fromSource('市民信箱'));
  await worker().run(hub.jurisdictionId);
  const next = await hub.incident(await placed(again));
  expect(next).toMatchObject({ recurrenceOf: old.id, flags: expect.arrayContaining(['recurrent']) });
  hub.clock.advance(minutes(30));
  const more = await item(`绿城社区的居民说：${COLD}今天还是不热，室温只有十二度。`, fromSource('另一论坛'));
  await worker().run(hub.jurisdictionId);
  expect(await placed(more)).toBe(next.id);
});

it('a text on which judging fails holds up nobody', async () => {
  const broken = await item(COLD);
  const nothing = new Proxy(hub.directory, {
    get: (target, key) => {
      if (key === 'version') return target.version;
      if (key === 'then') return undefined;
      throw new Error('cannot be judged');
    },
  });
  const step = new JudgeStep(hub.source, hub.clock, hub.woken, () => Promise.resolve(nothing));
  step['logger'].localInstance.error = () => undefined;
  expect(await step.run(hub.jurisdictionId)).toBe(1);
  expect(await hub.manager.findOneByOrFail(JudgementRow, { itemId: broken })).toMatchObject({
    incidentId: null,
    result: { why: [{ rule: 'JUDGE' }] },
  });
});

it('a failed transaction leaves nothing behind, neither in the database nor in memory', async () => {
  const step = worker();
  await item(COLD);
  await hub.manager.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$`,
  );
  await hub.manager.query(`create trigger refuse before insert on judgement execute function refuse()`);
  await expect(step.run(hub.jurisdictionId)).rejects.toThrow('disk full');
  expect(await incidents()).toEqual([]);
  await hub.manager.query(`drop trigger refuse on judgement`);
  expect(await step.run(hub.jurisdictionId)).toBe(1);
  expect(await only()).toMatchObject({ number: '2026-0001', itemCount: 1 });
});

it('judges what arrives now before the history that waits', async () => {
  const old = await item(DRY, { historic: true });
  const now = await item(COLD);
  await worker().run(hub.jurisdictionId);
  const order = await hub.manager.find(JudgementRow, { order: { seq: 'ASC' } });
  expect(order.map((row) => row.itemId)).toEqual([now, old]);
});

it('announces each line of the log when it is committed', async () => {
  const listener = new Client({ connectionString: hub.database.url });
  await listener.connect();
  const heard: { type: string; number: string; rehearsal: boolean }[] = [];
  listener.on('notification', (message) => heard.push(JSON.parse(message.payload ?? '')));
  await listener.query(`listen ${LOG_CHANNEL}`);
  await item(COLD, { rehearsal: true });
  await item(DRY, { historic: true });
  await worker().run(hub.jurisdictionId);
  await listener.query('select 1');
  await listener.end();
  expect(heard).toMatchObject([
    { type: 'incident.opened', number: '演2026-0001', rehearsal: true, jurisdictionId: hub.jurisdictionId },
    { type: 'incident.judged' },
  ]);
});
