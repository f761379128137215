import { bandKeys, gramHashes, overlap, signature } from './minhash.js';
import { normaliseText } from './normalise.js';
import { WindowPostings } from './postings.js';
import { difference } from './veto.js';

/** A text as copies are looked for by. */
export interface CopyText {
  normal: string;
  grams: Uint32Array;
  bands: Int32Array;
}

/** Share of common 3-grams from which two texts are one; for a cut text, share of the shorter one. */
const SAME = 0.5;
const CONTAINED = 0.8;
/** Below this many 3-grams a text is too short to be found inside another. */
const SHORT = 16;
const MOST_CANDIDATES = 24;

export function copyText(title: string, text: string): CopyText {
  const body = normaliseText(text);
  const head = normaliseText(title);
  // A repost often sets the title before the text, or is only the title.
  const normal = body.startsWith(head) ? body || head : `${head}${body}`;
  const grams = gramHashes(normal);
  return { normal, grams, bands: bandKeys(signature(grams)) };
}

/**
 * How alike two texts are as copies, 0…1; 0 when they are no copies, or when a number, place or name of a body is
 * exchanged between them.
 */
export function copySimilarity(a: CopyText, b: CopyText): number {
  const similarity = wordingSimilarity(a, b);
  return similarity > 0 && !difference(a.normal, b.normal).exchanged ? similarity : 0;
}

/** The same without regard to exchanged particulars. */
export function wordingSimilarity(a: CopyText, b: CopyText): number {
  if (a.normal.length === 0 || b.normal.length === 0) return 0;
  if (a.normal === b.normal) return 1;
  const shorter = Math.min(a.grams.length, b.grams.length);
  const longer = Math.max(a.grams.length, b.grams.length);
  if (shorter < 4) return 0;
  const { jaccard, containment } = overlap(a.grams, b.grams);
  if (jaccard >= (shorter < SHORT ? 0.7 : SAME)) return jaccard;
  return shorter >= SHORT && containment >= CONTAINED && shorter * 12 > longer ? containment * 0.9 : 0;
}

/** A kept text nearly equal to one. */
export interface Alike {
  slot: number;
  /** Share of common wording, 0…1. */
  similarity: number;
  isCopy: boolean;
  /** Alike in all but a place, a date or a name: a notice on the same template about another matter. */
  isTemplate: boolean;
}

/** Near-duplicates among the newest items: banded one-permutation MinHash proposes, the texts themselves decide. */
export class CopyIndex {
  private readonly postings: WindowPostings;
  private readonly texts: (CopyText | undefined)[] = [];

  constructor(capacity: number) {
    this.postings = new WindowPostings(capacity, 16, 18);
  }

  add(sequence: number, text: CopyText): void {
    this.texts[this.postings.add(sequence, text.bands)] = text;
  }

  text(slot: number): CopyText | undefined {
    return this.texts[slot];
  }

  /**
   * Kept texts nearly equal to this one.
   * @param others slots to look at besides those the signatures propose
   */
  alike(text: CopyText, others: readonly number[]): Alike[] {
    const found: Alike[] = [];
    for (const slot of new Set([...this.candidates(text), ...others])) {
      const other = this.texts[slot];
      const similarity = other ? wordingSimilarity(text, other) : 0;
      if (!other || similarity === 0) continue;
      const { exchanged, template } = difference(text.normal, other.normal);
      found.push({ slot, similarity, isCopy: !exchanged, isTemplate: template });
    }
    return found;
  }

  /** Slots whose signatures share a band with this text, the newest first. */
  candidates(text: CopyText): number[] {
    const slots = new Set<number>();
    for (const key of text.bands)
      this.postings.visit(key, MOST_CANDIDATES, (slot) => {
        slots.add(slot);
      });
    return [...slots];
  }
}
