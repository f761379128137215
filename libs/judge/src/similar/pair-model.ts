import { BoostedTrees, type TreeOptions } from '../model/boosted-trees.js';
import { pairFeatures, Rarity } from './pair-features.js';

export interface LabelledPair {
  a: string;
  b: string;
  same: boolean;
}

const OPTIONS: TreeOptions = { rounds: 160, depth: 4, rate: 0.08, leaf: 15 };
const FOLDS = 4;
const MOST_CHARACTERS = 400;

/** Whether two short texts report one event; learned from labelled pairs. */
export class PairModel {
  private constructor(
    private readonly rarity: Rarity,
    private readonly trees: BoostedTrees,
    /** Least score that counts as one event: best F1 on pairs kept out of training. */
    readonly border: number,
  ) {}

  static train(pairs: readonly LabelledPair[]): PairModel {
    const rarity = new Rarity();
    for (const { a, b } of pairs) for (const text of [a, b]) rarity.learn(cut(text));
    const rows = pairs.map(({ a, b }) => pairFeatures(cut(a), cut(b), rarity));
    const same = pairs.map((pair) => pair.same);
    const trees = BoostedTrees.train(rows, same, OPTIONS);
    return new PairModel(rarity, trees, bestBorder(keptOutScores(rows, same), same));
  }

  score(a: string, b: string): number {
    return this.trees.score(pairFeatures(cut(a), cut(b), this.rarity));
  }

  same(a: string, b: string): boolean {
    return this.score(a, b) >= this.border;
  }
}

const cut = (text: string) => text.slice(0, MOST_CHARACTERS);

/** Each row's score by trees that have not seen it. */
function keptOutScores(rows: readonly Float64Array[], same: readonly boolean[]): Float64Array {
  const scores = new Float64Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const inside = rows.map((_, i) => i).filter((i) => i % FOLDS !== fold);
    const trees = BoostedTrees.train(
      inside.map((i) => rows[i]!),
      inside.map((i) => same[i]!),
      OPTIONS,
    );
    for (let i = fold; i < rows.length; i += FOLDS) scores[i] = trees.score(rows[i]!);
  }
  return scores;
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
