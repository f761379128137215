import { room, signedRoom } from './slab.js';

/** Slots of a signature; each keeps the least hash of its share of the hash space. */
export const SLOTS = 64;
const ROWS = 3;
/** Bands of three slots: texts that share 55 of 100 pieces meet in one of them in 98 of 100 cases. */
export const BANDS = Math.floor(SLOTS / ROWS);
const MOST_GRAMS = 1200;

/** Hashes of all character 3-grams of a normalised text, ascending, each once. Texts under 3 characters give one. */
export function gramHashes(text: string): Uint32Array {
  const count = Math.max(1, Math.min(text.length - 2, MOST_GRAMS));
  for (let i = 0; i < count; i++)
    unsorted[i] = mix(
      text.charCodeAt(i) +
        Math.imul(text.charCodeAt(i + 1) | 0, 0x9e3779b1) +
        Math.imul(text.charCodeAt(i + 2) | 0, 0x85ebca77),
    );
  sort(count);
  let kept = 1;
  for (let i = 1; i < count; i++) if (sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i]!;
  const hashes = room(kept);
  hashes.set(sorted.subarray(0, kept));
  return hashes;
}

const unsorted = new Uint32Array(MOST_GRAMS);
const sorted = new Uint32Array(MOST_GRAMS);
/** Hashes are spread evenly: by their upper bits most come to their places, the rest are moved by a few. */
const SHARE_BITS = 8;
const shares = new Uint16Array((1 << SHARE_BITS) + 1);

/** The first `count` of `unsorted` into `sorted`, ascending. */
function sort(count: number): void {
  shares.fill(0);
  for (let i = 0; i < count; i++) shares[(unsorted[i]! >>> (32 - SHARE_BITS)) + 1]!++;
  for (let share = 1; share < shares.length; share++) shares[share]! += shares[share - 1]!;
  for (let i = 0; i < count; i++) sorted[shares[unsorted[i]! >>> (32 - SHARE_BITS)]!++] = unsorted[i]!;
  for (let i = 1; i < count; i++) {
    const hash = sorted[i]!;
    let at = i;
    for (; at > 0 && sorted[at - 1]! > hash; at--) sorted[at] = sorted[at - 1]!;
    sorted[at] = hash;
  }
}

const filled = new Uint8Array(SLOTS);

/**
 * One-permutation MinHash: a slot holds the least hash among those whose upper bits name it; an empty slot takes the
 * value of another, picked by its own number (optimal densification, Shrivastava 2017).
 */
export function signature(grams: Uint32Array): Uint32Array {
  const slots = room(SLOTS).fill(0xffffffff);
  filled.fill(0);
  for (const gram of grams) {
    const slot = gram >>> 26;
    const value = mix(gram);
    filled[slot] = 1;
    if (value < slots[slot]!) slots[slot] = value;
  }
  for (let slot = 0; slot < SLOTS; slot++) {
    if (filled[slot]) continue;
    for (let attempt = 1; ; attempt++) {
      const donor = mix(slot * 0x9e3779b1 + attempt) >>> 26;
      if (!filled[donor]) continue;
      slots[slot] = slots[donor]!;
      break;
    }
  }
  return slots;
}

/** One key for each band of slots; texts that share a key are candidates. */
export function bandKeys(slots: Uint32Array): Int32Array {
  const keys = signedRoom(BANDS);
  for (let band = 0; band < BANDS; band++) {
    let key = band + 1;
    for (let row = 0; row < ROWS; row++)
      key = mix(Math.imul(key, 0x01000193) ^ slots[band * ROWS + row]!) | 0;
    keys[band] = key;
  }
  return keys;
}

/** In how many slots two signatures agree: about that share of all pieces is common to both texts. */
export function agreeing(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let slot = 0; slot < SLOTS; slot++) if (a[slot] === b[slot]) count++;
  return count;
}

/** How much two ascending sets share: of both together, and of the smaller one. */
export function overlap(a: Uint32Array, b: Uint32Array): { jaccard: number; containment: number } {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      shared++;
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return {
    jaccard: shared / (a.length + b.length - shared),
    containment: shared / Math.min(a.length, b.length),
  };
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
