import { Compared } from './compared.js';
import { FeatureLists, MOST_LISTED } from './feature-lists.js';
import { NearestFew } from './nearest-few.js';
import { MOST_FEATURES, type TextFeatures } from './text-features.js';
import { PAIR_BITS } from './wording.js';

/** Items that are compared in full. */
export const MOST_FOUND = 48;
const WEIGHTS = 1 << 20;

/** Kept items found for a text, the nearest first; overwritten by the next search. */
export interface Near {
  /** How many there are. */
  readonly count: number;
  readonly slots: Int32Array;
  /** Cosine of the most telling features by which an item was found. */
  readonly cosines: Float64Array;
}

/** Newest items that share features with one, and how much. */
export class TextPostings {
  /** What the items found are compared by in full. */
  readonly compared: Compared;
  private readonly lists: FeatureLists;
  private readonly sums: Float32Array;
  private readonly touched = new Int32Array(MOST_FEATURES * MOST_LISTED);
  private readonly nearest = new NearestFew(MOST_FOUND);
  private newest = -1;

  constructor(private readonly capacity: number) {
    this.lists = new FeatureLists(PAIR_BITS, capacity);
    this.sums = new Float32Array(capacity);
    this.compared = new Compared(capacity);
  }

  /** The `sequence`-th item (0, 1, 2 …) has these features. */
  add(sequence: number, features: TextFeatures): void {
    const { count, keys, weights } = features.wording;
    const used = Math.min(count, MOST_FEATURES);
    this.lists.sweep(sequence);
    this.lists.fetch(keys, used);
    for (let k = 0; k < used; k++) this.lists.add(keys[k]!, sequence, Math.round(weights[k]! * WEIGHTS));
    this.compared.set(sequence % this.capacity, features);
    this.newest = sequence;
  }

  /** The items by whose most telling features the text is found with a cosine of at least `least`. */
  find({ wording: { count, keys, weights } }: TextFeatures, least: number): Near {
    const { lists, sums, touched, nearest } = this;
    const into = { sums, touched, noted: 0, left: this.newest - this.capacity };
    const used = Math.min(count, MOST_FEATURES);
    lists.fetch(keys, used);
    for (let k = 0; k < used; k++) into.noted = lists.gather(keys[k]!, weights[k]! / WEIGHTS, into);
    nearest.clear(least);
    for (let i = 0; i < into.noted; i++) {
      const slot = touched[i]!;
      const cosine = sums[slot]!;
      sums[slot] = 0;
      if (cosine >= nearest.least) nearest.take(slot, cosine);
    }
    return nearest;
  }
}
