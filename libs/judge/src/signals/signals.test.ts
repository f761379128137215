import type { SignalKind } from '#incidents';
import { classifiedWords } from '#jurisdiction';
import { judged, judgedOpen, xiaoyi } from '../../../../test/support/judging.js';

const signal = (text: string, kind: SignalKind) => judged(text).signals.find((found) => found.kind === kind);

describe('circumstances', () => {
  it.each<[string, SignalKind]>([
    ['举报镇长贪污公款', 'misconduct'],
    ['工作人员向我索要财物', 'misconduct'],
    ['低保评定优亲厚友', 'misconduct'],
    ['国务院出台新政策，什么时候落地', 'superior_matter'],
    ['市委组织部提拔干部引发议论', 'not_government'],
    ['省督查组交办：限期反馈', 'superior_order'],
    ['限行政策被误读为全天限行', 'policy_misread'],
    ['镇政府推诿，村务不公开', 'township_affairs'],
    ['全市都停水了', 'citywide'],
    ['地震的说法是谣言', 'rumour'],
    ['我市开展防汛应急演练', 'drill'],
    ['短剧《矿井》纯属虚构', 'fiction'],
    ['听说井下出事了', 'hearsay'],
    ['矿方否认有人被困', 'denied_by_party'],
    ['老人被打伤', 'harm_stated'],
    ['护工虐待老人', 'moral_outrage'],
    ['辅警收了当事人的红包才改认定书', 'misconduct'],
    ['环保局的人说给他们送过钱就不查', 'misconduct'],
    ['村主任把危房名额全给了自己本家', 'misconduct'],
    ['科长插手招生收钱', 'misconduct'],
    ['救灾款被镇里干部挪用', 'misconduct'],
    ['殡葬改革办法被网友当成要平祖坟', 'policy_misread'],
    ['有人把新出的停车规定说成全城禁停', 'policy_misread'],
    ['国家调整了退休年龄', 'superior_matter'],
    ['省教育厅新出的中考方案让人看不懂', 'superior_matter'],
    ['汾阳市和孝义之间那条路两边都不修，孝义推汾阳', 'crosses_border'],
    ['废水流到汾阳市，梧桐镇也臭', 'crosses_border'],
    ['人民法院立案庭让我跑了四趟', 'not_government'],
  ])('%s → %s', (text, kind) => {
    expect(signal(text, kind)?.words).not.toHaveLength(0);
    expect(signal(text, kind)).toBeDefined();
  });

  it.each<[string, SignalKind]>([
    ['医生态度恶劣，乱收费', 'misconduct'],
    ['举报洗煤厂偷排', 'misconduct'],
    ['医生收红包', 'misconduct'],
    ['给城管局打电话举报夜间施工', 'misconduct'],
    ['按照国家规定调整了供暖温度', 'superior_matter'],
    ['孝义市出台新办法', 'superior_matter'],
    ['他被当成小偷', 'policy_misread'],
    ['举报电话一直占线', 'misconduct'],
    ['国家政策有补贴，村里就是不给发', 'superior_matter'],
    ['法院门口堵车，红绿灯坏了', 'not_government'],
    ['从来没有演练，消防通道也堵着', 'drill'],
    ['疏散演练时学生意外受伤', 'drill'],
    ['公司没有否认欠薪', 'denied_by_party'],
    ['事故未造成人员伤亡', 'harm_stated'],
    ['没有死亡，没有受伤', 'harm_stated'],
    ['超市搞活动，全市场最低价', 'citywide'],
  ])('%s is no %s', (text, kind) => expect(signal(text, kind)).toBeUndefined());

  it('says whom an accusation or a policy is about', () => {
    expect(signal('实名举报市住建局局长受贿', 'misconduct')?.unit).toBe('市住建局');
    expect(signal('市教科局的新政被误读', 'policy_misread')?.unit).toBe('市教科局');
  });

  it('finds classified content before anything is stored, and in judging (RT-00)', () => {
    expect(classifiedWords(xiaoyi, '有人晒出涉密文件')).toEqual(['涉密文件']);
    expect(classifiedWords(xiaoyi, '保密宣传周开始了，学校停水')).toEqual([]);
    expect(classifiedWords(xiaoyi, '村里以“涉密”为由拒绝公示补偿名单')).toEqual([]);
    expect(judged('有人晒出标密文件').flags).toContain('classified_content');
  });
});

describe('old events (RT-54)', () => {
  it.each([
    '2015年3月孝义某煤矿爆炸致5人死亡',
    '2026年9月1日高阳镇发生车祸',
    '去年发生的火灾视频又被转发',
    '3月8日梧桐镇一厂房坍塌',
  ])('old: %s', (text) => expect(judged(text).flags).toContain('old_event'));

  it.each([
    '2026年11月10日高阳镇发生车祸',
    '11月17日梧桐镇一厂房坍塌',
    '2015年建成的小区，昨晚起火',
    '自2010年以来一直停水',
    '购于2018年的房子至今没有房产证',
  ])('not old: %s', (text) => expect(judged(text).flags).not.toContain('old_event'));

  it('needs a date of the item itself', () => {
    const undated = judgedOpen('2015年3月孝义某煤矿爆炸', { discoveredAt: undefined });
    expect(undated.flags).not.toContain('old_event');
  });
});

describe('a drill', () => {
  it('is one by its opening, and none where something did go wrong', () => {
    expect(judged('社区搞消防演练，居民有序撤离').flags).toContain('drill');
    expect(judged('社区搞消防演练，结果把水管弄坏了，停水一天').flags).not.toContain('drill');
  });
});

describe('claim and tone', () => {
  it.each([
    ['经核实，网传爆炸不实', 'refuted'],
    ['网传井下出事，矿方否认', 'denied_by_party'],
    ['市应急管理局通报：事故造成1人死亡', 'verified'],
    ['听说井下出事了', 'unverified'],
    ['路灯坏了', 'none'],
  ])('%s: %s', (text, claim) => expect(judged(text).claim).toBe(claim));

  it.each([
    ['暖气不热，没人管', 'negative'],
    ['感谢城管局，路灯修好了', 'positive'],
    ['新公交线明日试运行', 'neutral'],
  ])('%s: %s', (text, tone) => expect(judged(text).tone).toBe(tone));
});

describe('a public concern beside an accusation', () => {
  it.each([
    '举报某局科长受贿；另外崇文街道路灯坏了一个月',
    '书记贪污公款，厂子偷排黑水毒死了鱼',
    '所长索贿。请把新义街道的下水道修一修',
    '说两件事：第一，举报科长受贿；第二，崇文街道的井盖丢了半个月',
  ])('%s', (text) => expect(signal(text, 'public_concern')).toBeDefined());

  it.each(['村支书贪污低保款', '举报局长受贿。他把公租房给了亲戚', '崇文街道路灯坏了一个月，请解决'])(
    'none: %s',
    (text) => expect(signal(text, 'public_concern')).toBeUndefined(),
  );

  it('recuses the township whose officials are accused', () => {
    expect(signal('梧桐镇镇长收了好处，养殖场污水直排', 'misconduct')?.unit).toBe('梧桐镇');
  });

  it('names the superior organ and the drafter as the text does', () => {
    expect(signal('省医保局调整报销目录', 'superior_matter')?.unit).toBe('山西省医保局');
    expect(signal('市政府印发、市税务局起草的办法被误读为不收税', 'policy_misread')?.unit).toBe('市税务局');
  });
});
