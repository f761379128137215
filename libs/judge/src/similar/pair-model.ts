import type { SparseVector } from '../model/collection.js';
import { BoostedTrees, type TreeOptions } from '../model/boosted-trees.js';
import { pairFeatures } from './pair-features.js';
import { pairText, type PairText } from './pair-text.js';
import { pairVector, PairWords } from './pair-words.js';
import { Rarity } from './rarity.js';

export interface LabelledPair {
  a: string;
  b: string;
  same: boolean;
}

const TREES: Omit<TreeOptions, 'seed'> = {
  rounds: 150,
  depth: 5,
  rate: 0.06,
  leaf: 15,
  rows: 0.7,
  features: 0.5,
};
/** Each fold is kept out once a pass; what was trained without it stays part of the model. */
const FOLDS = 5;
const PASSES = 2;

/** Whether two short texts report one event; learned from labelled pairs. */
export class PairModel {
  private constructor(
    private readonly rarity: Rarity,
    private readonly words: PairWords,
    private readonly forests: readonly BoostedTrees[],
    /** Least score that counts as one event: best F1 on pairs kept out of training. */
    readonly border: number,
  ) {}

  /** Deterministic; 10,000 pairs take about half a minute. */
  static train(pairs: readonly LabelledPair[]): PairModel {
    const rarity = new Rarity();
    const texts = pairs.map(({ a, b }): [PairText, PairText] => [pairText(a), pairText(b)]);
    for (const both of texts) for (const text of both) rarity.learn(text);
    const same = pairs.map((pair) => pair.same);
    const vectors = texts.map(([a, b]) => pairVector(a, b, rarity, true));
    const byWords = keptOutByWords(vectors, same);
    const rows = texts.map(([a, b], i) => Float64Array.of(...pairFeatures(a, b, rarity, true), byWords[i]!));
    const { forests, scores } = keptOutForests(rows, same);
    return new PairModel(rarity, PairWords.train(vectors, same), forests, bestBorder(scores, same));
  }

  /** 0…1; 1: surely one event. */
  score(a: string, b: string): number {
    const [one, two] = [pairText(a), pairText(b)];
    const byWords = this.words.score(pairVector(one, two, this.rarity, false));
    const row = Float64Array.of(...pairFeatures(one, two, this.rarity, false), byWords);
    return this.forests.reduce((sum, trees) => sum + trees.score(row), 0) / this.forests.length;
  }

  same(a: string, b: string): boolean {
    return this.score(a, b) >= this.border;
  }
}

/** What the words alone say of each pair, by words learned without it. */
function keptOutByWords(vectors: readonly SparseVector[], same: readonly boolean[]): Float64Array {
  const scores = new Float64Array(vectors.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const inside = (_: unknown, i: number) => i % FOLDS !== fold;
    const words = PairWords.train(vectors.filter(inside), same.filter(inside));
    for (let i = fold; i < vectors.length; i += FOLDS) scores[i] = words.score(vectors[i]!);
  }
  return scores;
}

/** Trees trained without each fold in turn, in every pass with other folds; and the mean score of each row by trees that have not seen it. */
function keptOutForests(rows: readonly Float64Array[], same: readonly boolean[]) {
  const forests: BoostedTrees[] = [];
  const scores = new Float64Array(rows.length);
  for (let pass = 0; pass < PASSES; pass++)
    for (let fold = 0; fold < FOLDS; fold++) {
      const foldOf = (i: number) => (pass === 0 ? i : Math.floor(i / FOLDS)) % FOLDS;
      const inside = (_: unknown, i: number) => foldOf(i) !== fold;
      const seed = 1 + pass * FOLDS + fold;
      const trees = BoostedTrees.train(rows.filter(inside), same.filter(inside), { ...TREES, seed });
      rows.forEach((row, i) => {
        if (foldOf(i) === fold) scores[i]! += trees.score(row) / PASSES;
      });
      forests.push(trees);
    }
  return { forests, scores };
}

function bestBorder(scores: Float64Array, same: readonly boolean[]): number {
  const order = [...scores.keys()].sort((i, j) => scores[j]! - scores[i]!);
  const yes = same.filter(Boolean).length;
  let right = 0;
  let best = 0.5;
  let most = 0;
  order.forEach((row, taken) => {
    if (same[row]) right++;
    const f1 = (2 * right) / (taken + 1 + yes);
    if (f1 <= most) return;
    most = f1;
    best = scores[row]!;
  });
  return best;
}
