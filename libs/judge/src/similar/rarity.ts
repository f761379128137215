import { GRAM_BITS, type PairText } from './pair-text.js';

/** How rare grams are in a collection of texts. */
export class Rarity {
  private readonly texts = new Uint16Array(1 << GRAM_BITS);
  private count = 0;

  /** Counts a text. */
  learn({ grams }: PairText): void {
    this.count++;
    for (const buckets of grams)
      for (const bucket of buckets) if (this.texts[bucket]! < 65535) this.texts[bucket]!++;
  }

  /**
   * Logarithm of how many texts there are to one that has the gram.
   * @param more texts that have it and are not counted yet: what is asked about a new pair must weigh the same as in a
   * pair that was learned
   */
  of(bucket: number, more: number): number {
    return Math.log((this.count + 2) / (this.texts[bucket]! + more + 1));
  }
}
