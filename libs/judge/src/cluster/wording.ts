/** Bits of a character pair's number. */
export const PAIR_BITS = 20;

/** How often each pair of neighbouring letters stands in some texts. */
export class PairCounter {
  private readonly counts = new Uint16Array(1 << PAIR_BITS);
  private readonly touched = new Int32Array(1 << 14);
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
      if (before && this.size < this.touched.length) {
        const pair = mix(code + Math.imul(before, 0x10001)) >>> (32 - PAIR_BITS);
        if (this.counts[pair] === 0) this.touched[this.size++] = pair;
        this.counts[pair]! += weight;
      }
      before = code;
    }
  }

  /** The `i`-th pair in order of appearance, and how often it stood there. */
  pair(i: number): number {
    return this.touched[i]!;
  }
  count(i: number): number {
    return this.counts[this.touched[i]!]!;
  }

  pairs(): Int32Array {
    return this.touched.slice(0, this.size);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.counts[this.touched[i]!] = 0;
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
