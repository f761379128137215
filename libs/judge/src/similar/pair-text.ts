const MOST_CHARACTERS = 400;
/** Longest gram, in signs. */
export const LONGEST = 4;
/** Grams are hashed into 2^22 buckets. */
export const GRAM_BITS = 22;
/** Stands where punctuation and blanks part the signs. */
export const GAP = '|';
const GAP_CODE = GAP.charCodeAt(0);

/** A text laid out for comparing. */
export interface PairText {
  /** As written, cut after 400 characters. */
  raw: string;
  /** Letters, digits and characters in one form, parted by gaps. */
  signs: string;
  /** Buckets of its different grams of 1, 2, 3 and 4 signs, ascending. */
  grams: Int32Array[];
}

export function pairText(text: string): PairText {
  const raw = text.slice(0, MOST_CHARACTERS).normalize('NFKC').toLowerCase();
  const signs = raw.replace(/[^\u3400-\u9fffa-z0-9]+/gu, GAP).replace(/^\||\|$/gu, '');
  return { raw, signs, grams: gramsOf(signs) };
}

function gramsOf(signs: string): Int32Array[] {
  const found = Array.from({ length: LONGEST }, () => new Set<number>());
  for (let start = 0; start < signs.length; start++) {
    let hash = 0;
    for (let n = 1; n <= LONGEST && start + n <= signs.length; n++) {
      const code = signs.charCodeAt(start + n - 1);
      if (code === GAP_CODE) break;
      hash = step(hash, code);
      found[n - 1]!.add(bucketOf(hash, n));
    }
  }
  return found.map((buckets) => Int32Array.from(buckets).sort());
}

/** Bucket of a gram of at most four signs. */
export function gramBucket(gram: string): number {
  let hash = 0;
  for (let i = 0; i < gram.length; i++) hash = step(hash, gram.charCodeAt(i));
  return bucketOf(hash, gram.length);
}

const step = (hash: number, code: number): number => (Math.imul(hash, 0x9e3779b1) + code) | 0;

function bucketOf(hash: number, length: number): number {
  let h = hash ^ Math.imul(length, 0x5bd1e995);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> (32 - GRAM_BITS);
}

/** What stands in both of two ascending lists. */
export function common(a: Int32Array, b: Int32Array): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      both.push(a[i]!);
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return both;
}
