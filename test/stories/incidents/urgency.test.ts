import { AnnouncementRow, IncidentRow, ItemRow, JudgementRow } from '#incidents/service';
import { COLD, hearingOf } from './hearing.js';
import { MORNING, createHub, hours, type Hub } from './hub.js';

let hub: Hub;
beforeAll(async () => {
  hub = await createHub();
});
afterAll(() => hub.database.drop());
beforeEach(async () => {
  await hub.manager.query(
    `truncate item, incident, incident_item, incident_counter, incident_log, judgement, assignment, deadline, decision,
       announcement`,
  );
  hub.woken.calls.length = 0;
  hub.clock.set(MORNING);
});

const { newItem, store, judge, only, clocks } = hearingOf(() => hub);

it('what looks urgent is judged before a backlog, each in order of arrival', async () => {
  const backlog = Array.from({ length: 450 }, (_, n) =>
    newItem(`崇文街道第${n}号楼的路灯坏了，没有人来修理。`),
  );
  const urgent = [
    newItem('兑镇镇一处工地坍塌，2人被埋，正在救援。'),
    newItem('梧桐镇一家化工厂爆炸，有人受伤。'),
  ];
  await store(...backlog, ...urgent);
  await judge();
  const first = await hub.manager.find(JudgementRow, { order: { seq: 'ASC' }, take: 2 });
  const rows = await hub.manager.findBy(ItemRow, { turn: 0 });
  expect(first.map(({ itemId }) => rows.find(({ id }) => id === itemId)?.text)).toEqual(
    urgent.map(({ text }) => text),
  );
  expect(rows).toHaveLength(2);
});

describe('at three in the morning', () => {
  const NIGHT = new Date('2026-11-19T03:00:00+08:00');
  /** Whose matters the duty room is told of. */
  const told = async (at: Date, ...texts: string[]) => {
    hub.clock.set(at);
    for (const text of texts) await store(newItem(text));
    await judge();
    for (const { incidentId } of hub.woken.of('route')) await hub.routeStep.run(incidentId as string);
    const rows = await hub.manager.findBy(AnnouncementRow, { template: 'emergency_at_night' });
    const titles = rows.map(async ({ incidentId, audience, unit }) => {
      const { title } = await hub.incident(incidentId);
      return `${title.slice(0, 4)} → ${unit} ${audience}`;
    });
    return (await Promise.all(titles)).sort();
  };

  it('the duty room hears of what is graded and of what sounds like an emergency, not of worries', async () => {
    const heard = await told(
      NIGHT,
      '兑镇镇一处工地坍塌，2人被埋，正在救援。',
      '梧桐镇一家化工厂爆炸，有人受伤。',
      '崇文街道一小区消防通道堵死，万一发生火灾怎么办。',
      '2019年6月下栅乡一家饭店发生火灾、12人遇难的旧视频又被翻出来。',
      '新义街道绿城社区暖气不热。',
    );
    expect(heard).toEqual(['兑镇镇一 → 市政府办公室 duty', '梧桐镇一 → 市政府办公室 duty']);
  });

  it('it is told once, and not of what its policy tells the office anyway', async () => {
    expect(await told(NIGHT, '高阳镇一煤矿透水，12人遇难。')).toEqual([]);
    const text = '梧桐镇一家化工厂爆炸，有人受伤。';
    expect(await told(NIGHT, text)).toHaveLength(1);
    expect(await told(NIGHT, `${text}消防车还在往里开。`)).toHaveLength(1);
  });

  it('by day the office is there', async () => {
    expect(await told(MORNING, '兑镇镇一处工地坍塌，2人被埋，正在救援。')).toEqual([]);
  });
});

describe('what is slow, old or invented', () => {
  const DAY = hours(24);
  const from = (name: string) => ({ source: { name, tier: 'self' as const, scope: 'local' as const } });
  const NOISE = [
    '高阳镇小垣村口的洗煤厂夜里机器轰鸣，吵得全村睡不着，反映了没人管。',
    '高阳镇小垣村洗煤厂又是一夜噪声，孩子明天还要上学，请管一管洗煤厂夜间生产。',
    '小垣村的老人被洗煤厂夜间噪声吵得血压都高了，高阳镇洗煤厂什么时候能停夜班。',
    '高阳镇小垣村洗煤厂白天停晚上开，噪声比以前还大，村民找过厂里也没用。',
    '请问高阳镇小垣村洗煤厂夜间噪声扰民有没有人查，村里家家关着窗户睡觉。',
    '高阳镇小垣村洗煤厂的噪声持续十来天了，夜里机器不停，村民盼着早点解决。',
  ];

  it('a matter that six sources raise within ten days is 较大 at least and must be answered (OP-9)', async () => {
    const levels: string[] = [];
    for (const [index, text] of NOISE.entries()) {
      hub.clock.set(new Date(MORNING.getTime() + index * 1.5 * DAY));
      await store(newItem(text, from(`村民群${index}`)));
      await judge();
      levels.push((await only()).opinionLevel);
    }
    expect(levels).toEqual(['一般', '一般', '一般', '一般', '一般', '较大']);
    const row = await only();
    expect(row.mustRespond).toContain('MR-2');
    expect(row.judgement?.why.map(({ rule }) => rule)).toContain('OP-9');
  });

  it('an old story told anew waits for a person, starts no 5 hours, and is no part of what happens now', async () => {
    const now = '兑镇镇一家饭店发生火灾，12人遇难。';
    await store(newItem(now), newItem(`2019年6月${now.slice(0, -1)}的旧视频又被翻出来。`, from('短视频')));
    await judge();
    const rows = await hub.manager.find(IncidentRow, { order: { number: 'ASC' } });
    for (const { id } of rows) await hub.routeStep.run(id);
    const seen = await Promise.all(
      rows.map(async ({ id }) => [(await hub.incident(id)).flags.includes('old_event'), await clocks(id)]),
    );
    expect(seen).toEqual([
      [false, ['DL-01 open', 'DL-02 open']],
      [true, ['DL-03 open']],
    ]);
    const [, old] = rows;
    expect((await hub.incident(old?.id ?? '')).state).toBe('awaiting_confirmation');
  });

  it('a story that is invented is set aside with its reason', async () => {
    await store(newItem('追了一部网络小说，写兑镇镇煤矿爆炸死了三十人，剧情很吓人。'));
    await judge();
    const { id } = await only();
    await hub.routeStep.run(id);
    expect(await hub.incident(id)).toMatchObject({ state: 'set_aside', eventLevel: 'none', mustRespond: [] });
    expect(await clocks(id)).toEqual([]);
  });
});

describe('what goes first', () => {
  const turns = () =>
    hub.woken.calls.filter(({ name }) => name === 'route' || name === 'escalate').map(({ turn }) => turn);
  const routeAll = async () => {
    for (const { incidentId } of hub.woken.of('route')) await hub.routeStep.run(incidentId as string);
  };

  it('is what looked urgent, however light it is judged, in routing and in telling', async () => {
    await store(
      newItem('崇文街道3号楼的路灯坏了，没有人来修理。'),
      newItem('梧桐镇一家化工厂爆炸，有人受伤。'),
    );
    await judge();
    await routeAll();
    expect(turns()).toEqual(['first', 'in_order', 'first', 'in_order']);
    // The row says it too, for whoever sweeps.
    const rows = await hub.manager.find(IncidentRow, { order: { turn: 'ASC' } });
    expect(rows.map(({ turn, title }) => [turn, title.slice(0, 4)])).toEqual([
      [0, '梧桐镇一'],
      [1, '崇文街道'],
    ]);
  });

  it('is an ordinary matter that becomes grave, and one whose level a person lowers stays where it is', async () => {
    await store(newItem(COLD));
    await judge();
    await store(newItem(COLD, { source: { name: '某中央媒体', tier: 'central', scope: 'local' } }));
    await judge();
    expect(turns()).toEqual(['in_order', 'first']);
    const { id } = await only();
    await hub.manager.update(IncidentRow, { id }, { opinionLevel: '一般' });
    await hub.routeStep.run(id);
    expect(turns().at(-1)).toBe('first');
    expect((await only()).turn).toBe(0);
  });
});
