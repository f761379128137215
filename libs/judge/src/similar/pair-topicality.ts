import { common, GRAM_BITS, LONGEST, type PairText } from './pair-text.js';

/** What a gram counts as that was never seen: as so many pairs that share it as any gram is shared. */
const PRIOR = 4;

/**
 * How often both texts of a pair have a gram that one of them has. Pairs that somebody thought worth comparing share
 * what they are about, and ways of speaking only by chance. Needs no labels.
 */
export class Topicality {
  private readonly both = new Uint16Array(1 << GRAM_BITS);
  private readonly either = new Uint16Array(1 << GRAM_BITS);
  private shared = 0;
  private seen = 0;

  learn(one: PairText, two: PairText): void {
    for (let n = 0; n < LONGEST; n++) {
      const shared = common(one.grams[n]!, two.grams[n]!);
      for (const bucket of shared) this.both[bucket]!++;
      for (const { grams } of [one, two]) for (const bucket of grams[n]!) this.either[bucket]!++;
      for (const bucket of shared) this.either[bucket]!--;
      this.shared += shared.length;
      this.seen += one.grams[n]!.length + two.grams[n]!.length - shared.length;
    }
  }

  /**
   * 0…1, without what the asked pair itself tells.
   * @param inBoth whether both texts of the asked pair have it
   * @param learned whether the asked pair is among those learned
   */
  of(bucket: number, inBoth: boolean, learned: boolean): number {
    const usual = this.seen > 0 ? this.shared / this.seen : 0;
    const both = this.both[bucket]! - Number(learned && inBoth);
    const either = this.either[bucket]! - Number(learned);
    return (both + usual * PRIOR) / (either + PRIOR);
  }
}
