import { chorus } from './chorus.js';
import type { Compared } from './compared.js';
import type { KeptItems } from './kept-items.js';
import { closeness } from './likeness.js';
import { MOST_FOUND, type Near } from './text-postings.js';
import type { Suggestion } from './types.js';

/** Likenesses are rounded to thousandths before they are compared. */
const ROUNDING = 0.00051;

/** Kept items that may be of the same matter as one, by number; read and written over for every item. */
const slots = new Int32Array(MOST_FOUND);
const incidentOf = new Int32Array(MOST_FOUND);
/** How like it each of them is; before it is compared, how like it is at the most. */
const likes = new Float64Array(MOST_FOUND);
const isCompared = new Uint8Array(MOST_FOUND);

/**
 * The incidents near items belong to, the nearest first, those at least so like. The item is the one `items.circumstances`
 * and `compared` were told to compare with. An incident of which no item comes up to `least` cannot come up to it itself, so
 * items are compared only where what is known besides the wording lets one come up to it.
 * @param left slots that count for nothing
 */
export function rank(
  items: KeptItems,
  compared: Compared,
  near: Near,
  left: readonly number[],
  least: number,
): Suggestion[] {
  const floor = least - ROUNDING;
  const count = noteVoices(items, near, left);
  for (let i = 0; i < count; i++) {
    isCompared[i] = likes[i]! >= floor ? 1 : 0;
    if (isCompared[i] === 1) compared.fetch(slots[i]!);
  }
  const compare = (i: number) => {
    const slot = slots[i]!;
    return items.circumstances.likeness(slot, closeness(compared.wording(slot), compared.subject(slot)));
  };
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    if (isCompared[i] === 0) continue;
    likes[i] = compare(i);
    if (likes[i]! >= floor && !found.includes(incidentOf[i]!)) found.push(incidentOf[i]!);
  }
  if (found.length === 0) return [];
  for (let i = 0; i < count; i++)
    if (isCompared[i] === 0 && found.includes(incidentOf[i]!)) likes[i] = compare(i);
  return found
    .map((incident) => ({
      incidentId: items.incidents.idOf(incident),
      similarity: chorus(likesIn(incident, count), items.incidents.sizeOf(incident)),
    }))
    .sort(nearestFirst)
    .map(rounded);
}

/** Notes those that can be of the same matter at all, with the most they can be like it. @returns how many */
function noteVoices({ circumstances, incidents }: KeptItems, near: Near, left: readonly number[]): number {
  let count = 0;
  circumstances.fetch(near.slots, near.count);
  for (let i = 0; i < near.count; i++) {
    const slot = near.slots[i]!;
    const incident = incidents.numberAt(slot);
    if (incident < 0 || left.includes(slot)) continue;
    const like = circumstances.likeness(slot, 1);
    if (like <= 0) continue;
    slots[count] = slot;
    incidentOf[count] = incident;
    likes[count++] = like;
  }
  return count;
}

function likesIn(incident: number, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < count; i++) if (incidentOf[i] === incident) found.push(likes[i]!);
  return found;
}

export const nearestFirst = (a: Suggestion, b: Suggestion): number =>
  b.similarity - a.similarity || (a.incidentId < b.incidentId ? -1 : 1);

export const rounded = <T extends Suggestion>(one: T): T => ({
  ...one,
  similarity: Math.round(one.similarity * 1000) / 1000,
});
