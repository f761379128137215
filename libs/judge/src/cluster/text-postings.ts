import { Compared } from './compared.js';
import { FeatureLists, MOST_LISTED } from './feature-lists.js';
import { NearestFew } from './nearest-few.js';
import { MOST_COMPARED, MOST_FEATURES, MOST_SUBJECT, type TextFeatures } from './text-features.js';
import { PAIR_BITS } from './wording.js';

/** Items that are compared in full. */
const MOST_FOUND = 48;
const WEIGHTS = 1 << 20;

/** Kept items near to a text, the nearest by `cosine` first; what it holds is overwritten by the next search. */
export interface Near {
  /** How many there are. */
  count: number;
  slots: Int32Array;
  /** Cosine of the most telling features by which an item was found. */
  cosines: Float64Array;
  /** Cosine of the wording in full, names included. */
  wordings: Float64Array;
  /** Cosine of the words in which the subject is told. */
  subjects: Float64Array;
}

/** Newest items that share features with one, and how much. */
export class TextPostings {
  private readonly lists: FeatureLists;
  private readonly sums: Float32Array;
  private readonly touched = new Int32Array(MOST_FEATURES * MOST_LISTED);
  private readonly nearest = new NearestFew(MOST_FOUND);
  private readonly wording: Compared;
  private readonly subjects: Compared;
  private newest = -1;
  private readonly near: Near = {
    count: 0,
    slots: this.nearest.slots,
    cosines: this.nearest.cosines,
    wordings: new Float64Array(MOST_FOUND),
    subjects: new Float64Array(MOST_FOUND),
  };

  constructor(private readonly capacity: number) {
    this.lists = new FeatureLists(PAIR_BITS, capacity);
    this.sums = new Float32Array(capacity);
    this.wording = new Compared(capacity, MOST_COMPARED);
    this.subjects = new Compared(capacity, MOST_SUBJECT);
  }

  /** The `sequence`-th item (0, 1, 2 …) has these features. */
  add(sequence: number, { wording, subject }: TextFeatures): void {
    const slot = sequence % this.capacity;
    const used = Math.min(wording.count, MOST_FEATURES);
    this.lists.sweep(sequence);
    for (let k = 0; k < used; k++)
      this.lists.add(wording.keys[k]!, sequence, Math.round(wording.weights[k]! * WEIGHTS));
    this.wording.set(slot, wording);
    this.subjects.set(slot, subject);
    this.newest = sequence;
  }

  /** The items by whose most telling features the text is found with a cosine of at least `least`; not yet compared. */
  find({ wording: { count, keys, weights } }: TextFeatures, least: number): Near {
    const { lists, sums, touched, nearest, near } = this;
    const into = { sums, touched, noted: 0, left: this.newest - this.capacity };
    const used = Math.min(count, MOST_FEATURES);
    for (let k = 0; k < used; k++) into.noted = lists.gather(keys[k]!, weights[k]! / WEIGHTS, into);
    nearest.clear(least);
    for (let i = 0; i < into.noted; i++) {
      const slot = touched[i]!;
      const cosine = sums[slot]!;
      sums[slot] = 0;
      if (cosine >= nearest.least) nearest.take(slot, cosine);
    }
    near.count = nearest.count;
    return near;
  }

  /** Compares in full what was found for this text. */
  compare(features: TextFeatures): Near {
    const { near } = this;
    this.wording.compare(features.wording, near.slots, near.count, near.wordings);
    this.subjects.compare(features.subject, near.slots, near.count, near.subjects);
    return near;
  }
}
