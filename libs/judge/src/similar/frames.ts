import { hashOf, RecurringTable } from './recurring.js';

/** Signs that are compared at a time; what a frame ends with is known to that many signs. */
const PIECE = 8;
/** How far one piece lies from the next, counted from either end, and how far in the last one lies. */
const STEP = 4;
const DEEPEST = 80;
const NAMES = 3;
/** Texts after which the older half of what was learned is forgotten. */
const GENERATION = 15_000;

/** Where a normalised text begins and ends without what stands around many texts. */
export type Core = readonly [from: number, to: number];

/**
 * What sites, forwarders and polite people set before and behind a text, learned from the texts themselves: pieces with
 * which texts that differ in their middle begin or end. A piece with a number is never taken for a frame.
 */
export class Frames {
  private young = new RecurringTable();
  private old = new RecurringTable();

  /** @param learned texts that came before the first one shown here */
  constructor(private learned = 0) {}

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
    const name = hashOf(text, Math.max(0, (from + to - PIECE) >> 1), PIECE);
    for (let i = 0; i < DEEPEST && i <= last; i += STEP) {
      this.young.count(hashOf(text, i, PIECE), name);
      this.young.count(hashOf(text, last - i, PIECE), name);
    }
    this.pass();
  }

  /** A text of which nothing is learned counts as one all the same, that forgetting keeps step with the window. */
  pass(): void {
    if (++this.learned % GENERATION !== 0) return;
    const freed = this.old;
    this.old = this.young;
    this.young = freed;
    freed.clear();
  }

  private isKnown(text: string, at: number): boolean {
    const piece = hashOf(text, at, PIECE);
    if (this.young.names(piece) < NAMES && this.old.names(piece) < NAMES) return false;
    for (let i = at; i < at + PIECE; i++) if (isDigit(text.charCodeAt(i))) return false;
    return true;
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
