import fc from 'fast-check';
import { IncidentIndex } from './incident-index.js';
import type { IndexEntry } from './types.js';

let number = 0;
const entry = (text: string, more: Partial<IndexEntry> = {}): IndexEntry => ({
  id: `item-${++number}`,
  title: '',
  text,
  at: new Date('2026-11-18T09:00:00+08:00'),
  places: [],
  localities: [],
  bodies: [],
  topics: [],
  ...more,
});

/** Puts entries into an index in order; the answer is the incident of each. */
function incidentsOf(entries: readonly IndexEntry[], index = new IncidentIndex()): string[] {
  return entries.map((one) => {
    const { incidentId, duplicateOf } = index.find(one);
    const incident = incidentId ?? `incident of ${one.id}`;
    index.add(one, incident, duplicateOf);
    return incident;
  });
}

const heating = '城东花园小区暖气三天不热，家里只有十三度，老人孩子都穿着棉衣，热力公司说在抢修。';
const heatingAgain = '城东花园的暖气还是冰凉，十三度的屋里怎么住人，热力公司抢修了几天没有结果。';
const school = '实验小学放学时门口车辆乱停，孩子过马路很危险，希望安排人员疏导交通。';

describe('incident index', () => {
  it('joins letters on one matter, days apart, and parts those on others', () => {
    const [first, second, third, fourth] = incidentsOf([
      entry(heating),
      entry(school),
      entry(heatingAgain, { at: new Date('2026-11-25T20:00:00+08:00') }),
      entry('公园里的健身器材坏了很久，螺丝都掉了，没有人来修。'),
    ]);
    expect(third).toBe(first);
    expect(new Set([first, second, fourth]).size).toBe(3);
  });

  it('names the first of its kind for every copy', () => {
    const index = new IncidentIndex();
    const original = entry(heating);
    index.add(original, 'A');
    const copy = entry(`转发：${heating}`);
    expect(index.find(copy)).toMatchObject({ duplicateOf: original.id, incidentId: 'A' });
    index.add(copy, 'A', original.id);
    expect(index.find(entry(`【网友】${heating}`)).duplicateOf).toBe(original.id);
  });

  it('keeps the same words about different townships apart', () => {
    const about = (places: string[]) => entry(heating, { places });
    const [a, b, again] = incidentsOf([about(['东镇']), about(['西镇']), about(['东镇'])]);
    expect(b).not.toBe(a);
    expect(again).toBe(a);
  });

  it('keeps notices on one template apart when number or place is exchanged', () => {
    const notice = (day: string, village: string) =>
      entry(`停水通知：因管道检修，定于${day}8时至18时对${village}停水，请村民提前储水，不便之处敬请谅解。`);
    const incidents = incidentsOf([
      notice('11月20日', '前山村'),
      notice('11月21日', '前山村'),
      notice('11月20日', '后河村'),
      notice('11月20日', '前山村'),
    ]);
    expect(new Set(incidents.slice(0, 3)).size).toBe(3);
    expect(incidents[3]).toBe(incidents[0]);
  });

  it('holds reports together in which the number of people rises', () => {
    const report = (dead: number) =>
      entry(`快讯：柳沟煤矿发生透水事故，目前已造成${dead}人遇难，救援仍在进行，事故原因正在调查。`);
    const [first, second] = incidentsOf([report(3), report(9)]);
    expect(second).toBe(first);
  });

  it('draws together by a named body, and suggests what is near but not near enough', () => {
    const index = new IncidentIndex({ merge: 0.9, suggest: 0.05 });
    index.add(entry(heating, { bodies: ['热力公司'] }), 'A');
    const near = index.find(entry(heatingAgain, { bodies: ['热力公司'] }));
    const apart = index.find(entry(heatingAgain, { bodies: ['供电公司'] }));
    expect(near.incidentId).toBeNull();
    expect(near.suggestions[0]!.incidentId).toBe('A');
    expect(near.suggestions[0]!.similarity).toBeGreaterThan(apart.suggestions[0]?.similarity ?? 0);
  });

  it('takes the incident a person chose, and follows incidents a person put together', () => {
    const index = new IncidentIndex();
    index.add(entry(heating), 'A');
    expect(index.find(entry(heatingAgain, { forcedIncident: 'B' })).incidentId).toBe('B');
    index.merge('A', 'C');
    expect(index.find(entry(heatingAgain)).incidentId).toBe('C');
    index.merge('C', 'A');
    expect(index.find(entry(heatingAgain)).incidentId).toBe('C');
  });

  it('joins what stands at one address, also under other tracking', () => {
    const index = new IncidentIndex();
    index.add(entry(heating, { url: 'https://news.example/a/7' }), 'A');
    const updated = entry('最新进展：供热已恢复。', { url: 'https://www.news.example/a/7?utm_source=wx' });
    expect(index.find(updated)).toMatchObject({ incidentId: 'A', duplicateOf: null });
  });

  it('forgets what left the window', () => {
    const index = new IncidentIndex({ window: 3 });
    index.add(entry(heating, { url: 'https://news.example/a/7' }), 'A');
    for (let i = 0; i < 3; i++) index.add(entry(`${school}第${i}次反映`), 'S');
    expect(index.find(entry(heating, { url: 'https://news.example/a/7' }))).toMatchObject({
      incidentId: null,
      duplicateOf: null,
    });
  });

  it('says which incidents can still be found', () => {
    const index = new IncidentIndex({ window: 2 });
    index.add(entry(heating), 'A');
    expect([index.holds('A'), index.holds('B')]).toEqual([true, false]);
    index.merge('A', 'B');
    expect([index.holds('A'), index.holds('B')]).toEqual([true, true]);
    for (let i = 0; i < 2; i++) index.add(entry(`${school}第${i}次反映`), 'S');
    expect([index.holds('B'), index.holds('S')]).toEqual([false, true]);
  });

  it('does not hold matters together by a line a site sets under everything', () => {
    const line = '随手发一下，祝大家周末愉快，欢迎在评论区留言讨论，更多本地消息请关注我们的账号。';
    const subjects = [
      '晚霞真好看',
      '出一台洗衣机',
      '有人打羽毛球吗',
      '谁丢了一只猫',
      '柿饼晒好了',
      '二手车转让',
    ];
    const incidents = incidentsOf(subjects.map((title) => entry(`${title}，${line}`, { title })));
    expect(new Set(incidents.slice(3)).size).toBe(3);
  });

  it('is looked up while somebody types', () => {
    const index = new IncidentIndex();
    index.add(entry(heating, { url: 'https://news.example/a/7' }), 'A');
    index.add(entry(school), 'B');
    expect(index.lookup('城东花园小区暖气不热')[0]).toMatchObject({ incidentId: 'A', sameLink: false });
    expect(index.lookup('', 'https://news.example/a/7')[0]).toEqual({
      incidentId: 'A',
      similarity: 1,
      sameLink: true,
    });
    expect(index.lookup('全新的一件事情')).toEqual([]);
  });

  it('gives the same answers for the same entries in the same order, whatever was asked in between', () => {
    const subjects = ['暖气不热', '停水', '路灯不亮', '噪声扰民', '垃圾成堆'];
    const places = ['城东花园小区', '西关村', '南街'];
    const text = fc.record({
      subject: fc.constantFrom(...subjects),
      place: fc.constantFrom(...places),
      tail: fc.constantFrom('请尽快处理', '反映多次没有结果', '到底谁来管'),
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (texts) => {
        const entries = texts.map(({ subject, place, tail }) => entry(`${place}${subject}，${tail}`));
        const asked = new IncidentIndex();
        const twice = entries.map((one) => {
          asked.lookup(one.text);
          asked.find(entries[0]!);
          const { incidentId, duplicateOf } = asked.find(one);
          const incident = incidentId ?? `incident of ${one.id}`;
          asked.add(one, incident, duplicateOf);
          return incident;
        });
        expect(twice).toEqual(incidentsOf(entries));
      }),
      { numRuns: 15 },
    );
  });
});

describe('what keeps matters of one township apart', () => {
  const at = new Date('2026-11-18T09:00:00+08:00');
  const lamp = (id: string, village: string, more: Partial<IndexEntry> = {}): IndexEntry => ({
    id,
    title: '',
    text: `柱濮镇${village}路灯坏了三十一盏，晚上走路全靠手电，反映到现在没有答复`,
    at,
    places: ['柱濮镇'],
    localities: [village],
    bodies: [],
    topics: ['市政道路、路灯、井盖、排水'],
    names: ['柱濮镇', village],
    ...more,
  });

  it('another village has its own lamps', () => {
    const index = new IncidentIndex();
    index.add(lamp('1', '桥北村'), 'A');
    expect(
      index.find(lamp('2', '桥北村', { text: '桥北村的路灯还是没有修，晚上走路全靠手电' })).incidentId,
    ).toBe('A');
    expect(index.find(lamp('3', '尚家庄村')).incidentId).toBeNull();
  });

  it('the name of the township alone makes no matter', () => {
    const index = new IncidentIndex();
    index.add(lamp('1', '桥北村'), 'A');
    const allowance = lamp('2', '桥北村', {
      text: '柱濮镇低保金停发五个月，家里老人等着买药，反映到现在没有答复',
      localities: [],
      topics: ['低保/特困/临时救助'],
    });
    expect(index.find(allowance).incidentId).toBeNull();
  });
});
