import { difference } from './veto.js';

const particularsDiffer = (a: string, b: string) => difference(a, b).exchanged;

describe('particulars', () => {
  it('differ when a number is exchanged, also inside a longer one', () => {
    expect(particularsDiffer('三号楼共有12户受到影响正在抢修', '三号楼共有22户受到影响正在抢修')).toBe(true);
    expect(particularsDiffer('气温降到1·5度左右请注意保暖', '气温降到2·5度左右请注意保暖')).toBe(true);
  });

  it('do not differ by an addition or a cut', () => {
    expect(particularsDiffer('煤矿发生透水事故正在救援', '煤矿发生透水事故正在救援共出动5支队伍')).toBe(
      false,
    );
    expect(particularsDiffer('快讯11月3日煤矿发生透水事故正在救援', '煤矿发生透水事故正在救援')).toBe(false);
  });

  it('do not differ where one number of several is left out, but where a digit is', () => {
    expect(particularsDiffer('定于3月5日、6日对东街停水检修', '定于3月5日对东街停水检修')).toBe(false);
    expect(particularsDiffer('没有发放5063元的2017年度文明奖', '没有发放2017年度文明奖')).toBe(false);
    expect(particularsDiffer('没有发放15063元的文明奖', '没有发放5063元的文明奖')).toBe(true);
  });

  it('make a template of notices that differ in them alone, whatever the count of people', () => {
    const template = (a: string, b: string) => difference(a, b).template;
    const first = '山西一煤矿发生透水事故已造成3人遇难救援仍在进行';
    expect(template(first, '山西一煤矿发生透水事故已造成5人遇难救援仍在进行')).toBe(false);
    expect(template('定于3月5日对东街村停水', '定于3月6日对西关村停水')).toBe(true);
    expect(
      template('我们住在3号楼天天被油烟熏夜里还吵得睡不着', '我家在5号楼每天油烟熏人晚上更吵得睡不好'),
    ).toBe(false);
  });

  it('hold the texts together over a long stretch with nothing in common', () => {
    const filler = '甲乙丙丁戊己庚辛壬癸'.repeat(6);
    const a = `村民反映道路塌陷无人维修${filler}希望有关部门尽快处理道路问题`;
    const b = '村民反映道路塌陷无人维修希望有关部门尽快处理道路问题';
    expect(particularsDiffer(a, b)).toBe(false);
  });

  it('are symmetric', () => {
    const pairs: [string, string][] = [
      ['定于3月5日对东街停水', '定于3月6日对东街停水'],
      ['西关村村民反映饮水困难', '东关村村民反映饮水困难'],
      ['我们反映的问题没有解决', '我反映的问题没有解决'],
    ];
    for (const [a, b] of pairs) expect(particularsDiffer(a, b)).toBe(particularsDiffer(b, a));
  });
});

describe('an exchange', () => {
  it.each([
    ['numbers that count the same', '罚款200元越线停车', '罚款100元越线停车', true],
    ['numbers of points in a list', '超速记6分9副驾驶不系安全带', '超速记6分8副驾驶不系安全带', false],
    ['numbers that count something else', '记3分罚100元再犯记分', '记3分4副驾再犯记分', false],
    ['bare names of cities', '今天下午太原高清探头全部启动', '今天下午武汉高清探头全部启动', true],
    ['the same whatever forwards it', '转发城东花园停水三天', '网友城东花园停水三天', false],
    ['a number behind a long frame', '读者来信全文照登如下不代表本站立场23日停电', '24日停电', true],
    ['a number cut in two at the beginning', '2019年3月停水', '9年3月停水', false],
    ['a number at the very end', '统计年份截至2017', '统计年份截至2012', true],
    ['numbers cut off from what they count', '那个女孩今年18透露了实情', '那个女孩今年26岁透露了实情', true],
    ['names that part in one sign', '西关村村民反映饮水困难', '东关村村民反映饮水困难', true],
    [
      'two signs of a name that changed places',
      '楚江城南花园业主没有停车位',
      '楚江南城花园业主没有停车位',
      false,
    ],
    ['names of one kind, one behind a street', '天顶街道燕联小区旁噪音扰民', '柏家塘小区旁噪音扰民', true],
    ['a name behind words that are none', '我们也是柳林镇佳园路的', '榔梨镇佳园路的', true],
    ['a word that only looks like a name', '丽发新城旁边建搅拌站', '丽发新城社区搅拌站', false],
    ['pointing words', '业主们要求全市高清探头启动', '业主们要求本市高清探头启动', false],
  ])('of %s', (_, a, b, exchanged) => {
    expect(difference(a, b).exchanged).toBe(exchanged);
    expect(difference(b, a).exchanged).toBe(exchanged);
  });

  it('is none where a digit is lost in a text rewritten all over', () => {
    const text =
      '我是城东花园的业主，从2019年交房到现在，楼下的路面一直坑坑洼洼，一到晚上连个路灯也没有，家里老人走路很不方便，' +
      '给物业打电话总说已经上报等通知，请领导派人来看一看，尽快把路修好';
    const lost = text.replace('2019', '209');
    expect(difference(text, lost).exchanged).toBe(true);
    const rewritten = ['城东花园的', '到现在', '一直', '连个', '很不', '总说', '来看'].reduce(
      (rest, word) => rest.replace(word, ''),
      lost,
    );
    expect(difference(text, rewritten).exchanged).toBe(false);
    expect(difference(text, rewritten.replace('209', '2020')).exchanged).toBe(true);
  });
});
