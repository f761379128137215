import { bandKeys, gramHashes, overlap, signature } from './minhash.js';
import type { Core } from './frames.js';
import { normaliseText } from './normalise.js';
import { difference } from './veto.js';

/** A text as copies are looked for by. */
export interface CopyText {
  normal: string;
  /** Where it begins and ends without what stands around many texts; the whole of it while that is not known. */
  core: Core;
  grams: Uint32Array;
  signature: Uint32Array;
  bands: Int32Array;
}

/** Share of common 3-grams from which two texts are one; for a cut text, share of the shorter one. */
const SAME = 0.5;
const CONTAINED = 0.8;
/** Share of the 3-grams of the shorter one below which nobody looks closer. */
const SHARED = 0.4;
/** Share of the shorter one's signs that stand in both in one order, and how many others may stand between them. */
const KEPT = 0.53;
const REPLACED = 0.35;
/** How many signs, for each they have in common, may both begin and end with in different ways; and with those replaced. */
const ENDS = 0.5;
const DIFFERENT = 0.6;
/** Where they have less than this of the longer one in common the shorter must stand in it nearly whole. */
const PASSAGE = 0.3;
const WHOLE = 0.75;
/** In fewer 3-grams two people may well say one thing in the same words: there nothing counts as reworded. */
export const TELLING = 30;
/** Below this many 3-grams a text is too short to be found inside another. */
const SHORT = 12;

export function copyText(title: string, text: string): CopyText {
  const body = normaliseText(text);
  const head = normaliseText(title);
  // A repost often sets the title before the text, or is only the title.
  const normal = body.startsWith(head) ? body || head : `${head}${body}`;
  const grams = gramHashes(normal);
  const slots = signature(grams);
  return { normal, core: [0, normal.length], grams, signature: slots, bands: bandKeys(slots) };
}

/**
 * How alike two texts are as copies, 0…1; 0 when they are no copies, or when a number, place or name of a body is
 * exchanged between them.
 */
export const copySimilarity = (a: CopyText, b: CopyText): number => {
  const alike = compare(a, b);
  return alike?.isCopy ? alike.similarity : 0;
};

/** Two texts nearly equal, and what to make of it; null where they are not. */
export function compare(a: CopyText, b: CopyText): Omit<Alike, 'slot'> | null {
  const shorter = Math.min(a.grams.length, b.grams.length);
  const { jaccard, contained } = shares(a, b);
  const certain = certainty(jaccard, contained, shorter);
  if (certain === 0 && (contained < SHARED || shorter < TELLING)) return null;
  if (a.normal === b.normal) return { similarity: 1, isCopy: true, isTemplate: false };
  const { exchanged, template, common, core, replaced, ends } = difference(a.normal, b.normal, [
    a.core,
    b.core,
  ]);
  const kept = common / Math.min(a.normal.length, b.normal.length);
  if (!isKept(common, a.normal.length, b.normal.length) || replaced > REPLACED * common) return null;
  // Of two texts in one frame the frame says nothing.
  const isFramed =
    ends > Math.min(ENDS * common, DIFFERENT * common - replaced) ||
    !isKept(core, lengthOf(a.core), lengthOf(b.core));
  if (isFramed && !exchanged) return null;
  return { similarity: certain || kept * 0.5, isCopy: !exchanged, isTemplate: template };
}

const lengthOf = ([from, to]: Core): number => to - from;

/** Whether two texts of these lengths have enough signs in common to be one. */
function isKept(common: number, one: number, other: number): boolean {
  const isPassage = common < PASSAGE * Math.max(one, other);
  return common >= (isPassage ? WHOLE : KEPT) * Math.min(one, other);
}

/** The same without regard to exchanged particulars and to what was reworded. */
export function wordingSimilarity(a: CopyText, b: CopyText): number {
  const { jaccard, contained } = shares(a, b);
  return certainty(jaccard, contained, Math.min(a.grams.length, b.grams.length));
}

function shares(a: CopyText, b: CopyText): { jaccard: number; contained: number } {
  if (a.normal.length === 0 || b.normal.length === 0) return { jaccard: 0, contained: 0 };
  if (a.normal === b.normal) return { jaccard: 1, contained: 1 };
  const shorter = Math.min(a.grams.length, b.grams.length);
  const longer = Math.max(a.grams.length, b.grams.length);
  if (shorter < 4) return { jaccard: 0, contained: 0 };
  const { jaccard, containment } = overlap(a.grams, b.grams);
  return { jaccard, contained: shorter >= SHORT && shorter * 12 > longer ? containment : 0 };
}

function certainty(jaccard: number, contained: number, shorter: number): number {
  if (jaccard >= (shorter < SHORT ? 0.7 : SAME)) return jaccard;
  return contained >= CONTAINED ? contained * 0.9 : 0;
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
