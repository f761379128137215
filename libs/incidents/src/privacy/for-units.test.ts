import { maskForUnits } from './for-units.js';

describe('a text as a unit reads it', () => {
  it.each([
    ['村民张三说他家停水三天。', '村民张某说他家停水三天。'],
    ['业主欧阳明珠反映物业乱收费', '业主欧阳某反映物业乱收费'],
    ['死者李大海，52岁。', '死者李某，52岁。'],
    ['孩子王小明在学校被打', '孩子王某在学校被打'],
    ['据赵铁柱先生介绍，路灯不亮', '据赵某先生介绍，路灯不亮'],
    ['房东（陈玉兰）不退押金', '房东（陈某）不退押金'],
    ['转发@阳光小区老李 ：停水了', '转发@某网民 ：停水了'],
    ['原帖 https://weibo.com/123/AbC?x=1，求转', '原帖 〔链接〕，求转'],
  ])('%s', (text, shown) => {
    expect(maskForUnits(text)).toBe(shown);
    expect(maskForUnits(shown)).toBe(shown);
  });

  it.each([
    '居民温饱问题要解决。',
    '市民王女士反映停水。',
    '学生安全谁来管？',
    '市水利局局长刘建国到现场查看。',
    '村民任家庄村口集合。',
    '业主马路对面的车位被占。',
    '村民张某说他家停水三天。',
    '老人们没法生活，家长会上说的。',
  ])('leaves “%s” as it is', (text) => {
    expect(maskForUnits(text)).toBe(text);
  });
});
