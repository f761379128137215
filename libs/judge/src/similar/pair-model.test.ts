import { BoostedTrees } from '../model/boosted-trees.js';
import { pairFeatures } from './pair-features.js';
import { learnPairs } from './pair-knowledge.js';
import { pairText } from './pair-text.js';
import { PairModel, type LabelledPair } from './pair-model.js';

describe('boosted trees', () => {
  it('learn a rule that needs two features together', () => {
    const rows: Float64Array[] = [];
    const yes: boolean[] = [];
    for (let i = 0; i < 400; i++) {
      const [a, b] = [((i * 37) % 101) / 101, ((i * 53) % 103) / 103];
      rows.push(Float64Array.of(a, b, 0.5));
      yes.push(a > 0.5 !== b > 0.5);
    }
    const trees = BoostedTrees.train(rows, yes, {
      rounds: 40,
      depth: 3,
      rate: 0.2,
      leaf: 5,
      rows: 1,
      features: 1,
      seed: 1,
    });
    const right = rows.filter((row, i) => trees.score(row) > 0.5 === yes[i]).length;
    expect(right / rows.length).toBeGreaterThan(0.95);
  });
});

describe('whether two texts report one event', () => {
  const subjects = [
    '杏坡大桥坍塌',
    '柳沟煤矿透水',
    '东关小学食物中毒',
    '西山森林火灾',
    '北河化工厂爆炸',
    '南街地铁停运',
  ];
  const frames = [
    (s: string) => `刚刚，${s}，救援正在进行`,
    (s: string) => `${s}最新消息：原因正在调查`,
    (s: string) => `记者从现场获悉，${s}已得到控制`,
    (s: string) => `关于${s}的情况通报`,
  ];
  const pairs: LabelledPair[] = subjects.flatMap((one, i) =>
    frames.flatMap((frame, f) =>
      frames.slice(f + 1).flatMap((other) => [
        { a: frame(one), b: other(one), same: true },
        { a: frame(one), b: other(subjects[(i + 1) % subjects.length]!), same: false },
        { a: frame(one), b: frame(subjects[(i + 2) % subjects.length]!), same: false },
      ]),
    ),
  );
  const model = PairModel.train(pairs);

  it('rests on what is rare, not on the frame', () => {
    const right = pairs.filter(({ a, b, same }) => model.same(a, b) === same).length;
    expect(right / pairs.length).toBeGreaterThan(0.9);
  });

  it('does not depend on the order of the two', () => {
    const known = learnPairs(pairs.map(({ a, b }) => [pairText(a), pairText(b)] as const));
    for (const { a, b } of pairs.slice(0, 10)) {
      expect(model.score(a, b)).toBeCloseTo(model.score(b, a), 10);
      const texts = [pairText(a), pairText(b)] as const;
      const [one, two] = [
        pairFeatures(texts[0], texts[1], known, true),
        pairFeatures(texts[1], texts[0], known, true),
      ];
      one.forEach((value, i) => expect(value).toBeCloseTo(two[i]!, 10));
    }
  });
});
