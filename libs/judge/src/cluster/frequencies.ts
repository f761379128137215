import { GENERATION } from '../text/recurring.js';

/** Items a block of counts takes; whole blocks are forgotten, so that what is known depends on the newest items alone. */
export const BLOCK = 5_000;
/** Full blocks kept beside the one being counted: 30,000 to 35,000 items. */
export const BLOCKS = 6;
/** Numbers of a feature, and which of them counts the newest block. At most what all blocks hold and what is presumed: 16 bits are enough. */
const WIDTH = 2;
const NEW = 1;

/**
 * In how many of the newest items a feature stood. Two counters that were shown the same newest items, from the same
 * place in the order, know the same, however long each has run: that is what makes an index rebuilt from rows equal to
 * the one it replaces.
 */
export class Frequencies {
  /** In how many a feature stood in all, and in how many of the block being counted, side by side: they are asked for together. */
  private readonly counts: Uint16Array;
  /** Full blocks, the newest first. */
  private readonly blocks: Uint16Array[] = [];
  private seen = 0;

  /** @param before items that came before the first one shown here */
  constructor(
    private readonly bits: number,
    private before = 0,
  ) {
    this.counts = new Uint16Array(WIDTH << bits);
  }

  /** Items counted by now. */
  get items(): number {
    return this.seen;
  }

  of(feature: number): number {
    return this.counts[feature * WIDTH]!;
  }

  /** These features count as if each had stood in so many items, for ever; no items are counted for it. */
  presume(features: Int32Array, items: number): void {
    for (const feature of features) this.counts[feature * WIDTH]! += items;
  }

  /** One item with the first `count` of these features, each once. */
  learn(features: Int32Array, count = features.length): void {
    const { counts } = this;
    for (let i = 0; i < count; i++) {
      const at = features[i]! * WIDTH;
      counts[at]!++;
      counts[at + NEW]!++;
    }
    this.seen++;
    if (++this.before % BLOCK === 0) this.turn();
  }

  private turn(): void {
    const { counts, blocks } = this;
    const oldest = blocks.length === BLOCKS ? blocks.pop()! : null;
    const block = oldest ?? new Uint16Array(1 << this.bits);
    for (let feature = 0; feature < block.length; feature++) {
      const at = feature * WIDTH;
      counts[at]! -= block[feature]!;
      block[feature] = counts[at + NEW]!;
      counts[at + NEW] = 0;
    }
    if (oldest) this.seen -= BLOCK;
    blocks.unshift(block);
  }
}

/**
 * Where reading must begin for an index of so many items to know what one that never stopped knows: at a block's
 * beginning, with all that its oldest item was weighed by.
 * @param count items there are
 */
export function rebuiltFrom(count: number, window: number): number {
  const least = count - window - (BLOCKS + 1) * BLOCK;
  return Math.max(0, Math.floor(least / GENERATION) * GENERATION);
}
