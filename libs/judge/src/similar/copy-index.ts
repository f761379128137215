import { compare, TELLING, type Alike, type CopyText } from './copies.js';
import { agreeing, BANDS, SLOTS } from './minhash.js';
import { WindowPostings } from './postings.js';

const MOST_CANDIDATES = 24;
/** Slots of two signatures that agree; three or fewer come together by chance. */
const LEAST_AGREEING = 4;
/** Words of an outline: the last eight bits of each slot of a signature, one line of the processor's memory. */
const WIDTH = SLOTS / 4;

/** Near-duplicates among the newest items: banded one-permutation MinHash proposes, the texts themselves decide. */
export class CopyIndex {
  private readonly postings: WindowPostings;
  private readonly texts: (CopyText | undefined)[] = [];
  /** Outlines side by side, and how many grams each text has: most texts are told apart by these alone. */
  private readonly outlines: Int32Array;
  private readonly lengths: Uint16Array;
  private readonly outline = new Int32Array(WIDTH);
  /** Slots proposed for a text, and for which text each was proposed last. */
  private readonly proposed: number[] = [];
  private readonly marks: Uint32Array;
  private mark = 0;
  private fetched = 0;

  constructor(capacity: number) {
    this.postings = new WindowPostings(capacity, BANDS, 19);
    this.outlines = new Int32Array(capacity * WIDTH);
    this.lengths = new Uint16Array(capacity);
    this.marks = new Uint32Array(capacity);
  }

  add(sequence: number, text: CopyText): void {
    const slot = this.postings.add(sequence, text.bands);
    this.texts[slot] = text;
    this.lengths[slot] = text.grams.length;
    outlineOf(text.signature, this.outlines, slot * WIDTH);
  }

  text(slot: number): CopyText | undefined {
    return this.texts[slot];
  }

  /**
   * Kept texts nearly equal to this one.
   * @param others slots to look at besides those the signatures propose
   */
  alike(text: CopyText, others: readonly number[]): Alike[] {
    const proposed = this.candidates(text);
    for (const slot of others) this.propose(slot);
    this.fetch(proposed);
    outlineOf(text.signature, this.outline, 0);
    const found: Alike[] = [];
    for (const slot of proposed) {
      if (!this.mayBeAlike(text, slot)) continue;
      const other = this.texts[slot];
      const alike = other && this.isNear(text, other) ? compare(text, other) : null;
      if (alike) found.push({ slot, ...alike });
    }
    return found;
  }

  /** Slots whose signatures share a band with this text, the newest first; they hold until the next text is asked for. */
  candidates(text: CopyText): number[] {
    this.proposed.length = 0;
    this.mark++;
    this.postings.fetch(text.bands);
    for (const key of text.bands) this.postings.visit(key, MOST_CANDIDATES, this.propose);
    return this.proposed;
  }

  private readonly propose = (slot: number): void => {
    if (this.marks[slot] === this.mark) return;
    this.marks[slot] = this.mark;
    this.proposed.push(slot);
  };

  /** Has the processor fetch what is known of these texts; the reads do not wait for one another. */
  private fetch(slots: readonly number[]): void {
    let sum = this.fetched;
    for (const slot of slots) sum ^= this.outlines[slot * WIDTH]!;
    this.fetched = sum;
  }

  /** Of short texts signatures say little. */
  private mayBeAlike(text: CopyText, slot: number): boolean {
    if (text.grams.length < TELLING || this.lengths[slot]! < TELLING) return true;
    return sameBytes(this.outline, this.outlines, slot * WIDTH) >= LEAST_AGREEING;
  }

  /** Texts that have next to nothing in common are told apart by their signatures. */
  private isNear(a: CopyText, b: CopyText): boolean {
    return (
      Math.min(a.grams.length, b.grams.length) < TELLING ||
      agreeing(a.signature, b.signature) >= LEAST_AGREEING
    );
  }
}

function outlineOf(signature: Uint32Array, into: Int32Array, start: number): void {
  for (let k = 0; k < WIDTH; k++) {
    const at = k * 4;
    into[start + k] =
      (signature[at]! & 0xff) |
      ((signature[at + 1]! & 0xff) << 8) |
      ((signature[at + 2]! & 0xff) << 16) |
      (signature[at + 3]! << 24);
  }
}

/** How many bytes of two outlines are equal: as many as slots of the signatures, or more. */
function sameBytes(one: Int32Array, others: Int32Array, start: number): number {
  let sums = 0;
  for (let k = 0; k < WIDTH; k++) {
    const differing = one[k]! ^ others[start + k]!;
    // The highest bit of each byte stays 0 where the byte is 0.
    const bits = ((differing & 0x7f7f7f7f) + 0x7f7f7f7f) | differing;
    sums += (~bits >>> 7) & 0x01010101;
  }
  return (Math.imul(sums, 0x01010101) >>> 24) & 0xff;
}
