import { scoreClusters, type GoldRow } from './cluster-scores.js';

const day = (n: number) => Date.parse(`2026-11-${10 + n}T12:00:00+08:00`);
const row = (id: string, incident: string, at: number, kind: GoldRow['kind'] = 'pos'): GoldRow => ({
  id,
  incident,
  kind,
  at,
});
const gold = [
  row('a1', 'A', day(0)),
  row('a2', 'A', day(0)),
  row('a3', 'A', day(2)),
  row('b1', 'B', day(1)),
  row('b2', 'B', day(1)),
  row('n1', 'A', day(0), 'hard_neg'),
];
const by = (clusters: Record<string, string>) => scoreClusters(gold, (id) => clusters[id]!);

describe('scores of clusters', () => {
  it('are whole when every incident is one cluster and each look-alike stands alone', () => {
    expect(by({ a1: 'x', a2: 'x', a3: 'x', b1: 'y', b2: 'y', n1: 'z' })).toEqual({
      b3F1: 1,
      pairF1: 1,
      macroF1: 1,
      smallFound: 1,
      multiDayWhole: 1,
    });
  });

  it('count a look-alike in the cluster, and an incident in two parts, by hand', () => {
    const scores = by({ a1: 'x', a2: 'x', a3: 'y', b1: 'z', b2: 'z', n1: 'x' });
    // B³ precision: a1, a2 2/3, n1 1/3, a3, b1, b2 1; recall: a1, a2 2/3, a3 1/3, b1, b2, n1 1.
    const precision = (2 / 3 + 2 / 3 + 1 / 3 + 3) / 6;
    const recall = (2 / 3 + 2 / 3 + 1 / 3 + 3) / 6;
    expect(scores.b3F1).toBeCloseTo((2 * precision * recall) / (precision + recall), 10);
    // Pairs: found {a1a2, a1n1, a2n1, b1b2}, gold {a1a2, a1a3, a2a3, b1b2}, right 2.
    expect(scores.pairF1).toBeCloseTo(0.5, 10);
    // Best F of A: cluster x has 2 of 3 rows right and 2 of A's 3; B is whole.
    expect(scores.macroF1).toBeCloseTo((2 / 3 + 1) / 2, 10);
    expect(scores.smallFound).toBe(0);
    expect(scores.multiDayWhole).toBe(0);
  });

  it('do not count a one-day incident among those of several days', () => {
    expect(by({ a1: 'x', a2: 'x', a3: 'x', b1: 'y', b2: 'z', n1: 'w' }).multiDayWhole).toBe(1);
  });
});
