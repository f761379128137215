import fc from 'fast-check';
import { readFigures } from './casualties.js';
import { readNumber } from '#incidents';

describe('readNumber', () => {
  it.each([
    ['31', 31],
    ['1,200', 1200],
    ['1.2万', 12000],
    ['十二', 12],
    ['二十', 20],
    ['一百零五', 105],
    ['两千', 2000],
    ['三十余', 30],
    ['上百', 100],
    ['数十', 30],
    ['十几', 10],
    ['近千', 1000],
    ['两三', 2],
    ['1万', 10000],
    ['三万五千', 35000],
    ['至少42', 42],
    ['70多', 70],
    ['百', 100],
  ])('%s → %i', (written, value) => expect(readNumber(written)).toBe(value));

  it('is null for what is no number', () => {
    expect(readNumber('人')).toBeNull();
    expect(readNumber('')).toBeNull();
  });

  it('reads every number up to 9999 as it is written in Chinese', () => {
    const digits = '零一二三四五六七八九';
    const write = (n: number): string => {
      const [a, b, c, d] = String(n).padStart(4, '0').split('').map(Number) as [
        number,
        number,
        number,
        number,
      ];
      const parts = [
        a ? `${digits[a]}千` : '',
        b ? `${digits[b]}百` : a && (c || d) ? '零' : '',
        c ? `${digits[c]}十` : b && d ? '零' : '',
        d ? digits[d]! : '',
      ];
      return parts.join('');
    };
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), (n) => readNumber(write(n)) === n));
  });
});

describe('readFigures', () => {
  it.each<[string, Partial<ReturnType<typeof readFigures>>]>([
    ['造成12人遇难', { dead: 12, injured: null }],
    ['死亡31人', { dead: 31 }],
    ['5人死亡12人受伤', { dead: 5, injured: 12 }],
    ['致4死7伤', { dead: 4, injured: 7 }],
    ['两死一伤', { dead: 2, injured: 1 }],
    ['遇难人数由9人升至10人', { dead: 10 }],
    ['3名矿工遇难，仍有2人被困', { dead: 3, trapped: 2 }],
    ['6人死亡，3人重伤，14人轻微伤', { dead: 6, injured: 17, severe: 3 }],
    ['三十余人被困', { trapped: 30 }],
    ['掩埋8人', { trapped: 8 }],
    ['4名工人失联', { missing: 4 }],
    ['上百户群众受威胁', { atRisk: 100 }],
    ['28名学生午餐后呕吐，无死亡', { poisoned: 28, dead: 0 }],
    ['婚宴后上百人腹泻', { poisoned: 100 }],
    ['未造成人员伤亡', { dead: 0, injured: 0 }],
    ['目前尚无人员伤亡的报道', { dead: 0, injured: 0 }],
    ['被困人员已全部获救', { trapped: 0 }],
    ['一名男子坠亡', { dead: 1 }],
    ['男子被撞后抢救无效身亡', { dead: 1 }],
    ['疏散群众5000人', { evacuated: 5000 }],
    ['直接损失1.2亿元', { lossWan: 12000 }],
    ['过火面积300亩', { hectares: 20 }],
    ['烧了三百来亩林子', { hectares: 20 }],
    ['林地过火0.5公顷', { hectares: 0.5 }],
    ['损失三千万元', { lossWan: 3000 }],
    ['两人当场死亡，一人送医后不治', { dead: 3 }],
    ['已致九人死亡，另有一人抢救无效死亡', { dead: 10 }],
    ['造成5人死亡，其中2人抢救无效死亡', { dead: 5 }],
    ['矿上没了四个人', { dead: 4 }],
    ['一对父子掉进枯井被困', { trapped: 2 }],
    ['近千人聚集', { people: 1000 }],
  ])('%s', (text, expected) => expect(readFigures(text)).toMatchObject(expected));

  it.each([
    '小区停暖三天，有两个孩子',
    '网传31人死亡不实',
    '并未造成3人死亡',
    '严禁死亡事故，一百人参加培训',
    '第3人民医院',
    '一个人害怕',
  ])('invents no dead: %s', (text) => expect(readFigures(text).dead).toBeNull());

  it('is quick with hostile texts', () => {
    const text = '一'.repeat(20_000) + '人'.repeat(20_000) + '1,'.repeat(10_000);
    expect(readFigures(text).dead).toBeNull();
  });

  it('never gives a negative or absurd figure', () => {
    const piece = fc.constantFrom(
      '3',
      '十',
      '人',
      '名',
      '死亡',
      '受伤',
      '，',
      '万',
      '被困',
      '升至',
      '无',
      '约',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const { dead, injured, trapped } = readFigures(pieces.join(''));
        for (const value of [dead, injured, trapped])
          expect(value === null || (value >= 0 && value <= 40_000)).toBe(true);
      }),
    );
  });
});
