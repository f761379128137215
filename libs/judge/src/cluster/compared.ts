import type { Weighted } from './text-features.js';
import { PAIR_BITS } from './wording.js';

/** Weights are kept in so many bits beside the number of their pair: one word a feature. */
const WEIGHT_BITS = 32 - PAIR_BITS;
const FULL = (1 << WEIGHT_BITS) - 1;
/** Places of the table a text is laid out in: so many that another feature rarely stands where one is looked for. */
const SPREAD_BITS = 11;
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

  set(slot: number, { count, keys, weights }: Weighted): void {
    const first = slot * this.width;
    const used = Math.min(count, this.width);
    for (let k = 0; k < used; k++)
      this.words[first + k] = (keys[k]! << WEIGHT_BITS) | Math.max(1, Math.round(weights[k]! * FULL));
    if (used < this.width) this.words[first + used] = 0;
  }

  /** Writes the cosine of a text with the item of each of the first `count` slots to `cosines`. */
  compare(text: Weighted, slots: Int32Array, count: number, cosines: Float64Array): void {
    this.lay(text);
    for (let i = 0; i < count; i++) cosines[i] = this.cosine(slots[i]!);
    this.tableKeys.fill(-1);
  }

  private cosine(slot: number): number {
    const { tableKeys, tableWeights, words } = this;
    const first = slot * this.width;
    const end = first + this.width;
    let sum = 0;
    for (let at = first; at < end; at++) {
      const word = words[at]!;
      if (word === 0) break;
      const key = word >>> WEIGHT_BITS;
      let place = key & (SPREAD - 1);
      for (let found = tableKeys[place]!; found !== -1; found = tableKeys[place]!) {
        if (found === key) {
          sum += tableWeights[place]! * (word & FULL);
          break;
        }
        place = (place + 1) & (SPREAD - 1);
      }
    }
    return sum;
  }

  private lay({ count, keys, weights }: Weighted): void {
    for (let k = 0; k < count; k++) {
      let place = keys[k]! & (SPREAD - 1);
      while (this.tableKeys[place] !== -1) place = (place + 1) & (SPREAD - 1);
      this.tableKeys[place] = keys[k]!;
      this.tableWeights[place] = weights[k]! / FULL;
    }
  }
}
