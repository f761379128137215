/** Bits of a character pair's number. */
export const PAIR_BITS = 20;

/** Different pairs counted at most. */
export const MOST_PAIRS = 1 << 12;
/** Bits of a place in the table that finds them: twice as many places as pairs. */
const PLACE_BITS = 13;

/**
 * How often each pair of neighbouring letters stands in some texts, in all of them and outside of names. The table is small
 * enough to stay near the processor: with a place for every possible pair, waiting for memory took longer than all the
 * counting.
 */
export class PairCounter {
  /** Number of a pair among those counted, from 1 on; 0 for a free place. */
  private readonly places = new Uint16Array(1 << PLACE_BITS);
  /** Where each of them stands in the table. */
  private readonly placeOf = new Uint16Array(MOST_PAIRS);
  /** Different pairs, in order of appearance. */
  readonly pairs = new Int32Array(MOST_PAIRS);
  readonly counts = new Uint16Array(MOST_PAIRS);
  size = 0;
  /** Those that stand outside of names by their numbers, in order of appearance there; how often, by number. */
  readonly told = new Uint16Array(MOST_PAIRS);
  readonly toldCounts = new Uint16Array(MOST_PAIRS);
  toldSize = 0;

  /**
   * Counts the pairs of a text, each so many times.
   * @param names not 0 where a unit belongs to a name
   */
  add(units: Uint16Array, names: Uint8Array, count: number, weight: number): void {
    let before = 0;
    for (let i = 0; i < count; i++) {
      const code = units[i]!;
      if (!isLetter(code)) {
        before = 0;
        continue;
      }
      if (before && this.size < MOST_PAIRS) {
        const number = this.note(mix(code + Math.imul(before, 0x10001)) >>> (32 - PAIR_BITS));
        this.counts[number]! += weight;
        if (names[i] === 0 && names[i - 1] === 0) {
          if (this.toldCounts[number] === 0) this.told[this.toldSize++] = number;
          this.toldCounts[number]! += weight;
        }
      }
      before = code;
    }
  }

  private note(pair: number): number {
    const mask = (1 << PLACE_BITS) - 1;
    let at = pair & mask;
    let number = this.places[at]!;
    while (number !== 0 && this.pairs[number - 1] !== pair) {
      at = (at + 1) & mask;
      number = this.places[at]!;
    }
    if (number !== 0) return number - 1;
    this.pairs[this.size] = pair;
    this.counts[this.size] = 0;
    this.toldCounts[this.size] = 0;
    this.placeOf[this.size] = at;
    this.places[at] = ++this.size;
    return this.size - 1;
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.places[this.placeOf[i]!] = 0;
    this.size = 0;
    this.toldSize = 0;
  }
}

const isLetter = (code: number) =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 0x3400 && code < 0x4e00);

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
