/** Longest gram, in signs. */
export const LONGEST = 3;
const MAX_LENGTH = 6000;
const LOGS = Float64Array.from({ length: 256 }, (_, count) => (count > 0 ? 1 + Math.log(count) : 0));

/** What n occurrences weigh: a word said ten times says more than one said once, but not ten times as much. */
export const loudness = (count: number): number => LOGS[count < 256 ? count : 255]!;

/**
 * Signs of a text hashed into 2^bits buckets as 1-, 2- and 3-grams. Punctuation and blanks part the grams, all digits
 * count as one sign, capital and full-width letters as small ones. Holds the grams of the text read last.
 */
export class Grams {
  /** Bucket of the gram of n signs that ends at sign i, at `i * LONGEST + n - 1`; −1 for none. */
  readonly at = new Int32Array(MAX_LENGTH * LONGEST);
  /** Different buckets of the text, in order of first sight. */
  readonly seen: Int32Array;
  /** How often each bucket was seen. */
  readonly counts: Uint16Array;
  private found = 0;
  private readonly shift: number;

  constructor(readonly bits: number) {
    this.counts = new Uint16Array(1 << bits);
    this.seen = new Int32Array(MAX_LENGTH * LONGEST);
    this.shift = 32 - bits;
  }

  /** @returns how many places of `seen` are filled; what lies behind the 6,000th sign is not read */
  read(text: string): number {
    for (let i = 0; i < this.found; i++) this.counts[this.seen[i]!] = 0;
    this.found = 0;
    const end = Math.min(text.length, MAX_LENGTH);
    let one = 0;
    let two = 0;
    for (let i = 0; i < end; i++) {
      const sign = signOf(text.charCodeAt(i));
      const place = i * LONGEST;
      const pair = sign + Math.imul(one, 0x10001);
      this.put(place, sign ? mix(sign) : -1);
      this.put(place + 1, sign && one ? mix(pair) : -1);
      this.put(place + 2, sign && two ? mix(pair + Math.imul(two, 0x2c1b3c6d)) : -1);
      two = sign ? one : 0;
      one = sign;
    }
    return this.found;
  }

  private put(place: number, hash: number): void {
    if (hash < 0) {
      this.at[place] = -1;
      return;
    }
    const bucket = hash >>> this.shift;
    this.at[place] = bucket;
    if (this.counts[bucket] === 0) this.seen[this.found++] = bucket;
    if (this.counts[bucket]! < 65535) this.counts[bucket]!++;
  }
}

const DIGIT = 48;

/** 0 for what parts words; capital and full-width letters and all digits become one form. */
function signOf(code: number): number {
  if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code >= 65 && code <= 90) return code + 32;
  if (code >= 97 && code <= 122) return code;
  return code >= 0x3400 && code <= 0x9fff ? code : 0;
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
