import { amountWords, figuresLine, happenedWords, settledWords, speakerWord } from './figures.js';

it.each([
  ['dead', 12, 'atLeast', '至少 12 人'],
  ['households', 3000, 'about', '约 3,000 户'],
  ['money', 120_000_000, 'exact', '1.2 亿元'],
  ['money', 15_000, 'atMost', '不超过 1.5 万元'],
  ['money', 500, 'exact', '500 元'],
  ['area', 200_000, 'exact', '300 亩'],
  ['area', 80, 'exact', '80 平方米'],
] as const)('%s %d %s: %s', (kind, value, bound, words) =>
  expect(amountWords(kind, value, bound)).toBe(words),
);

it.each([
  ['2019', '2019年'],
  ['2026-11', '2026年11月'],
  ['2026-11-05', '2026年11月5日'],
  ['2026-11-20T09:05+08:00', '2026年11月20日 09:05'],
])('%s happened %s', (at, words) => expect(happenedWords(at)).toBe(words));

it('names who speaks, and whoever wrote the post where nobody is named', () => {
  expect([speakerWord('hearsay'), speakerWord(null)]).toEqual(['传闻', '发布者']);
});

it('says in one line what holds and that it is contradicted', () => {
  const row = { settled: false, told: [], contradictory: false };
  expect(
    figuresLine([
      { ...row, kind: 'dead', value: 2, contradictory: true },
      { ...row, kind: 'injured', value: 0 },
      { ...row, kind: 'money', value: null },
    ]),
  ).toBe('死亡 2 人，说法不一');
  expect(figuresLine([])).toBe('');
});

it('says what was settled', () => {
  const fact = {
    id: '',
    source: '',
    itemId: null,
    by: '',
    at: '',
    undoneBy: null,
    undoneAt: null,
    standing: true,
  };
  expect(settledWords({ ...fact, subject: 'dead', value: 0, claim: null })).toBe('死亡 0 人');
  expect(settledWords({ ...fact, subject: 'claim', value: null, claim: 'refuted' })).toBe('说法不属实');
});
