import { judged } from '../../../../test/support/judging.js';

/** Told on 18 November 2026. */
describe('what did not happen here and now', () => {
  it.each([
    '2019年3月，阳泉曲镇一煤矿透水，造成3人死亡',
    '五年前，兑镇煤矿爆炸死了7个人，至今难忘',
    '前年夏天那场洪水冲走了两个人',
    '今天是兑镇矿难十周年，当年31名矿工遇难',
    '旧视频：2015年梧桐镇化工厂爆炸，致5人死亡',
    '去年7月，柱濮镇山洪，2人失踪，现在又有人转发',
  ])('an old story: %s', (text) => expect(judged(text).flags).toContain('old_event'));

  it.each([
    '市消防救援大队在梧桐镇开展应急演练，模拟5人被困',
    '演练科目：井下透水，3名矿工被困，救护队紧急救援',
    '孝义市组织危化品泄漏应急演练，疏散群众200人',
    '桌面推演假设客车坠河致30人死亡',
  ])('a drill: %s', (text) => {
    const { flags, eventLevel } = judged(text);
    expect(flags).toContain('drill');
    expect(eventLevel).toBe('none');
  });

  it.each([
    '电影《矿井》讲的是一场透水，31名矿工被困',
    '小说里兑镇煤矿爆炸死了20人',
    '这部短剧剧情：孝义一化工厂爆炸，10人死亡',
  ])('a story: %s', (text) => expect(judged(text).eventLevel).toBe('none'));

  it.each([
    '如果矿上再不整改，会死人的',
    '这路口不装红绿灯迟早撞死人',
    '万一塌了，砸死三个孩子谁负责',
    '请问如果发生火灾造成3人死亡，责任如何划分',
    '计划组织100人参加培训，防止发生死亡事故',
    '会不会又像上次那样出人命',
    '要是等到有人遇难才来修就晚了',
    '希望不要等死了人才重视',
  ])('feared, asked or planned: %s', (text) => {
    const { facts, eventLevel } = judged(text);
    expect(facts.dead ?? 0).toBe(0);
    expect(eventLevel).toBe('none');
  });

  it.each([
    '气象台发布暴雨橙色预警，可能引发山洪、滑坡等灾害',
    '预计今晚到明天有大到暴雨，请注意防范地质灾害',
    '市应急局提醒：近期火灾多发，请注意用火安全',
  ])('a warning or forecast: %s', (text) => {
    const { facts, eventLevel } = judged(text);
    expect([facts.dead, facts.injured, facts.missing]).toEqual([null, null, null]);
    expect(eventLevel).toBe('none');
  });

  it.each([
    '昨天下午兑镇一煤矿透水，3名矿工被困',
    '11月16日，梧桐镇一厂房坍塌致2人死亡',
    '演练时真的着火了，2人受伤',
    '想起十年前的矿难，昨天兑镇又透水，2人死亡',
  ])('but this did: %s', (text) => {
    const { flags, eventLevel } = judged(text);
    expect(flags).not.toContain('old_event');
    expect(eventLevel).not.toBe('none');
  });

  it('keeps the time of the event beside the time of the report', () => {
    expect(judged('昨天上午9时许，兑镇一煤矿透水，3名矿工被困').happenedAt).toBe('2026-11-17T09:00+08:00');
    expect(judged('2019年3月，阳泉曲镇一煤矿透水，造成3人死亡').happenedAt).toBe('2019-03');
    expect(judged('昨天开始路灯就不亮了').happenedAt).toBeNull();
  });
});
