/** Bits of a character pair's number. */
export const PAIR_BITS = 20;

/** Different pairs counted at most. */
export const MOST_PAIRS = 1 << 14;
/** Bits of a place in the table that finds them: twice as many places as pairs. */
const PLACE_BITS = 15;

/**
 * How often each pair of neighbouring letters stands in some texts. The table is small enough to stay near the processor:
 * with a place for every possible pair, waiting for memory took longer than all the counting.
 */
export class PairCounter {
  /** Number of a pair among those counted, from 1 on; 0 for a free place. */
  private readonly places = new Uint16Array(1 << PLACE_BITS);
  private readonly found = new Int32Array(MOST_PAIRS);
  private readonly counts = new Uint16Array(MOST_PAIRS);
  /** Where each of them stands in the table. */
  private readonly placeOf = new Uint16Array(MOST_PAIRS);
  /** Different pairs counted. */
  size = 0;

  /** Counts the pairs of a text in the form of `plain`, each so many times. */
  add(text: string, weight: number): void {
    let before = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (!isLetter(code)) {
        before = 0;
        continue;
      }
      if (before && this.size < MOST_PAIRS)
        this.note(mix(code + Math.imul(before, 0x10001)) >>> (32 - PAIR_BITS), weight);
      before = code;
    }
  }

  private note(pair: number, weight: number): void {
    const mask = this.places.length - 1;
    let at = pair & mask;
    let number = this.places[at]!;
    while (number !== 0 && this.found[number - 1] !== pair) {
      at = (at + 1) & mask;
      number = this.places[at]!;
    }
    if (number === 0) {
      this.found[this.size] = pair;
      this.counts[this.size] = 0;
      this.placeOf[this.size] = at;
      number = this.places[at] = ++this.size;
    }
    this.counts[number - 1]! += weight;
  }

  /** The `i`-th pair in order of appearance, and how often it stood there. */
  pair(i: number): number {
    return this.found[i]!;
  }
  count(i: number): number {
    return this.counts[i]!;
  }

  pairs(): Int32Array {
    return this.found.slice(0, this.size);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.places[this.placeOf[i]!] = 0;
    this.size = 0;
  }
}

/** A text as pairs are read from it: NFKC, lower case, without addresses. */
export function plain(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return lower.includes('http') ? lower.replace(/https?:\S+/g, ' ') : lower;
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
