import { chorus } from './chorus.js';
import type { KeptItems } from './kept-items.js';
import { closeness } from './likeness.js';
import type { Near } from './text-postings.js';
import type { Suggestion } from './types.js';

/** Likenesses are rounded to thousandths before they are compared. */
const ROUNDING = 0.00051;

/**
 * The incidents near items belong to, the nearest first, those at least so like; an item must have been laid out by
 * `circumstances.compareWith` before. Incidents of which no item comes up to `least` cannot come up to it themselves.
 * @param left slots that count for nothing
 */
export function rank(
  items: KeptItems,
  { count, slots, wordings, subjects }: Near,
  left: ReadonlySet<number>,
  least: number,
): Suggestion[] {
  const likes: number[] = [];
  const owners: number[] = [];
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!;
    const owner = items.incidents.numberAt(slot);
    if (owner < 0 || left.has(slot)) continue;
    const like = items.circumstances.likeness(slot, closeness(wordings[i]!, subjects[i]!));
    if (like === 0) continue;
    likes.push(like);
    owners.push(owner);
  }
  const found: Suggestion[] = [];
  const seen: number[] = [];
  for (let i = 0; i < likes.length; i++) {
    const owner = owners[i]!;
    if (likes[i]! < least - ROUNDING || seen.includes(owner)) continue;
    seen.push(owner);
    const voices = likes.filter((_, k) => owners[k] === owner);
    found.push({
      incidentId: items.incidents.idOf(owner),
      similarity: chorus(voices, items.incidents.sizeOf(owner)),
    });
  }
  return found.sort(nearestFirst).map(rounded);
}

export const nearestFirst = (a: Suggestion, b: Suggestion): number =>
  b.similarity - a.similarity || (a.incidentId < b.incidentId ? -1 : 1);

export const rounded = <T extends Suggestion>(one: T): T => ({
  ...one,
  similarity: Math.round(one.similarity * 1000) / 1000,
});
