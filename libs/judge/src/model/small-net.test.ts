import { Ranks } from './ranks.js';
import { seeded } from './seeded.js';
import { SmallNet } from './small-net.js';

const OPTIONS = { hidden: 12, epochs: 60, rate: 0.01, decay: 0.001, left: 0.1, batch: 16, seed: 3 };

describe('ranks', () => {
  it('lay any scale on one: the middle is 0, order is kept, what lies outside is finite', () => {
    const ranks = Ranks.of([1, 10, 100, 1000, 1e6].map((value) => Float64Array.of(value, -value)));
    const [middle, upside] = ranks.apply([100, -100]);
    expect(middle).toBeCloseTo(0, 10);
    expect(upside).toBeCloseTo(0, 10);
    const laid = [0, 5, 100, 2e6].map((value) => ranks.apply([value, 0])[0]!);
    expect(laid.toSorted((a, b) => a - b)).toEqual(laid);
    expect(laid.every(Number.isFinite)).toBe(true);
  });

  it('give equal values one rank', () => {
    const ranks = Ranks.of([0, 0, 0, 1].map((value) => Float64Array.of(value)));
    expect(ranks.apply([0])[0]).toBeCloseTo(Math.log(0.375 / 0.625) / 1.8, 10);
  });
});

describe('a small net', () => {
  const random = seeded(1);
  const rows = Array.from({ length: 400 }, () => Float64Array.of(random() * 4 - 2, random() * 4 - 2));
  const yes = rows.map(([a, b]) => a! > 0 !== b! > 0);

  it('learns a rule that no straight border tells', () => {
    const net = SmallNet.train(rows, yes, OPTIONS);
    const right = rows.filter((row, i) => net.score(row) > 0.5 === yes[i]).length;
    expect(right / rows.length).toBeGreaterThan(0.93);
  });

  it('gives the same answer for the same seed', () => {
    const [one, two] = [1, 2].map(() => SmallNet.train(rows, yes, { ...OPTIONS, epochs: 2 }).score(rows[0]!));
    expect(one).toBe(two);
  });
});
