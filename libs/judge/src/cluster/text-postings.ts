import { Compared, type Near } from './compared.js';
import { MOST_COMPARED, MOST_FEATURES, MOST_SUBJECT, type TextFeatures } from './text-features.js';
import { PAIR_BITS } from './wording.js';

/** Items that are compared in full. */
const MOST_FOUND = 48;
/** Numbers of a posting: the next one, its feature, the place of its item in the order, its weight. */
const NEXT = 0;
const FEATURE = 1;
const ITEM = 2;
const WEIGHT = 3;
const WIDTH = 4;
const WEIGHTS = 1 << 20;

/**
 * Newest items that share features with one, and how much. Postings of a feature are linked, the newest first, all that a
 * step needs side by side in memory; an item that leaves the window is overwritten in place, and links into it end there.
 */
export class TextPostings {
  private readonly heads = new Int32Array(1 << PAIR_BITS).fill(-1);
  private readonly postings: Int32Array;
  private readonly sums: Float32Array;
  private readonly wording: Compared;
  private readonly subjects: Compared;

  constructor(
    private readonly capacity: number,
    private readonly perFeature = 96,
  ) {
    this.postings = new Int32Array(capacity * MOST_FEATURES * WIDTH);
    this.sums = new Float32Array(capacity);
    this.wording = new Compared(capacity, MOST_COMPARED);
    this.subjects = new Compared(capacity, MOST_SUBJECT);
  }

  /** The `sequence`-th item (0, 1, 2 …) has these features. */
  add(sequence: number, { wording, subject }: TextFeatures): void {
    const slot = sequence % this.capacity;
    const { postings, heads } = this;
    for (let k = 0; k < MOST_FEATURES; k++) {
      const posting = slot * MOST_FEATURES + k;
      const at = posting * WIDTH;
      if (k >= wording.keys.length) {
        postings[at + FEATURE] = -1;
        continue;
      }
      const feature = wording.keys[k]!;
      postings[at + NEXT] = heads[feature]!;
      postings[at + FEATURE] = feature;
      postings[at + ITEM] = sequence;
      postings[at + WEIGHT] = Math.round(wording.weights[k]! * WEIGHTS);
      heads[feature] = posting;
    }
    this.wording.set(slot, wording);
    this.subjects.set(slot, subject);
  }

  /** The nearest items with a cosine of at least `least`. */
  similar(features: TextFeatures, least: number): Near[] {
    const found = this.found(features, least);
    this.wording.compare(features.wording, found, 'wording');
    this.subjects.compare(features.subject, found, 'subject');
    return found;
  }

  private found({ wording }: TextFeatures, least: number): Near[] {
    const { keys, weights } = wording;
    const touched: number[] = [];
    const used = Math.min(keys.length, MOST_FEATURES);
    for (let k = 0; k < used; k++) this.follow(keys[k]!, weights[k]! / WEIGHTS, touched);
    const found: Near[] = [];
    for (let i = 0; i < touched.length; i++) {
      const slot = touched[i]!;
      const cosine = this.sums[slot]!;
      this.sums[slot] = 0;
      if (cosine >= least) found.push({ slot, cosine, wording: 0, subject: 0 });
    }
    if (found.length <= MOST_FOUND) return found;
    return found.sort((a, b) => b.cosine - a.cosine || a.slot - b.slot).slice(0, MOST_FOUND);
  }

  private follow(feature: number, weight: number, touched: number[]): void {
    const { postings, sums, capacity } = this;
    let posting = this.heads[feature]!;
    let newer = Infinity;
    for (let count = 0; posting >= 0 && count < this.perFeature; count++) {
      const at = posting * WIDTH;
      const item = postings[at + ITEM]!;
      // Overwritten since: the rest of the chain is older still.
      if (postings[at + FEATURE] !== feature || item >= newer) return;
      newer = item;
      const slot = item % capacity;
      if (sums[slot] === 0) touched.push(slot);
      sums[slot]! += weight * postings[at + WEIGHT]!;
      posting = postings[at + NEXT]!;
    }
  }
}
