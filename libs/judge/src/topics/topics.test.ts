import { judge } from '#judge';
import { judged, post, xiaoyi } from '../../../../test/support/judging.js';

const topics = (text: string) => judged(text).topics.map((topic) => topic.no);

describe('what a matter is about', () => {
  it.each([
    ['孩子上学划片把我们分到最远的学校', 1],
    ['校车挤了四十个孩子，超载太多', 2],
    ['学校食堂的菜里吃出虫子', 3],
    ['给新生儿上户口跑了五次', 4],
    ['楼道里的电动车被偷了三辆', 5],
    ['十字路口红绿灯坏了，天天堵车', 6],
    ['村里该吃低保的吃不上', 7],
    ['敬老院的老人没人照料', 8],
    ['公墓价格一年涨一倍', 9],
    ['申请法律援助没有回音', 10],
    ['退休手续办了半年，养老金还没发', 13],
    ['工地欠我们民工工资不给', 14],
    ['旧房征收补偿太低', 15],
    ['新楼挡光，我家一天没有日照', 16],
    ['占了我家耕地，征地补偿没到手', 17],
    ['房产证十年办不下来', 18],
    ['采空区塌陷，房子裂了大缝', 19],
    ['夜里一股刺鼻的异味', 20],
    ['楼下广场舞吵到十点', 21],
    ['拉土车一路抛洒，尘土飞扬', 22],
    ['地里有人烧秸秆', 23],
    ['公租房轮候三年', 24],
    ['危房改造名额没有我家', 25],
    ['物业不修外墙，渗水严重', 26],
    ['流动摊贩占道经营', 27],
    ['路灯不亮，井盖也丢了', 28],
    ['小区停水两天', 29],
    ['家里暖气不热，室温只有十三度', 30],
    ['天然气停气，没法做饭', 31],
    ['垃圾桶满了没人清运', 32],
    ['种粮补贴没有发到', 34],
    ['图书馆周末不开门', 35],
    ['景区门票太贵，导游强制购物', 36],
    ['医生态度差，挂号要排一上午', 37],
    ['班里好几个孩子得了手足口', 38],
    ['医保报销比例又降了', 39],
    ['工地脚手架倒了，工人被埋', 40],
    ['井下瓦斯超限还在生产', 41],
    ['暴雨后山洪冲了村子', 42],
    ['三楼起火，消防通道被堵', 43],
    ['超市卖过期食品', 44],
    ['健身房跑路，会员卡不退款', 45],
    ['这次招标有人围标', 46],
    ['政务大厅取号排队两小时', 47],
    ['商家不开发票', 49],
    ['昨晚停电到今早', 51],
    ['公交车一小时一趟', 52],
    ['河道里被人采砂', 53],
    ['后山森林火灾', 54],
    ['退伍军人优待金没发', 55],
    ['存款到期银行取不出钱', 56],
    ['手机信号差，打电话断断续续', 57],
    ['快递丢了没人赔', 58],
    ['公积金提取太慢', 59],
    ['村务从来不公开', 60],
    ['上访三年没有答复', 61],
    ['夜里有人私挖盗采', 62],
    ['电梯又困人了', 63],
    ['化工厂储罐泄漏', 64],
  ])('%s → %i', (text, no) => {
    expect(topics(text)[0]).toBe(no);
  });

  it('lets the more special topic displace the more general', () => {
    expect(topics('森林火灾火势很大')).toEqual([54]);
    expect(topics('小学生午饭后呕吐腹泻')).toEqual([3]);
    expect(topics('物业擅自停水')).toEqual([29]);
  });

  it('makes assisting units respondents only by their own duty words (domain (f)4)', () => {
    const [canteen] = judged('幼儿园食堂饭菜变质，孩子呕吐住院').topics;
    expect(canteen).toMatchObject({
      unit: '市市场监督管理局',
      onDuty: ['市教科局', '市卫体局'],
      assisting: [],
    });
    const [hospital] = judged('医生态度差，重复检查').topics;
    expect(hospital).toMatchObject({ unit: '市卫体局', onDuty: [], assisting: ['市医疗保障局'] });
  });

  it('puts a named body before the topics of its sentence, not before those of others (domain (f)8)', () => {
    expect(topics('兑镇税务分局征收社保费时推诿')).not.toContain(13);
    expect(topics('市人社局窗口推诿。小区的暖气也不热')).toContain(30);
  });

  it('takes to whom it happens, and who pays, for no subject while there is one', () => {
    expect(topics('五保户住的土窑洞裂了大缝')).not.toContain(7);
    expect(topics('五保户的补助停发了')).toContain(7);
    expect(topics('路灯大白天亮着，电费谁掏')).toEqual([28]);
    expect(topics('这个月电费多了一倍')).toEqual([51]);
  });

  it('lets the unit that an order is sent to claim nothing (RT-06)', () => {
    const text = '交办件点名下栅乡政府，核实焦化厂夜间偷排';
    expect(topics(text)).toContain(20);
  });

  it('asks no unit for a harm that is denied', () => {
    expect(judged('山火已扑灭，无人员伤亡').topics[0]?.onDuty).toEqual([]);
    expect(judged('山火中有村民伤亡').topics[0]?.onDuty).toEqual(['市应急管理局']);
  });

  it('names the unit of today for one that was merged (RT-52)', () => {
    const judgement = judged('建档立卡的帮扶政策没有落实');
    expect(judgement.topics[0]).toMatchObject({ no: 48, unit: '市农业农村局' });
    expect(judgement.flags).toContain('renamed_unit');
  });

  it('gives fields of annex 1 from topics, none outside the 26', () => {
    expect(judged('夜里一股刺鼻的异味').fields.map((field) => field.name)).toEqual(['环境保护']);
    expect(judged('快递丢了没人赔').fields).toEqual([]);
  });

  it('asks the model of fields only where no topic is found', () => {
    const fields = {
      classify: () => [
        { name: '户籍管理', score: 0.99 },
        { name: '就业', score: 0.2 },
      ],
    };
    const silent = judge(post('这件事拖了很久'), xiaoyi, { models: { fields } });
    expect(silent.fields).toEqual([{ name: '户籍管理', score: 0.99 }]);
    const told = judge(post('夜里一股刺鼻的异味'), xiaoyi, { models: { fields } });
    expect(told.fields.map((field) => field.name)).toEqual(['环境保护']);
  });

  it('finds nothing where nothing is said', () => expect(topics('这办事真让人寒心')).toEqual([]));
});
