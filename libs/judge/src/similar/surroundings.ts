import { GAP } from './pair-text.js';

/** How often a piece was seen and how many different signs stood beside it. */
export interface Seen {
  times: number;
  /** The smaller number of the two sides. */
  variety: number;
}

const BITS = 18;

/**
 * What stands before and behind a piece in a collection of texts. A whole word or name meets many neighbours; part of one
 * meets always the same.
 */
export class Surroundings {
  private readonly text: string;
  /** Where each pair of signs stands, those of one bucket together; `starts` tells where a bucket begins. */
  private readonly places: Int32Array;
  private readonly starts: Int32Array;

  /** @param texts as `PairText.signs` */
  constructor(texts: Iterable<string>) {
    this.text = GAP + [...texts].join(GAP) + GAP;
    this.starts = new Int32Array((1 << BITS) + 1);
    const last = this.text.length - 1;
    for (let i = 0; i < last; i++) this.starts[bucketAt(this.text, i) + 1]!++;
    for (let bucket = 0; bucket < 1 << BITS; bucket++) this.starts[bucket + 1]! += this.starts[bucket]!;
    const free = this.starts.slice();
    this.places = new Int32Array(Math.max(0, last));
    for (let i = 0; i < last; i++) this.places[free[bucketAt(this.text, i)]!++] = i;
  }

  /**
   * @param piece two signs or more, without a gap
   * @param more texts to count beside those learned
   */
  of(piece: string, more: readonly string[]): Seen {
    const before = new Set<string>();
    const behind = new Set<string>();
    let times = 0;
    const see = (text: string, at: number) => {
      times++;
      before.add(text[at - 1] ?? GAP);
      behind.add(text[at + piece.length] ?? GAP);
    };
    const bucket = bucketAt(piece, 0);
    for (let k = this.starts[bucket]!; k < this.starts[bucket + 1]!; k++)
      if (this.text.startsWith(piece, this.places[k])) see(this.text, this.places[k]!);
    for (const text of more)
      for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) see(text, at);
    return { times, variety: Math.min(before.size, behind.size) };
  }
}

function bucketAt(text: string, at: number): number {
  const hash = Math.imul(text.charCodeAt(at), 0x9e3779b1) + Math.imul(text.charCodeAt(at + 1), 0x85ebca6b);
  return Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) >>> (32 - BITS);
}
