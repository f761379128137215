import { maskPersonal } from '#collect';
import { findPersonal, findPosts, findUnfilled } from './personal.js';

const found = (text: string) => findPersonal(text, maskPersonal).map(({ kind, words }) => `${kind} ${words}`);

describe('what a text may not be handed in with', () => {
  it.each([
    ['咨询电话：0358-7621234。', 'phone 0358-7621234'],
    ['请联系13812345678，谢谢', 'phone 13812345678'],
    ['请联系 138-1234-5678', 'phone 138-1234-5678'],
    ['身份证142301198001011234', 'identity 142301198001011234'],
    ['邮箱 zhang.san@example.com', 'mail zhang.san@example.com'],
    ['车牌晋JD12345的车辆', 'plate 晋JD12345'],
    ['患者李大海已转院。', 'name 李大海'],
    ['死者王建国，52岁', 'name 王建国'],
    ['学生张小明在校受伤', 'name 张小明'],
    ['据记者赵铁柱报道', 'name 赵铁柱'],
    ['举报人欧阳明珠反映', 'name 欧阳明珠'],
    ['村民刘桂花家已恢复供水', 'name 刘桂花'],
    ['据陈玉兰女士介绍', 'name 陈玉兰'],
    ['患者王某某病情平稳', 'masked_name 王某某'],
    ['学生李××已返校', 'masked_name 李××'],
    ['已与@阳光小区老李 联系', 'account @阳光小区老李'],
  ])('%s', (text, block) => expect(found(text)).toEqual([block]));

  it.each([
    '请拨打12345政务服务便民热线，紧急情况拨打110、120。',
    '患者康复后已出院，学生安全返校，家长安心。',
    '市水利局局长刘建国到现场查看。',
    '犯罪嫌疑人王某某已被依法采取强制措施。',
    '3名患者经救治病情平稳，1名学生受轻伤。',
    '市民王女士反映停水。',
    '工单号20261122000143，影响320户，投资50000000元。',
    '孩子们的家长和学生都已得到告知。',
    '详见 https://www.xiaoyi.gov.cn/20261122/13812345678.html 。',
  ])('lets pass: %s', (text) => expect(found(text)).toEqual([]));

  it('names every one once, with what stands around it', () => {
    const text = '患者李大海（13812345678）和学生王小明已转院。';
    expect(findPersonal(text, maskPersonal)).toEqual([
      { kind: 'name', words: '李大海', around: '患者李大海（1381234', start: 2 },
      { kind: 'phone', words: '13812345678', around: '患者李大海（13812345678）和学生王小明已', start: 6 },
      { kind: 'name', words: '王小明', around: '5678）和学生王小明已转院。', start: 21 },
    ]);
  });

  it('finds what nobody has filled in, and links to posts of the matter however they are written', () => {
    expect(findUnfilled('〔请写明地点〕停水，〔请写明地点〕已恢复。')).toHaveLength(1);
    expect(findUnfilled('经核实，〔请写明核实的情况〕。').map(({ words }) => words)).toEqual([
      '〔请写明核实的情况〕',
    ]);
    const posts = ['https://forum.example/t/12/', 'https://m.weibo.com/1/A'];
    expect(
      findPosts(
        ['http://www.forum.example/t/12#a', 'https://weibo.com/1/A', 'https://forum.example/t/123'],
        posts,
      ),
    ).toHaveLength(1);
  });
});
