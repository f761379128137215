import { commonPieces } from './common-pieces.js';
import { namesAndNumbers } from './pair-facts.js';
import { common, pairText } from './pair-text.js';
import { Rarity } from './rarity.js';

const of = (...texts: string[]) => {
  const rarity = new Rarity();
  for (const text of texts) rarity.learn(pairText(text));
  return rarity;
};

describe('pieces two texts have in common', () => {
  it('are as long as they can be, none inside another, the rarest first', () => {
    const texts = ['刚刚，杏坡大桥坍塌', '最新：杏坡大桥坍塌，刚刚', '刚刚，雨停了', '刚刚，球赛开始'];
    const [a, b] = texts.map(pairText);
    const found = commonPieces(a!.signs, b!.signs, of(...texts), 0);
    expect(found.map(({ piece }) => piece)).toEqual(['杏坡大桥坍塌', '刚刚']);
    expect(found[0]!.at).toEqual([3, 3]);
  });

  it('do not reach over punctuation', () => {
    const [a, b] = ['大桥，坍塌', '大桥坍塌'].map(pairText);
    expect(commonPieces(a!.signs, b!.signs, of(), 2).map(({ piece }) => piece)).toEqual(['大桥', '坍塌']);
  });
});

describe('a text laid out for comparing', () => {
  it('knows no width of letters and no case', () => {
    expect(pairText('ＡＢＣ　2021年！').signs).toBe(pairText('abc 2021年').signs);
  });

  it('shares grams by what they are', () => {
    const [a, b] = ['大桥坍塌', '桥坍了'].map(pairText);
    expect([0, 1, 2].map((n) => common(a!.grams[n]!, b!.grams[n]!).length)).toEqual([2, 1, 0]);
  });
});

it('a new pair weighs as much as one that was learned', () => {
  const [one, two] = ['柳沟煤矿透水', '柳沟煤矿救援'].map(pairText);
  const others = ['东关小学开学', '西山起火'];
  const bucket = common(one!.grams[3]!, two!.grams[3]!)[0]!;
  const learned = of('柳沟煤矿透水', '柳沟煤矿救援', ...others).of(bucket, 0);
  const fresh = of(...others).of(bucket, 2);
  expect(Math.exp(learned - fresh)).toBeCloseTo(6 / 4, 5);
});

it('numbers agree or differ by their unit', () => {
  expect(namesAndNumbers('第48集', '第19集').slice(0, 2)).toEqual([0, 1]);
  expect(namesAndNumbers('6.2级地震，12人受伤', '6.2级，死亡3人').slice(0, 2)).toEqual([1, 1]);
});
