import type { Course, Stretch } from './types.js';

/** Fewer items on both sides tell nothing. */
const LEAST = 5;
/** Chance above which a difference is called none. */
const CHANCE = 0.05;

/** Whether what came after the answer is less or more than before, or may as well be chance. Both stretches are of one length. */
export function courseOf(before: Stretch, after: Stretch): Course {
  const total = before.items + after.items;
  if (total < LEAST) return 'too_few';
  if (twoSided(Math.min(before.items, after.items), total) >= CHANCE) return 'level';
  return after.items < before.items ? 'down' : 'up';
}

/** Exact chance that of `total` items as few as `fewer` or fewer fall on one of two equal sides, either side. */
function twoSided(fewer: number, total: number): number {
  let term = 0.5 ** total;
  let sum = 0;
  // Large matters: below what a number can hold the difference is beyond doubt.
  if (term === 0) return Math.abs(total / 2 - fewer) > Math.sqrt(total) ? 0 : 1;
  for (let count = 0; count <= fewer; count += 1) {
    sum += term;
    term *= (total - count) / (count + 1);
  }
  return Math.min(1, 2 * sum);
}
