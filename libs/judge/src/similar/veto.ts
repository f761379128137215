import { align, type Hunk } from './align.js';
import type { Exchange } from './exchanged.js';
import type { Core } from './frames.js';
import { nameExchanged } from './exchanged-names.js';
import { numbersExchanged, numbersIn } from './exchanged-numbers.js';

/**
 * So many other differences for each exchange that may be none, as the one text holds the particular elsewhere or it looks
 * like a slip: beyond them the text is rewritten, and what stands beside the last word of a name is no name.
 */
const LIGHTLY = 4;
/** What a number of more than one digit stands for is told by its place, even where the text holds the other as well. */
const LONG_NUMBER = /^\d\d/;

/** How two nearly equal texts differ. */
export interface Difference {
  /**
   * A number, a place or the name of a body is exchanged: they tell of different matters (pipeline.md,
   * "near-duplicates"). A cut or an addition is no exchange.
   */
  exchanged: boolean;
  /**
   * They are alike in all but particulars: notices on one template. A letter written anew with another number in it
   * differs in more than that. Numbers of people rise from report to report of one matter and do not count.
   */
  template: boolean;
  /** Signs that stand in both in one order. */
  common: number;
  /** Those of them that stand in the core of both. */
  core: number;
  /** Signs in whose place the other has others, between two pieces that both have. */
  replaced: number;
  /** Signs with which both begin, or end, each in its own way. */
  ends: number;
}

/**
 * @param a normalised text
 * @param b normalised text
 * @param cores where they begin and end without their frames
 */
export function difference(a: string, b: string, cores?: readonly [Core, Core]): Difference {
  let certain = 0;
  let likely = 0;
  let particulars = 0;
  let others = 0;
  let replaced = 0;
  const { hunks, common, core, ends } = align(a, b, cores);
  for (const hunk of hunks) {
    if (hunk.before && hunk.next) replaced += Math.min(hunk.a.length, hunk.b.length);
    const found = exchangesIn(hunk);
    // What both texts hold somewhere has only moved: points of a list, parts of an address.
    const held = (one: Exchange) => Number(holds(b, one.a)) + Number(holds(a, one.b));
    const real = found.filter((one) => held(one) < 2 && !isTurned(one));
    if (real.some((one) => !isSlip(one) && (held(one) === 0 || LONG_NUMBER.test(one.a)))) certain++;
    else if (real.length > 0) likely++;
    if (real.length > 0 && !real[0]!.count) particulars++;
    else others++;
  }
  const exchanged = certain > 0 || (likely > 0 && others <= LIGHTLY * likely);
  return { exchanged, template: particulars > 0 && particulars >= others, common, core, replaced, ends };
}

const holds = (text: string, word: string): boolean =>
  /^[\d·]+$/.test(word) ? numbersIn(text).includes(word) : text.includes(word);

/**
 * A sign left out of a number, another in a name: where the rest is rewritten as well, that is a slip of the pen (or of
 * him who rewrote), not another number.
 */
const isSlip = ({ a, b }: Exchange): boolean =>
  isWithin(a, b) || isWithin(b, a) || (!/\d/.test(a) && shareStem(a, b));

/** Two signs of a name have changed places: 广铁 and 铁广 are one. */
const isTurned = ({ a, b }: Exchange): boolean =>
  a.length === b.length && !/\d/.test(a) && inOrder(a) === inOrder(b);

const inOrder = (word: string): string => Array.from(word).sort().join('');

function isWithin(some: string, all: string): boolean {
  let at = 0;
  for (const sign of all) if (sign === some[at]) at++;
  return at === some.length;
}

/** Whether two names have more in common than the word both end with, or are of one sign besides it. */
function shareStem(a: string, b: string): boolean {
  let last = 0;
  while (last < Math.min(a.length, b.length) && a.at(-1 - last) === b.at(-1 - last)) last++;
  const [one, two] = [a.slice(0, a.length - last), b.slice(0, b.length - last)];
  return Math.min(one.length, two.length) <= 1 || Array.from(one).some((sign) => two.includes(sign));
}

function exchangesIn(hunk: Hunk): Exchange[] {
  const name = nameExchanged(hunk);
  return name ? [name] : numbersExchanged(hunk);
}
