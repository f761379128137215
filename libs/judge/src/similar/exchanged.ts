/** A particular of one text in whose place the other has another. */
export interface Exchange {
  a: string;
  b: string;
  /** A number of people. */
  count: boolean;
}

/** A longer stretch is told in other words, not exchanged. */
const REWRITTEN = 16;

export const isShort = ({ a, b }: { a: string; b: string }): boolean =>
  a.length <= REWRITTEN && b.length <= REWRITTEN;

/** One of the two at least is short. */
export const isNearby = ({ a, b }: { a: string; b: string }): boolean =>
  Math.min(a.length, b.length) <= REWRITTEN;
