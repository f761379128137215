import type { EventLevel } from '#incidents';
import type { Figures } from '../facts/casualties.js';
import { xiaoyi } from '../../../../test/support/judging.js';
import { gradeOf } from './event.js';

type Known = Partial<Omit<Figures, 'evidence'>>;
const rule = (id: string) => xiaoyi.profile.levels.eventRules.find((row) => row.id === id)!;
const NOTHING = Object.fromEntries(
  [
    'dead',
    'injured',
    'severe',
    'missing',
    'trapped',
    'atRisk',
    'poisoned',
    'evacuated',
    'people',
    'lossWan',
    'hectares',
  ].map((key) => [key, null]),
) as unknown as Figures;
const grade = (id: string, known: Known): EventLevel =>
  gradeOf(rule(id), { ...NOTHING, evidence: [], ...known }) ?? 'none';

/** Each figure with the levels it gives: what is just below a limit, and the limit itself ("以上"含本数，"以下"不含本数). */
const steps = (key: keyof Known, rows: [number, EventLevel][]) =>
  rows.map(([value, level]): [Known, EventLevel] => [{ [key]: value }, level]);
/** 死亡 3人以上10人以下 = 3…9, 国务院令493号第3条 and those of the same scale. */
const DEAD = steps('dead', [
  [0, 'none'],
  [1, 'IV'],
  [2, 'IV'],
  [3, 'III'],
  [9, 'III'],
  [10, 'II'],
  [29, 'II'],
  [30, 'I'],
]);
const INJURED = steps('severe', [
  [0, 'none'],
  [1, 'IV'],
  [9, 'IV'],
  [10, 'III'],
  [49, 'III'],
  [50, 'II'],
  [99, 'II'],
  [100, 'I'],
]);
const LOSS = steps('lossWan', [
  [1, 'IV'],
  [999.9, 'IV'],
  [1000, 'III'],
  [4999.9, 'III'],
  [5000, 'II'],
  [9999.9, 'II'],
  [10_000, 'I'],
]);
const POISONED = INJURED.map(([known, level]): [Known, EventLevel] => [{ poisoned: known.severe! }, level]);

/** domain.zh.md (b), axis 1, row by row. */
const TABLES: Record<string, [Known, EventLevel][]> = {
  'EV-SAFE': [...DEAD, ...INJURED, ...POISONED, ...LOSS],
  'EV-FIRE-TRAFFIC': [...DEAD, ...INJURED, ...LOSS],
  'EV-ENV': [
    ...DEAD,
    ...INJURED,
    ...POISONED,
    ...steps('evacuated', [
      [1, 'IV'],
      [4999, 'IV'],
      [5000, 'III'],
      [9999, 'III'],
      [10_000, 'II'],
      [49_999, 'II'],
      [50_000, 'I'],
    ]),
    ...steps('lossWan', [
      [1, 'IV'],
      [499.9, 'IV'],
      [500, 'III'],
      [1999.9, 'III'],
      [2000, 'II'],
      [9999.9, 'II'],
      [10_000, 'I'],
    ]),
  ],
  'EV-FOREST': [
    ...DEAD,
    ...INJURED,
    ...steps('hectares', [
      [0.5, 'IV'],
      [0.99, 'IV'],
      [1, 'III'],
      [99.9, 'III'],
      [100, 'II'],
      [999.9, 'II'],
      [1000, 'I'],
    ]),
  ],
  'EV-GEO': [
    ...DEAD,
    ...steps('lossWan', [
      [1, 'IV'],
      [99.9, 'IV'],
      [100, 'III'],
      [499.9, 'III'],
      [500, 'II'],
      [999.9, 'II'],
      [1000, 'I'],
    ]),
  ],
  'EV-FOOD': [
    ...steps('poisoned', [
      [29, 'none'],
      [30, 'IV'],
      [99, 'IV'],
      [100, 'III'],
      [5000, 'III'],
    ]),
    ...steps('dead', [
      [1, 'III'],
      [9, 'III'],
      [10, 'II'],
    ]),
    [{ poisoned: 99, dead: 1 }, 'III'],
    [{ poisoned: 100, dead: 0 }, 'III'],
    [{ poisoned: 100, dead: 1 }, 'II'],
  ],
  'EV-METEO': [
    ...steps('dead', [
      [29, 'II'],
      [30, 'I'],
    ]),
    ...steps('lossWan', [
      [4999.9, 'II'],
      [5000, 'I'],
    ]),
  ],
  'EV-MASS': steps('people', [
    [999, 'none'],
    [1000, 'II'],
    [4999, 'II'],
    [5000, 'I'],
  ]),
  'EV-RISK': [
    ...(['trapped', 'missing'] as const).flatMap((key) =>
      steps(key, [
        [0, 'none'],
        [1, 'IV'],
        [2, 'IV'],
        [3, 'III'],
        [9, 'III'],
        [10, 'II'],
        [29, 'II'],
        [30, 'I'],
      ]),
    ),
    ...steps('atRisk', [
      [9, 'none'],
      [10, 'III'],
      [500, 'III'],
    ]),
  ],
};

describe('every limit of the tables of emergencies (domain.zh.md (b))', () => {
  const rows = Object.entries(TABLES).flatMap(([id, limits]) =>
    limits.map(([known, level]) => [id, known, level] as const),
  );

  it.each(rows)('%s %j → %s', (id, known, level) => expect(grade(id, known)).toBe(level));

  it('leaves out no kind of the profile', () => {
    const kinds = xiaoyi.profile.levels.eventRules.map(({ id }) => id).toSorted();
    expect(Object.keys(TABLES).toSorted()).toEqual(kinds);
  });

  it('takes the gravest of several figures', () => {
    expect(grade('EV-SAFE', { dead: 2, severe: 50 })).toBe('II');
    expect(grade('EV-SAFE', { dead: 3, lossWan: 12_000 })).toBe('I');
  });

  it('counts those badly injured where the text tells them apart, else all injured', () => {
    expect(grade('EV-SAFE', { injured: 60, severe: 9 })).toBe('IV');
    expect(grade('EV-SAFE', { injured: 60, severe: null })).toBe('II');
  });
});
