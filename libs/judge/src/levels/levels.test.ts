import type { Item } from '#incidents';
import { Directory } from '#jurisdiction';
import { judged, post, xiaoyi } from '../../../../test/support/judging.js';
import { judge } from '../judge.js';

const event = (text: string, overrides: Partial<Item> = {}) => {
  const { eventLevel, eventRule, provisional } = judged(text, overrides);
  return [eventLevel, eventRule, provisional];
};
const opinion = (text: string, overrides: Partial<Item> = {}) => judged(text, overrides).opinionLevel;

describe('event level ("以上"含本数)', () => {
  it.each([
    ['化工厂爆炸致30人死亡', 'I', 'EV-SAFE'],
    ['化工厂爆炸致29人死亡', 'II', 'EV-SAFE'],
    ['工地坍塌致10人死亡', 'II', 'EV-SAFE'],
    ['工地坍塌致9人死亡', 'III', 'EV-SAFE'],
    ['工地坍塌致3人死亡', 'III', 'EV-SAFE'],
    ['工地坍塌致2人死亡', 'IV', 'EV-SAFE'],
    ['工地坍塌致50人重伤', 'II', 'EV-SAFE'],
    ['工地坍塌，直接损失1000万元', 'III', 'EV-SAFE'],
    ['客车侧翻致6人死亡，3人重伤，14人轻微伤', 'III', 'EV-FIRE-TRAFFIC'],
    ['居民楼起火致1人受伤', 'IV', 'EV-FIRE-TRAFFIC'],
    ['居民楼起火，无人伤亡，直接损失80万元', 'IV', 'EV-FIRE-TRAFFIC'],
    ['化工厂有毒气体泄漏，紧急疏散4999人', 'IV', 'EV-ENV'],
    ['化工厂有毒气体泄漏，紧急疏散9999人', 'III', 'EV-ENV'],
    ['化工厂有毒气体泄漏，紧急疏散4.9万人', 'II', 'EV-ENV'],
    ['化工厂有毒气体泄漏，紧急疏散5万人', 'I', 'EV-ENV'],
    ['水源地遭污染，县级饮用水水源取水中断', 'II', 'EV-ENV'],
    ['水源地遭污染，乡镇饮用水水源取水中断', 'III', 'EV-ENV'],
    ['山火过火面积150公顷', 'II', 'EV-FOREST'],
    ['山体滑坡致4人死亡', 'III', 'EV-GEO'],
    ['食堂饭后29人食物中毒', 'none', 'EV-FOOD'],
    ['食堂饭后30人食物中毒', 'IV', 'EV-FOOD'],
    ['食堂饭后100人食物中毒', 'III', 'EV-FOOD'],
    ['食堂饭后120人食物中毒，2人死亡', 'II', 'EV-FOOD'],
    ['液氨泄漏，疏散12000人', 'II', 'EV-ENV'],
    ['约1200人聚集堵路', 'II', 'EV-MASS'],
    ['井下2人被困', 'IV', 'EV-RISK'],
    ['井下3人被困', 'III', 'EV-RISK'],
    ['小区停暖三天', 'none', null],
    ['爆炸声吓人，无人员伤亡', 'none', 'EV-SAFE'],
  ])('%s → %s', (text, level, rule) => expect(event(text).slice(0, 2)).toEqual([level, rule]));

  it('is suspected where it rests on hearsay or on people still missing (疑似)', () => {
    expect(event('网传煤矿爆炸死亡31人')).toEqual(['I', 'EV-SAFE', true]);
    expect(event('煤矿爆炸死亡31人')).toEqual(['I', 'EV-SAFE', false]);
    expect(event('煤矿爆炸死亡31人。听说附近要修路')).toEqual(['I', 'EV-SAFE', false]);
    expect(event('煤矿透水，12人被困')).toEqual(['II', 'EV-RISK', true]);
    expect(judged('煤矿透水，12人被困').flags).toContain('level_provisional');
  });

  it('gives way to what a person has confirmed, and to a drill', () => {
    expect(event('网传煤矿爆炸死亡31人', { facts: { eventLevel: 'IV' } })).toEqual(['IV', 'EV-SAFE', false]);
    expect(event('市里举行应急演练，模拟煤矿爆炸死亡31人')).toEqual(['none', null, false]);
  });

  it('says in its reason what it rests on', () => {
    const why = judged('工地坍塌致5人死亡12人受伤').why.find((reason) => reason.rule === 'EV-SAFE');
    expect(why?.because).toBe('生产安全事故：死亡5人，受伤12人，达到较大（III级）。');
    expect(why?.words).toEqual(expect.arrayContaining(['坍塌', '5人死亡']));
  });
});

describe('opinion level', () => {
  const comments = (n: number) => ({ engagement: { comments: n } });
  const tier = (name: 'central' | 'provincial' | 'municipal') => ({
    source: { name: '测试来源', tier: name, scope: 'local' as const },
  });

  it.each<[string, Partial<Item>, string]>([
    ['路灯坏了', {}, '一般'],
    ['路灯坏了', comments(999), '一般'],
    ['路灯坏了', comments(1000), '较大'],
    ['路灯坏了', { engagement: { comments: 400, reposts: 300, likes: 300 } }, '较大'],
    ['路灯坏了', { engagement: { views: 100_000 } }, '较大'],
    ['路灯坏了', { engagement: { views: 1_000_000 } }, '重大'],
    ['路灯坏了', comments(10_000), '重大'],
    ['路灯坏了', tier('municipal'), '一般'],
    ['路灯坏了', tier('provincial'), '较大'],
    ['路灯坏了', tier('central'), '重大'],
    ['路灯坏了', { hotSearch: 'local' }, '较大'],
    ['路灯坏了', { hotSearch: 'national' }, '重大'],
    ['路灯坏了', { assignedBySuperior: true }, '较大'],
    ['路灯坏了', { facts: { confirmedOpinionLevel: '特别重大' } }, '特别重大'],
  ])('%s %j → %s', (text, overrides, level) => expect(opinion(text, overrides)).toBe(level));

  it.each([
    ['洗煤厂偷排黑水，河里死鱼', '较大'],
    ['化工厂的刺鼻异味飘进小区', '较大'],
    ['老师体罚学生', '较大'],
    ['超市卖过期奶粉', '较大'],
    ['拆迁时半夜强拆', '较大'],
    ['三个孩子确诊手足口，学校隐瞒', '较大'],
    ['民警打人', '较大'],
    ['工人讨薪堵路', '较大'],
    ['一名老人溺亡', '较大'],
    ['空气质量不好，雾霾天多', '一般'],
    ['学生上学的公交车太少', '一般'],
    ['药店关门太早', '一般'],
    ['拆迁什么时候开始', '一般'],
    ['办事的领导不在', '一般'],
    ['事故无人员死亡，路灯坏了', '一般'],
    ['开死亡证明要跑三趟', '一般'],
  ])('OP-6 lifts only for a stated harm, breach or conflict: %s → %s', (text, level) =>
    expect(opinion(text)).toBe(level),
  );

  it('lifts once only, and not above 重大', () => {
    expect(opinion('拆迁强拆打人，学生受伤，有人死亡')).toBe('较大');
    expect(opinion('洗煤厂偷排黑水', comments(1000))).toBe('重大');
    expect(opinion('洗煤厂偷排黑水', comments(10_000))).toBe('重大');
  });

  it('lifts for a harm on a sensitive date', () => {
    const holiday = { discoveredAt: '2026-10-02T09:00:00+08:00' };
    expect(opinion('商户违规停放，发生冲突', holiday)).toBe('较大');
    expect(opinion('路灯坏了', holiday)).toBe('一般');
    expect(opinion('商户违规停放，发生冲突')).toBe('一般');
  });

  it('only suggests 特别重大 until a person confirms it (OP-7)', () => {
    const suggested = judged('化工厂爆炸致31人死亡');
    expect([suggested.opinionLevel, suggested.opinionConfirmed]).toEqual(['特别重大', false]);
    expect(suggested.flags).toContain('level_needs_confirmation');
    const confirmed = judged('化工厂爆炸致31人死亡', { facts: { confirmedOpinionLevel: '特别重大' } });
    expect(confirmed.opinionConfirmed).toBe(true);
    expect(confirmed.flags).not.toContain('level_needs_confirmation');
  });

  it('gives a reason for each step', () => {
    const rules = judged('洗煤厂偷排黑水', { ...comments(1200), hotSearch: 'local' }).why.map(
      ({ rule }) => rule,
    );
    expect(rules).toEqual(expect.arrayContaining(['OP-3', 'OP-4', 'OP-6']));
  });
});

describe('OP-9 in one text', () => {
  it.each([
    ['夜间施工噪声，10日内已有7个独立来源分别反映', '较大'],
    ['夜间施工噪声，10日内已有3个独立来源分别反映', '一般'],
    ['夜间施工噪声，60天内已有7个独立来源分别反映', '一般'],
  ])('%s', (text, level) => expect(opinion(text)).toBe(level));
});

describe('must respond', () => {
  it.each<[string, Partial<Item>, string[]]>([
    // MR-1 政策误解误读
    ['限行政策被误读为全天限行', {}, ['MR-1']],
    ['有人断章取义，把社保补贴的通知说成不发了', {}, ['MR-1']],
    ['路牌上的字容易误读，建议换大一点', {}, []],
    ['供水站误读水表，多收了水费', {}, []],
    // MR-2 切身利益且影响较大
    ['小区停水两天', { engagement: { comments: 1500 } }, ['MR-2']],
    ['小区停水两天', {}, []],
    ['广场舞比赛有人抢话筒', { engagement: { comments: 1500 } }, []],
    // MR-3 冲击道德底线
    ['护工虐待老人', {}, ['MR-3']],
    ['护工虐待老人，院方说没有虐待', {}, ['MR-3']],
    ['护工耐心细致，没有虐待老人', {}, []],
    ['建议出台措施，防止虐待老人', {}, []],
    // MR-4 突发事件和自然灾害
    ['山洪冲了村子', {}, ['MR-4']],
    ['工地坍塌致2人死亡', {}, ['MR-4']],
    ['镇里组织山洪演练，模拟转移群众', {}, []],
    ['网络小说写煤矿爆炸死了三十人，剧情很吓人', {}, []],
    ['小区消防通道堵死，万一发生火灾怎么办', {}, []],
    ['楼道堆满杂物，火灾隐患很大', {}, []],
    ['楼道堆满杂物，火灾隐患很大，昨晚真的着火了', {}, ['MR-4']],
    ['疫情期间装的路灯坏了，草坪被踩踏绿地变荒地', {}, []],
    ['疫情期间装的路灯砸下来，引起大火', {}, ['MR-4']],
    // MR-5 上级要求回应
    ['路灯坏了', { assignedBySuperior: true }, ['MR-5']],
    ['省政府督查组交办：路灯坏了，限期反馈', {}, ['MR-5']],
    ['公司上级要求员工加班', {}, []],
    // MR-6 is not in force.
    ['路灯坏了', { hotSearch: 'national' }, []],
  ])('%s %j → %j', (text, overrides, expected) => {
    const { mustRespond, flags } = judged(text, overrides);
    expect(mustRespond).toEqual(expect.arrayContaining(expected));
    expect(flags.includes('must_respond')).toBe(mustRespond.length > 0);
    if (expected.length === 0) expect(mustRespond).toEqual([]);
  });

  it('holds for a hot list where a city has put MR-6 in force, and for no other', () => {
    const levels = structuredClone(xiaoyi.profile.levels);
    for (const row of levels.mustRespond) if (row.id === 'MR-6') row.enabled = true;
    const city = new Directory({ ...xiaoyi.profile, levels }, 'test');
    const must = (hotSearch: Item['hotSearch']) => judge(post('路灯坏了', { hotSearch }), city).mustRespond;
    expect([must('local'), must('national'), must('none')]).toEqual([['MR-6'], ['MR-6'], []]);
  });
});
