import { rareWords, saysOf } from './words.js';

it.each([
  [1, '偶然出现的可能不到十分之一'],
  [6.7, '偶然出现的可能不到百万分之一'],
  [8.2, '偶然出现的可能不到亿分之一'],
  [30, '几乎不可能是偶然'],
])('a score of %d is said as %s', (score, words) => expect(rareWords(score)).toBe(words));

it('tells a rise in one sentence', () => {
  const spike = { label: '梧桐镇·集中供热', observed: 12, expected: 0.4, sources: 5 };
  expect(saysOf(spike as never)).toBe('梧桐镇·集中供热一小时内 12 条，平时约 0.4 条，来自 5 个来源。');
});
