import { BoostedTrees, type TreeOptions } from '../model/boosted-trees.js';
import type { SparseVector } from '../model/collection.js';
import { Ranks } from '../model/ranks.js';
import { sigmoid } from '../model/seeded.js';
import { SmallNet, type NetOptions } from '../model/small-net.js';
import { pairFeatures } from './pair-features.js';
import { learnPairs, type PairKnowledge } from './pair-knowledge.js';
import { pairText, type PairText } from './pair-text.js';
import { pairVector, PairWords, subjectVector } from './pair-words.js';

export interface LabelledPair {
  a: string;
  b: string;
  same: boolean;
}

const TREES: Omit<TreeOptions, 'seed'> = {
  rounds: 200,
  depth: 4,
  rate: 0.06,
  leaf: 15,
  rows: 0.7,
  features: 0.5,
};
const NET: Omit<NetOptions, 'seed'> = {
  hidden: 32,
  epochs: 10,
  rate: 0.002,
  decay: 0.001,
  left: 0.3,
  batch: 32,
};
/** Each fold is kept out once a pass; what was trained without it stays part of the model. */
const FOLDS = 5;
const PASSES = 3;
/** How much of the log-odds the nets say; the rest the trees. */
const NETS = 0.4;

/** A learned answer, 0…1, to the features of a pair. */
type Judge = (features: Float64Array) => number;

/** Whether two short texts report one event; learned from labelled pairs. */
export class PairModel {
  private constructor(
    private readonly known: PairKnowledge,
    private readonly words: readonly PairWords[],
    private readonly trees: readonly Judge[],
    private readonly ranks: Ranks,
    private readonly nets: readonly Judge[],
    /** Least score that counts as one event, from pairs kept out of training. */
    readonly border: number,
  ) {}

  /** Deterministic; 10,000 pairs take about a minute. */
  static train(pairs: readonly LabelledPair[]): PairModel {
    const texts = pairs.map(({ a, b }): [PairText, PairText] => [pairText(a), pairText(b)]);
    const known = learnPairs(texts);
    const same = pairs.map((pair) => pair.same);
    const vectors = VECTORS.map((vector) => texts.map(([a, b]) => vector(a, b, known.rarity, true)));
    const byWords = vectors.map((some) => keptOutByWords(some, same));
    const rows = texts.map(([a, b], i) =>
      Float64Array.of(...pairFeatures(a, b, known, true), ...byWords.map((scores) => scores[i]!)),
    );
    const trees = keptOut(rows, same, (some, yes, seed) => {
      const forest = BoostedTrees.train(some, yes, { ...TREES, seed });
      return (row) => forest.score(row);
    });
    const ranks = Ranks.of(rows);
    const ranked = rows.map((row) => ranks.apply(row));
    const nets = keptOut(ranked, same, (some, yes, seed) => {
      const net = SmallNet.train(some, yes, { ...NET, seed });
      return (row) => net.score(row);
    });
    const scores = trees.scores.map((score, i) => joined(score, nets.scores[i]!));
    return new PairModel(
      known,
      vectors.map((some) => PairWords.train(some, same)),
      trees.judges,
      ranks,
      nets.judges,
      bestBorder(scores),
    );
  }

  /** 0…1; 1: surely one event. */
  score(a: string, b: string): number {
    const [one, two] = [pairText(a), pairText(b)];
    const byWords = VECTORS.map((vector, i) =>
      this.words[i]!.score(vector(one, two, this.known.rarity, false)),
    );
    const row = Float64Array.of(...pairFeatures(one, two, this.known, false), ...byWords);
    return joined(mean(this.trees, row), mean(this.nets, this.ranks.apply(row)));
  }

  same(a: string, b: string): boolean {
    return this.score(a, b) >= this.border;
  }
}

const VECTORS = [pairVector, subjectVector];

const mean = (judges: readonly Judge[], row: Float64Array): number =>
  judges.reduce((sum, judge) => sum + judge(row), 0) / judges.length;

const joined = (trees: number, nets: number): number => sigmoid((1 - NETS) * odds(trees) + NETS * odds(nets));

function odds(likely: number): number {
  const inside = Math.min(0.9999, Math.max(0.0001, likely));
  return Math.log(inside / (1 - inside));
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

/** Judges trained without each fold in turn, in every pass with other folds; and the mean score of each row by those that have not seen it. */
function keptOut(
  rows: readonly Float64Array[],
  same: readonly boolean[],
  train: (rows: readonly Float64Array[], same: readonly boolean[], seed: number) => Judge,
): { judges: Judge[]; scores: Float64Array } {
  const judges: Judge[] = [];
  const scores = new Float64Array(rows.length);
  for (let pass = 0; pass < PASSES; pass++)
    for (let fold = 0; fold < FOLDS; fold++) {
      const foldOf = (i: number) => Math.floor(i / FOLDS ** pass) % FOLDS;
      const inside = (_: unknown, i: number) => foldOf(i) !== fold;
      const judge = train(rows.filter(inside), same.filter(inside), 1 + pass * FOLDS + fold);
      rows.forEach((row, i) => {
        if (foldOf(i) === fold) scores[i]! += judge(row) / PASSES;
      });
      judges.push(judge);
    }
  return { judges, scores };
}

/**
 * The border with the best F1 to be expected if each score is the share of such pairs that are one event. The labels
 * themselves would say more of these pairs and less of others: a few of them move the best border far.
 */
function bestBorder(scores: Float64Array): number {
  const descending = scores.toSorted().toReversed();
  const yes = descending.reduce((sum, score) => sum + score, 0);
  let right = 0;
  let best = 0.5;
  let most = 0;
  descending.forEach((score, i) => {
    right += score;
    const f1 = (2 * right) / (i + 1 + yes);
    if (f1 <= most) return;
    most = f1;
    best = score;
  });
  return best;
}
