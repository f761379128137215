import { judge } from '../judge.js';
import type { Rejected } from '../text/reading.js';
import { judged, judgedOpen, post, xiaoyi } from '../../../../test/support/judging.js';

const ours = (text: string) =>
  judged(text)
    .places.filter((place) => place.kind !== 'outside')
    .map((place) => (place.via ? `${place.name}<${place.via}` : place.name));

describe('where a matter is', () => {
  it.each([
    ['梧桐镇的路灯全坏了', ['梧桐镇']],
    ['兑镇街上垃圾成堆', ['兑镇镇']],
    ['偏城村停水三天', ['兑镇镇<偏城村']],
    ['兑镇偏城村停水三天', ['兑镇镇']],
    ['永安社区楼道没有灯', ['崇文街道<永安社区']],
    ['家住高阳，最近总停电', ['高阳镇']],
    ['振兴派出所门口堵车', ['振兴街道']],
    ['新峪矿家属院暖气不热', ['兑镇镇<新峪矿']],
    ['经济开发区夜里有怪味', ['山西孝义经济开发区']],
    ['梧桐镇和下堡镇都停水了', ['下堡镇', '梧桐镇']],
    ['孝义的公交车等不来', ['孝义市']],
  ])('%s', (text, expected) => {
    expect(ours(text).toSorted()).toEqual(expected.toSorted());
  });

  it.each(['梧桐树的毛到处飞', '乡村振兴补贴没到账', '小区里的高阳台', '河北村民来这里打工'])(
    'takes no common word for a place: %s',
    (text) => expect(ours(text)).toEqual([]),
  );

  it('takes the place of the event, not the home of those it happens to', () => {
    expect(ours('家住崇文街道的李女士在高阳镇赶集时被撞伤')).toEqual(['高阳镇']);
    expect(ours('我家是兑镇镇偏城村的，昨天带娃去新义街道被贴了罚单')).toEqual(['新义街道']);
    expect(ours('家住崇文街道的李女士家里停水')).toEqual(['崇文街道']);
  });

  it('maps merged and renamed townships to those of today and says so (RT-41)', () => {
    const merged = judged('南阳乡的小学校舍漏雨');
    expect(merged.places).toMatchObject([{ name: '杜村乡', via: '南阳乡', renamedFrom: '南阳乡' }]);
    expect(merged.flags).toContain('renamed_place');
    expect(judged('大孝堡乡卫生院没有医生').places).toMatchObject([
      { name: '大孝堡镇', renamedFrom: '大孝堡乡' },
    ]);
    const village = judged('大孝堡镇高仁村停电');
    expect(village.flags).not.toContain('renamed_place');
  });

  it('keeps the names of the time for an item of before the change', () => {
    const old = judged('大孝堡乡卫生院没有医生', { discoveredAt: '2020-07-01T08:00:00+08:00' });
    expect(old.places).toMatchObject([{ name: '大孝堡乡', via: null }]);
    expect(old.flags).not.toContain('renamed_place');
  });

  it('leaves open a village that exists twice, until the township is named', () => {
    const open = judged('赵家庄的水井干了');
    expect(open.places[0]?.ambiguous.toSorted()).toEqual(['下堡镇·赵家庄', '新义街道·赵家庄']);
    expect(open.flags).toContain('place_ambiguous');
    expect(open.flags).not.toContain('maybe_outside');
    const named = judged('下堡镇赵家庄村的水井干了');
    expect(named.places).toMatchObject([{ name: '下堡镇', ambiguous: [] }]);
    expect(named.flags).not.toContain('place_ambiguous');
  });

  it('with an open source counts the neighbour’s village of the same name too', () => {
    const unclear = judgedOpen('张家庄村今早起火');
    expect(unclear.flags).toEqual(expect.arrayContaining(['place_ambiguous', 'maybe_outside']));
    expect(unclear.places[0]?.ambiguous).toEqual(expect.arrayContaining(['灵石县·张家庄']));
    expect(judgedOpen('孝义市张家庄村今早起火').flags).not.toContain('maybe_outside');
  });
});

describe('what is ours but not the place of the event', () => {
  const aside = (text: string) => judged(text).asides?.map(({ name, role }) => `${name}:${role}`) ?? [];

  it.each([
    ['下堡镇煤车侧翻，司机被送到新义街道一家医院救治', ['新义街道:destination']],
    ['市政府在新义街道，我们下栅乡的人反映问题要跑半天', ['新义街道:office']],
    ['驿马乡的路不如梧桐镇的，一下雨就没法走', ['梧桐镇:compared']],
    ['兑镇人老张在梧桐镇打工摔断了腿', ['兑镇镇:home']],
    ['从兑镇镇赶到新义街道办手续，窗口没人', ['兑镇镇:home']],
    ['从兑镇镇到新义街道的公交停了', []],
    ['家住崇文街道的李女士家里停水', []],
  ])('stands aside: %s', (text, expected) => expect(aside(text)).toEqual(expected));

  it('is said in the reasons, and to whoever asks what was passed over', () => {
    const text = '家住崇文街道的李女士在高阳镇赶集时被撞伤';
    const reason = judged(text).why.find(({ rule }) => rule.startsWith('place-aside:'));
    expect(reason).toMatchObject({ because: '“崇文街道”是当事人的来处，不作事发地。', words: ['崇文街道'] });
    const rejected: Rejected[] = [];
    judge(post(text), xiaoyi, { trace: { rejected } });
    expect(rejected).toContainEqual(expect.objectContaining({ kind: 'place', name: '崇文街道' }));
  });
});

describe('how sure', () => {
  const sure = (text: string, open = false) => (open ? judgedOpen : judged)(text).places[0]?.confidence ?? 0;

  it('is surer with suffix, company and a source of the city, and unsure of what is shared or doubtful', () => {
    expect(sure('孝义市兑镇镇停水')).toBeGreaterThan(sure('兑镇镇停水'));
    expect(sure('兑镇镇停水')).toBeGreaterThan(sure('高阳停水'));
    expect(sure('柱濮镇停水')).toBeGreaterThan(sure('柱濮镇停水', true));
    expect(sure('下堡镇赵家庄村停水')).toBeGreaterThan(sure('赵家庄村停水'));
    expect(sure('崇文街道断水', true)).toBeLessThanOrEqual(0.5);
    expect(sure('IP属地：孝义 门口的路挖开一个月没人填', true)).toBe(0.5);
  });

  it('says why a namesake is not ours', () => {
    const because = (text: string) => judgedOpen(text).why.find(({ rule }) => rule === 'relevance')?.because;
    expect(because('文水县孝义镇的桥塌了')).toBe('因文中有“文水县”，判为文水县孝义镇，不属本市。');
    expect(because('冠县多个小区停水，崇文街道最严重')).toBe('因文中有“冠县”，判为冠县崇文街道，不属本市。');
  });
});

describe('namesakes and places elsewhere', () => {
  it.each(['尊敬的县领导，路灯坏了', '请问县教育局何时开学', '希望县里修路，各区县都有', '在各区县推广'])(
    'takes no word before 县 for a county: %s',
    (text) => expect(judged(text).places).toEqual([]),
  );

  it.each([
    '文水县孝义镇的桥塌了',
    '巩义市孝义街道有人摆摊',
    '渭南市临渭区孝义镇停水',
    '汾阳市演武镇赵家庄村着火',
    '介休市义棠镇的路没人修',
    '南阳市某小区停气',
    '平遥县古城门票涨价',
    '山东孝义黑猪养殖场冒黑烟',
  ])('refuses %s', (text) => {
    const judgement = judged(text);
    expect([judgement.relevant, judgement.outOfJurisdiction]).toEqual([false, true]);
    expect(judgement.flags).toEqual(['out_of_jurisdiction']);
  });

  it('asks for the place of the event, not for the home of a person', () => {
    expect(judged('孝义籍男子在太原打工被拖欠工资').outOfJurisdiction).toBe(true);
    expect(judged('从太原打工回来，村里的路还没修').relevant).toBe(true);
    expect(judgedOpen('IP属地：孝义。上海地铁太挤了').relevant).toBe(false);
  });

  it('hears of a matter on both sides of the border', () => {
    const border = judged('孝义市与介休市交界的河道漂满死鱼');
    expect(border.relevant).toBe(true);
    expect(border.flags).toContain('crosses_border');
  });
});

describe('relevance', () => {
  it.each([
    ['孝义市一小区停暖', true],
    ['孝义警方通报一起诈骗案', true],
    ['山西孝义透水事故救援', true],
    ['兑镇镇的学校要撤并', true],
    ['忠孝义举感动全城', false],
    ['传承孝义文化，弘扬孝义美德', false],
    ['教育局发布新规', false],
    ['某地化工厂爆炸', false],
    ['开发区招商引资', false],
    ['经济开发区企业欠薪', false],
  ])('with an open source: %s is ours: %s', (text, expected) => {
    expect(judgedOpen(text).relevant).toBe(expected);
  });

  it('with a local source a matter is ours unless another place is named', () => {
    expect(judged('楼下烧烤摊吵得睡不着').relevant).toBe(true);
    expect(judged('昆明一小区楼下烧烤摊吵得睡不着').relevant).toBe(false);
  });
});
