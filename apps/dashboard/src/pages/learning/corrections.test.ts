import type { AspectTotals } from '../../../../api/src/contract/index.js';
import { ledTo, sinceWords, trainingWords } from './corrections.js';

const topics: AspectTotals = {
  aspect: 'topic',
  name: '主题',
  count: 3,
  takenBack: 1,
  matters: 3,
  rerouted: 2,
  learned: true,
  changes: [{ before: '供水', after: '物业', count: 2 }],
};
const places: AspectTotals = {
  ...topics,
  aspect: 'place',
  name: '地点',
  count: 1,
  takenBack: 0,
  rerouted: 0,
  learned: false,
};

describe('corrections counted', () => {
  it('say since when, how many, and how many are learned from', () => {
    const totals = {
      since: '2026-11-23T03:00:00+08:00',
      training: null,
      aspects: [topics, places],
      complete: true,
    };
    expect(sinceWords(totals)).toBe(
      '上次训练（2026年11月23日 03:00）以来，更正 4 处，其中 3 处供下次训练学习。',
    );
    expect(sinceWords({ ...totals, since: null, aspects: [] })).toBe(
      '还没有训练过模型，更正全部计入，更正 0 处。',
    );
  });

  it('say what came of them', () => {
    expect(ledTo(topics)).toBe('2 件的承办单位随之改变；下次训练学习；另有 1 处已撤销');
    expect(ledTo(places)).toBe('地名建议见下方');
  });

  it('say what the last training made of those before it, as far as it was measured', () => {
    const training = {
      number: 2,
      stateWords: '候选',
      corrections: 5,
      before: null,
      after: null,
      regression: null,
    };
    expect(trainingWords(training)).toBe('第2号模型（候选）学习了此前 5 处更正。');
    const [before, after] = [0.9, 0.912].map((accuracy) => ({ n: 10, accuracy, macroF1: 0.9 }));
    const regression = { n: 9, rightBefore: 8, rightAfter: 9, broken: 0, mended: 1 };
    expect(trainingWords({ ...training, before: before!, after: after!, regression })).toBe(
      '第2号模型（候选）学习了此前 5 处更正，领域准确率由 90.0% 变为 91.2%，回归样例由错变对 1 条、由对变错 0 条。',
    );
  });
});
