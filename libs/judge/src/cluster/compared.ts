import { MOST_COMPARED, MOST_SUBJECT, type TextFeatures, type Weighted } from './text-features.js';
import { PAIR_BITS } from './wording.js';

/** Weights are kept in so many bits beside the number of their pair: one word a feature. */
const WEIGHT_BITS = 32 - PAIR_BITS;
const FULL = (1 << WEIGHT_BITS) - 1;
const WIDTH = MOST_COMPARED + MOST_SUBJECT;
/** Words of one line of the processor's memory. */
const LINE = 16;

/**
 * The features of the newest items, those of an item side by side, to be compared with those of one text. The text is laid
 * out in small tables once; an item then costs a look-up a feature.
 */
export class Compared {
  private readonly words: Int32Array;
  private readonly wordings = new Laid();
  private readonly subjects = new Laid();
  private fetched = 0;

  constructor(capacity: number) {
    this.words = new Int32Array(capacity * WIDTH);
  }

  set(slot: number, { wording, subject }: TextFeatures): void {
    this.write(slot * WIDTH, MOST_COMPARED, wording);
    this.write(slot * WIDTH + MOST_COMPARED, MOST_SUBJECT, subject);
  }

  /** The text that items are compared with from now on. */
  compareWith({ wording, subject }: TextFeatures): void {
    this.wordings.lay(wording);
    this.subjects.lay(subject);
  }

  /**
   * Has the processor fetch what is kept of an item. Such reads do not wait for one another, as those of comparisons would:
   * most of the time of comparing was spent waiting for memory.
   */
  fetch(slot: number): void {
    let sum = this.fetched;
    for (let at = slot * WIDTH, end = at + WIDTH; at < end; at += LINE) sum ^= this.words[at]!;
    this.fetched = sum;
  }

  /** Cosine of the wording in full, names included, with the item of a slot. */
  wording(slot: number): number {
    return this.wordings.cosine(this.words, slot * WIDTH, MOST_COMPARED);
  }

  /** Cosine of the words in which the subject is told. */
  subject(slot: number): number {
    return this.subjects.cosine(this.words, slot * WIDTH + MOST_COMPARED, MOST_SUBJECT);
  }

  private write(first: number, width: number, { count, keys, weights }: Weighted): void {
    for (let k = 0; k < count; k++)
      this.words[first + k] = (keys[k]! << WEIGHT_BITS) | Math.max(1, Math.round(weights[k]! * FULL));
    if (count < width) this.words[first + count] = 0;
  }
}

/** Places of the table a text is laid out in: so many that another feature rarely stands where one is looked for. */
const PLACE_BITS = 11;
const PLACES = 1 << PLACE_BITS;

/** A text's weights by feature. */
class Laid {
  private readonly keys = new Int32Array(PLACES).fill(-1);
  private readonly weights = new Float64Array(PLACES);

  lay({ count, keys, weights }: Weighted): void {
    this.keys.fill(-1);
    for (let k = 0; k < count; k++) {
      let place = keys[k]! & (PLACES - 1);
      while (this.keys[place] !== -1) place = (place + 1) & (PLACES - 1);
      this.keys[place] = keys[k]!;
      this.weights[place] = weights[k]! / FULL;
    }
  }

  cosine(words: Int32Array, first: number, width: number): number {
    const { keys, weights } = this;
    let sum = 0;
    for (let at = first; at < first + width; at++) {
      const word = words[at]!;
      if (word === 0) break;
      const key = word >>> WEIGHT_BITS;
      let place = key & (PLACES - 1);
      for (let found = keys[place]!; found !== -1; found = keys[place]!) {
        if (found === key) {
          sum += weights[place]! * (word & FULL);
          break;
        }
        place = (place + 1) & (PLACES - 1);
      }
    }
    return sum;
  }
}
