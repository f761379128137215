import type { SparseVector } from '../model/collection.js';
import { margin, trainSvm } from '../model/svm.js';
import { common, GRAM_BITS, type PairText } from './pair-text.js';
import type { Rarity } from './rarity.js';

const BITS = 20;
/** A gram that stands in one of the two only says less than one in both. */
const ONE_SIDED = 0.3;
/** Grams of so many signs are looked at; those of `ONE_SIDED_LENGTHS` also where they stand in one text only. */
const LENGTHS = [2, 3, 4];
const ONE_SIDED_LENGTHS = [2, 3];
const SUBJECT_LENGTHS = [1, 2, 3];
const OPTIONS = { cost: 0.15, positiveCost: 0.45, epochs: 12, tolerance: 0.05, seed: 20210301 };

/**
 * Which wording two texts must share to report one event, and which sets them apart (`pairVector`); or which subjects are
 * told twice at all (`subjectVector`): a linear border over single grams.
 */
export class PairWords {
  private constructor(private readonly weights: Float32Array) {}

  static train(pairs: readonly SparseVector[], same: readonly boolean[]): PairWords {
    return new PairWords(trainSvm(pairs, Uint8Array.from(same, Number), 1 << BITS, OPTIONS));
  }

  /** Distance from the border; above 0: one event. */
  score(pair: SparseVector): number {
    return margin(this.weights, pair);
  }
}

/**
 * The grams of a pair, those in both apart from those in one.
 * @param learned whether `rarity` has counted the two texts
 */
export function pairVector(one: PairText, two: PairText, rarity: Rarity, learned: boolean): SparseVector {
  const weights = new Map<number, number>();
  for (const n of LENGTHS) {
    const both = new Set(common(one.grams[n - 1]!, two.grams[n - 1]!));
    for (const bucket of both) weights.set(inBoth(bucket), rarity.of(bucket, learned ? 0 : 2));
    if (!ONE_SIDED_LENGTHS.includes(n)) continue;
    for (const { grams } of [one, two])
      for (const bucket of grams[n - 1]!)
        if (!both.has(bucket)) weights.set(inOne(bucket), ONE_SIDED * rarity.of(bucket, learned ? 0 : 1));
  }
  return ofUnitLength(weights);
}

/** The grams of both texts together, whether shared or not. */
export function subjectVector(one: PairText, two: PairText, rarity: Rarity, learned: boolean): SparseVector {
  const weights = new Map<number, number>();
  for (const n of SUBJECT_LENGTHS) {
    const both = new Set(common(one.grams[n - 1]!, two.grams[n - 1]!));
    for (const { grams } of [one, two])
      for (const bucket of grams[n - 1]!) {
        const rare = rarity.of(bucket, learned ? 0 : both.has(bucket) ? 2 : 1);
        weights.set(inOne(bucket), (weights.get(inOne(bucket)) ?? 0) + rare);
      }
  }
  return ofUnitLength(weights);
}

function ofUnitLength(weights: ReadonlyMap<number, number>): SparseVector {
  const rows = Int32Array.from(weights.keys()).sort();
  const length = Math.sqrt([...weights.values()].reduce((sum, value) => sum + value * value, 0)) || 1;
  return { rows, weights: Float32Array.from(rows, (row) => weights.get(row)! / length) };
}

const inBoth = (bucket: number): number => Math.imul(bucket, 0x9e3779b1) >>> (32 - BITS);
const inOne = (bucket: number): number => Math.imul(bucket + (1 << GRAM_BITS), 0x85ebca6b) >>> (32 - BITS);
