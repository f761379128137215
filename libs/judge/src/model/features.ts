/** A text as a sparse vector of unit length: buckets ascending, weights beside them. */
export interface SparseVector {
  buckets: Int32Array;
  weights: Float32Array;
}

/**
 * Characters of a text hashed into 2^bits buckets as 1-, 2- and 3-grams; a lone character says less than a pair, so it
 * weighs less. Punctuation and blanks part the grams, digits count as one sign.
 */
export class CharacterFeatures {
  private readonly counts: Uint16Array;
  private readonly touched: Int32Array;
  private readonly shift: number;

  constructor(
    readonly bits: number,
    private readonly longest = 3,
    private readonly maxLength = 6000,
  ) {
    this.counts = new Uint16Array(1 << bits);
    this.touched = new Int32Array(1 << bits);
    this.shift = 32 - bits;
  }

  /** @param idf weight of each bucket; absent: all alike */
  vector(text: string, idf?: Float32Array): SparseVector {
    const found = this.count(text);
    const buckets = this.touched.slice(0, found).sort();
    const weights = new Float32Array(found);
    let square = 0;
    for (let i = 0; i < found; i++) {
      const bucket = buckets[i]!;
      const weight = (1 + Math.log(this.counts[bucket]!)) * (idf ? idf[bucket]! : 1);
      this.counts[bucket] = 0;
      weights[i] = weight;
      square += weight * weight;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = 0; i < found; i++) weights[i]! *= scale;
    return { buckets, weights };
  }

  private count(text: string): number {
    const end = Math.min(text.length, this.maxLength);
    let found = 0;
    let one = 0;
    let two = 0;
    for (let i = 0; i < end; i++) {
      const sign = signOf(text.charCodeAt(i));
      if (sign === 0) {
        one = two = 0;
        continue;
      }
      found = this.touch(mix(sign), found);
      if (one) found = this.touch(mix(sign + Math.imul(one, 0x10001)), found);
      if (two && this.longest > 2)
        found = this.touch(mix(sign + Math.imul(one, 0x10001) + Math.imul(two, 0x2c1b3c6d)), found);
      two = one;
      one = sign;
    }
    return found;
  }

  private touch(hash: number, found: number): number {
    const bucket = hash >>> this.shift;
    const count = this.counts[bucket]!;
    if (count === 0) this.touched[found++] = bucket;
    if (count < 65535) this.counts[bucket] = count + 1;
    return found;
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
