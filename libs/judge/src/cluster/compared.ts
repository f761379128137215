import type { Weighted } from './text-features.js';
import { PAIR_BITS } from './wording.js';

/** How near a kept item is in its text. */
export interface Near {
  slot: number;
  /** Cosine of the most telling features by which it was found. */
  cosine: number;
  /** Cosine of the wording in full, names included. */
  wording: number;
  /** Cosine of the words in which the subject is told. */
  subject: number;
}

/** Weights are kept in so many bits beside the number of their pair: one word a feature. */
const WEIGHT_BITS = 32 - PAIR_BITS;
const FULL = (1 << WEIGHT_BITS) - 1;
const SPREAD_BITS = 10;
const SPREAD = 1 << SPREAD_BITS;

/**
 * The features of the newest items, kept in one array, to be compared with those of one text. The text is laid out in a
 * small table once; an item then costs a look-up a feature.
 */
export class Compared {
  private readonly words: Uint32Array;
  private readonly tableKeys = new Int32Array(SPREAD).fill(-1);
  private readonly tableWeights = new Float64Array(SPREAD);

  constructor(
    capacity: number,
    private readonly width: number,
  ) {
    this.words = new Uint32Array(capacity * width);
  }

  set(slot: number, { keys, weights }: Weighted): void {
    const first = slot * this.width;
    const used = Math.min(keys.length, this.width);
    for (let k = 0; k < used; k++)
      this.words[first + k] = (keys[k]! << WEIGHT_BITS) | Math.max(1, Math.round(weights[k]! * FULL));
    if (used < this.width) this.words[first + used] = 0;
  }

  /** Writes the cosine of a text with each of these items to the items. */
  compare(text: Weighted, items: readonly Near[], as: 'wording' | 'subject'): void {
    const { tableKeys, tableWeights, words, width } = this;
    this.lay(text);
    for (const near of items) {
      const first = near.slot * width;
      let sum = 0;
      for (let at = first; at < first + width; at++) {
        const word = words[at]!;
        if (word === 0) break;
        const key = word >>> WEIGHT_BITS;
        let place = key & (SPREAD - 1);
        while (tableKeys[place] !== key && tableKeys[place] !== -1) place = (place + 1) & (SPREAD - 1);
        if (tableKeys[place] === key) sum += tableWeights[place]! * (word & FULL);
      }
      near[as] = sum;
    }
    tableKeys.fill(-1);
  }

  private lay({ keys, weights }: Weighted): void {
    for (let k = 0; k < keys.length; k++) {
      let place = keys[k]! & (SPREAD - 1);
      while (this.tableKeys[place] !== -1) place = (place + 1) & (SPREAD - 1);
      this.tableKeys[place] = keys[k]!;
      this.tableWeights[place] = weights[k]! / FULL;
    }
  }
}
