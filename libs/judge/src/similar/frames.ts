import { hashOf, Recurring } from '../text/recurring.js';

/** Signs that are compared at a time; what a frame ends with is known to that many signs. */
const PIECE = 8;
/** How far one piece lies from the next, counted from either end, and how far in the last one lies. */
const STEP = 4;
const DEEPEST = 80;
const NAMES = 3;
/** Of the table's size. */
const BITS = 16;

/** Where a normalised text begins and ends without what stands around many texts. */
export type Core = readonly [from: number, to: number];

/**
 * What sites, forwarders and polite people set before and behind a text, learned from the texts themselves: pieces with
 * which texts that differ in their middle begin or end. A piece with a number is never taken for a frame.
 */
export class Frames {
  private readonly pieces: Recurring;

  /** @param learned texts that came before the first one shown here */
  constructor(learned = 0) {
    this.pieces = new Recurring(BITS, learned);
  }

  /** @param text normalised */
  coreOf(text: string): Core {
    const last = text.length - PIECE;
    let from = 0;
    while (from < DEEPEST && from <= last && this.isKnown(text, from)) from += STEP;
    let to = 0;
    while (to < DEEPEST && to <= last && this.isKnown(text, last - to)) to += STEP;
    const rest = PIECE - STEP;
    const core = [from > 0 ? from + rest : 0, to > 0 ? text.length - to - rest : text.length] as const;
    return core[1] - core[0] < PIECE ? [0, text.length] : core;
  }

  /** A text that is no copy of one learned. */
  learn(text: string, [from, to]: Core): void {
    const last = text.length - PIECE;
    const middle = Math.max(0, (from + to - PIECE) >> 1);
    const name = hashOf(text, middle, middle + PIECE);
    for (let i = 0; i < DEEPEST && i <= last; i += STEP) {
      this.pieces.count(hashOf(text, i, i + PIECE), name);
      this.pieces.count(hashOf(text, last - i, last - i + PIECE), name);
    }
    this.pass();
  }

  /** A text of which nothing is learned counts as one all the same, that forgetting keeps step with the window. */
  pass(): void {
    this.pieces.pass();
  }

  private isKnown(text: string, at: number): boolean {
    if (!this.pieces.has(hashOf(text, at, at + PIECE), NAMES)) return false;
    for (let i = at; i < at + PIECE; i++) if (isDigit(text.charCodeAt(i))) return false;
    return true;
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
