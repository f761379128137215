import fc from 'fast-check';
import { ranked } from './select.js';

it('is what sorting gives, for every rank, equal values and all', () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, (list) => {
      const sorted = [...list].sort((a, b) => a - b);
      expect(sorted.map((_, rank) => ranked(Float64Array.from(list), list.length, rank))).toEqual(sorted);
    }),
  );
});

it('looks at the first values alone, and says 0 of none', () => {
  expect(ranked(Float64Array.from([5, 3, 9, 0]), 3, 0)).toBe(3);
  expect(ranked(new Float64Array(4), 0, 0)).toBe(0);
});
