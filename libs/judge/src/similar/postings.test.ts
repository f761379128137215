import fc from 'fast-check';
import { WindowPostings } from './postings.js';

describe('postings in a window', () => {
  it('find exactly the items of the window that hold the key, newest first', () => {
    const item = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (items, window) => {
        const postings = new WindowPostings(window, 4, 8);
        // Keys that fall into different buckets of 8 bits.
        const key = (number: number) => number << 24;
        items.forEach((numbers, i) => postings.add(i, Int32Array.from(numbers, key)));
        for (let number = 0; number < 10; number++) {
          const found: number[] = [];
          postings.visit(key(number), Infinity, (slot) => found.push(slot));
          const wanted = items
            .map((numbers, i) => ({ numbers, i }))
            .slice(-window)
            .filter(({ numbers }) => numbers.includes(number))
            .map(({ i }) => i % window)
            .toReversed();
          expect(found).toEqual(wanted);
        }
      }),
    );
  });

  it('stop at the limit', () => {
    const postings = new WindowPostings(10, 1, 4);
    for (let i = 0; i < 8; i++) postings.add(i, Int32Array.of(5 << 28));
    let count = 0;
    postings.visit(5 << 28, 3, () => count++);
    expect(count).toBe(3);
  });
});
