/** Gradient-boosted decision trees for yes or no, over a few dense features. Deterministic. */
export interface TreeOptions {
  rounds: number;
  depth: number;
  rate: number;
  /** Fewest rows on a leaf. */
  leaf: number;
  /** Share of the rows and of the features each tree looks at. */
  rows: number;
  features: number;
  seed: number;
}

const BINS = 32;
const RIDGE = 2;

type Node = { feature: number; border: number; below: Node; above: Node } | { value: number };

/** Log-odds by a sum of small trees. */
export class BoostedTrees {
  private constructor(
    private readonly bias: number,
    private readonly trees: readonly Node[],
  ) {}

  /** Probability of yes, 0…1. */
  score(features: ArrayLike<number>): number {
    let sum = this.bias;
    for (const tree of this.trees) sum += descend(tree, features);
    return sigmoid(sum);
  }

  static train(rows: readonly Float64Array[], yes: readonly boolean[], options: TreeOptions): BoostedTrees {
    const share = Math.min(0.999, Math.max(0.001, yes.filter(Boolean).length / yes.length));
    const bias = Math.log(share / (1 - share));
    const binned = bin(rows);
    const margins = new Float64Array(rows.length).fill(bias);
    const trees: Node[] = [];
    const random = generator(options.seed);
    for (let round = 0; round < options.rounds; round++) {
      const slopes = margins.map((margin, i) => (yes[i] ? 1 : 0) - sigmoid(margin));
      const curves = margins.map((margin) => sigmoid(margin) * (1 - sigmoid(margin)));
      const some = Int32Array.from(rows.keys()).filter(() => random() < options.rows);
      const features = [...binned.bins.keys()].filter(() => random() < options.features);
      const tree = grow({ binned, slopes, curves, features, options }, some, 0);
      trees.push(tree);
      for (let i = 0; i < rows.length; i++) margins[i]! += descend(tree, rows[i]!);
    }
    return new BoostedTrees(bias, trees);
  }
}

interface Binned {
  /** Per feature the bin of each row, and the value each bin ends with. */
  bins: Uint8Array[];
  borders: Float64Array[];
}

interface Growth {
  binned: Binned;
  slopes: Float64Array;
  curves: Float64Array;
  features: number[];
  options: TreeOptions;
}

function grow(growth: Growth, rows: Int32Array, depth: number): Node {
  const { binned, options } = growth;
  const split = depth < options.depth ? bestSplit(growth, rows) : null;
  if (!split) return { value: leafValue(growth, rows) };
  const column = binned.bins[split.feature]!;
  return {
    feature: split.feature,
    border: binned.borders[split.feature]![split.bin]!,
    below: grow(
      growth,
      rows.filter((row) => column[row]! <= split.bin),
      depth + 1,
    ),
    above: grow(
      growth,
      rows.filter((row) => column[row]! > split.bin),
      depth + 1,
    ),
  };
}

function leafValue({ slopes, curves, options }: Growth, rows: Int32Array): number {
  let slope = 0;
  let curve = 0;
  for (const row of rows) {
    slope += slopes[row]!;
    curve += curves[row]!;
  }
  return (options.rate * slope) / (curve + RIDGE);
}

function bestSplit(
  { binned, slopes, curves, features, options }: Growth,
  rows: Int32Array,
): { feature: number; bin: number } | null {
  let best: { feature: number; bin: number } | null = null;
  let most = 1e-6;
  for (const feature of features) {
    const sums = histogram(binned.bins[feature]!, slopes, curves, rows);
    const whole = sums.total;
    let slope = 0;
    let curve = 0;
    let count = 0;
    for (let bin = 0; bin < BINS - 1; bin++) {
      slope += sums.slopes[bin]!;
      curve += sums.curves[bin]!;
      count += sums.counts[bin]!;
      if (count < options.leaf) continue;
      if (rows.length - count < options.leaf) break;
      const gain =
        slope ** 2 / (curve + RIDGE) +
        (whole.slope - slope) ** 2 / (whole.curve - curve + RIDGE) -
        whole.slope ** 2 / (whole.curve + RIDGE);
      if (gain > most) {
        most = gain;
        best = { feature, bin };
      }
    }
  }
  return best;
}

function histogram(bins: Uint8Array, slopes: Float64Array, curves: Float64Array, rows: Int32Array) {
  const sums = {
    slopes: new Float64Array(BINS),
    curves: new Float64Array(BINS),
    counts: new Int32Array(BINS),
    total: { slope: 0, curve: 0 },
  };
  for (const row of rows) {
    const bin = bins[row]!;
    sums.slopes[bin]! += slopes[row]!;
    sums.curves[bin]! += curves[row]!;
    sums.counts[bin]!++;
    sums.total.slope += slopes[row]!;
    sums.total.curve += curves[row]!;
  }
  return sums;
}

/** Bins of about equal size; equal values share a bin. */
function bin(rows: readonly Float64Array[]): Binned {
  const binned: Binned = { bins: [], borders: [] };
  for (let feature = 0; feature < (rows[0]?.length ?? 0); feature++) {
    const values = Float64Array.from(rows, (row) => row[feature]!);
    const sorted = values.slice().sort();
    const borders = Float64Array.from(
      { length: BINS },
      (_, i) => sorted[Math.floor(((i + 1) * (sorted.length - 1)) / BINS)]!,
    );
    borders[BINS - 1] = Infinity;
    binned.borders.push(borders);
    binned.bins.push(Uint8Array.from(values, (value) => borders.findIndex((border) => value <= border)));
  }
  return binned;
}

function descend(tree: Node, features: ArrayLike<number>): number {
  let node = tree;
  while ('feature' in node) node = features[node.feature]! <= node.border ? node.below : node.above;
  return node.value;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** A linear congruential generator of numbers 0…1. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
}
