import fc from 'fast-check';
import { FeatureLists, MOST_LISTED } from './feature-lists.js';
import { NearestFew } from './nearest-few.js';

const BITS = 5;
const FEATURES = 1 << BITS;

/** The same, by keeping every item ever put in. */
class Everything {
  private readonly items: { item: number; feature: number; weight: number }[] = [];

  constructor(private readonly window: number) {}

  add(feature: number, item: number, weight: number): void {
    this.items.push({ item, feature, weight });
  }

  sums(feature: number, weight: number, newest: number): Map<number, number> {
    const listed = this.items.filter((one) => one.feature === feature).slice(-MOST_LISTED);
    const held = listed.filter(({ item }) => item > newest - this.window);
    return new Map(held.map((one) => [one.item % this.window, weight * one.weight]));
  }
}

function gathered(lists: FeatureLists, feature: number, window: number, newest: number): Map<number, number> {
  const sums = new Float32Array(window);
  const touched = new Int32Array(MOST_LISTED);
  const noted = lists.gather(feature, 3, { sums, touched, noted: 0, left: newest - window });
  return new Map(Array.from(touched.subarray(0, noted), (slot) => [slot, sums[slot]!]));
}

/** Features of an item: low numbers in nearly all of them, high ones in few. */
const features = fc.uniqueArray(
  fc.tuple(fc.nat(FEATURES - 1), fc.nat(FEATURES - 1)).map(([a, b]) => Math.min(a, b)),
  { maxLength: 12 },
);

describe('lists of the newest items of a feature', () => {
  it.each([7, 60, 400])('hold what a list of everything holds, window of %i', (window) => {
    fc.assert(
      fc.property(
        fc.array(features, { minLength: 900, maxLength: 900 }),
        fc.nat(3 * window),
        (items, first) => {
          const lists = new FeatureLists(BITS, window);
          const all = new Everything(window);
          items.forEach((own, i) => {
            const item = first + i;
            lists.sweep(item);
            for (const feature of own) {
              lists.add(feature, item, 1 + (item % 50));
              all.add(feature, item, 1 + (item % 50));
            }
            if (i % 150 !== 149) return;
            for (let feature = 0; feature < FEATURES; feature++)
              expect(gathered(lists, feature, window, item)).toEqual(all.sums(feature, 3, item));
          });
        },
      ),
      { numRuns: 4, seed: 38 },
    );
  });

  it('take no more room, however long they run', () => {
    const window = 50;
    const lists = new FeatureLists(10, window);
    const used: number[] = [];
    for (let item = 0; item < 4_000; item++) {
      lists.sweep(item);
      // Features come and go: what was frequent is not met again for long.
      for (let k = 0; k < 8; k++) lists.add(((item >>> 5) * 8 + k) % 1024, item, 1);
      if (item % 1_000 === 999) used.push(lists.used);
    }
    expect(used[3]).toBe(used[1]);
  });

  it('find nothing where nothing was put in, or all of it has left', () => {
    const lists = new FeatureLists(BITS, 10);
    lists.add(3, 0, 5);
    expect(gathered(lists, 4, 10, 0).size).toBe(0);
    expect(gathered(lists, 3, 10, 9).size).toBe(1);
    expect(gathered(lists, 3, 10, 10).size).toBe(0);
  });
});

it('the nearest few of many are those that sorting all of them gives', () => {
  const near = fc.record({ slot: fc.nat(500), cosine: fc.integer({ min: 0, max: 20 }) });
  const many = fc.uniqueArray(near, { selector: ({ slot }) => slot, maxLength: 120 });
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 15 }), (all, most) => {
      const few = new NearestFew(most);
      few.clear(5);
      for (const { slot, cosine } of all) if (cosine >= few.least) few.take(slot, cosine);
      const expected = all
        .filter(({ cosine }) => cosine >= 5)
        .sort((a, b) => b.cosine - a.cosine || a.slot - b.slot)
        .slice(0, most);
      expect(Array.from(few.slots.subarray(0, few.count))).toEqual(expected.map(({ slot }) => slot));
    }),
    { numRuns: 300, seed: 38 },
  );
});
