import { seeded, sigmoid } from './seeded.js';
import { BINS, type Binned, intoBins } from './tree-bins.js';

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

const RIDGE = 2;
/** A split that gains less is none. */
const LEAST_GAIN = 1e-6;

/** A leaf has nothing below; all nodes have one shape, so that walking them is quick. */
interface Node {
  feature: number;
  border: number;
  below: Node | null;
  above: Node | null;
  value: number;
}

/** Log-odds by a sum of small trees. */
export class BoostedTrees {
  private constructor(
    private readonly bias: number,
    private readonly trees: readonly Node[],
  ) {}

  /** Probability of yes, 0…1. */
  score(features: Float64Array): number {
    let sum = this.bias;
    for (const tree of this.trees) sum += descend(tree, features);
    return sigmoid(sum);
  }

  static train(rows: readonly Float64Array[], yes: readonly boolean[], options: TreeOptions): BoostedTrees {
    const share = Math.min(0.999, Math.max(0.001, yes.filter(Boolean).length / yes.length));
    const bias = Math.log(share / (1 - share));
    const binned = intoBins(rows);
    const margins = new Float64Array(rows.length).fill(bias);
    const slopes = new Float64Array(rows.length);
    const curves = new Float64Array(rows.length);
    const trees: Node[] = [];
    const random = seeded(options.seed);
    for (let round = 0; round < options.rounds; round++) {
      margins.forEach((margin, i) => {
        const likely = sigmoid(margin);
        slopes[i] = (yes[i] ? 1 : 0) - likely;
        curves[i] = likely * (1 - likely);
      });
      const some = Int32Array.from(rows.keys()).filter(() => random() < options.rows);
      const features = Int32Array.from({ length: binned.features }, (_, i) => i).filter(
        () => random() < options.features,
      );
      const tree = new Growth(binned, slopes, curves, features, options).grow(some);
      trees.push(tree);
      for (let i = 0; i < rows.length; i++) margins[i]! += descend(tree, rows[i]!);
    }
    return new BoostedTrees(bias, trees);
  }
}

/** Per feature and bin the sum of slopes, the sum of curves and the number of rows. */
type Histogram = Float64Array;

interface Split {
  feature: number;
  bin: number;
}

/** One tree in growing. */
class Growth {
  constructor(
    private readonly binned: Binned,
    private readonly slopes: Float64Array,
    private readonly curves: Float64Array,
    private readonly features: Int32Array,
    private readonly options: TreeOptions,
  ) {}

  grow(rows: Int32Array, depth = 0, histogram = this.histogram(rows)): Node {
    const split = depth < this.options.depth ? this.bestSplit(rows, histogram) : null;
    if (!split) return { feature: -1, border: 0, below: null, above: null, value: this.leafValue(rows) };
    const [below, above] = this.parted(rows, split);
    const [left, right] = this.histograms(below, above, histogram, depth + 1);
    return {
      feature: split.feature,
      border: this.binned.borders[split.feature]![split.bin]!,
      below: this.grow(below, depth + 1, left),
      above: this.grow(above, depth + 1, right),
      value: 0,
    };
  }

  /** The larger side's histogram is what the smaller one leaves of the whole; a leaf needs none. */
  private histograms(below: Int32Array, above: Int32Array, whole: Histogram, depth: number) {
    if (depth === this.options.depth) return [whole, whole] as const;
    const fewer = this.histogram(below.length < above.length ? below : above);
    const more = whole.map((sum, i) => sum - fewer[i]!);
    return below.length < above.length ? ([fewer, more] as const) : ([more, fewer] as const);
  }

  private parted(rows: Int32Array, { feature, bin }: Split): [Int32Array, Int32Array] {
    const { bins, features: width } = this.binned;
    const sides: [number[], number[]] = [[], []];
    for (const row of rows) sides[bins[row * width + feature]! <= bin ? 0 : 1].push(row);
    return [Int32Array.from(sides[0]), Int32Array.from(sides[1])];
  }

  private leafValue(rows: Int32Array): number {
    let slope = 0;
    let curve = 0;
    for (const row of rows) {
      slope += this.slopes[row]!;
      curve += this.curves[row]!;
    }
    return (this.options.rate * slope) / (curve + RIDGE);
  }

  private histogram(rows: Int32Array): Histogram {
    const { features, slopes, curves } = this;
    const { bins, features: width } = this.binned;
    const sums = new Float64Array(features.length * BINS * 3);
    for (const row of rows) {
      const start = row * width;
      for (let k = 0; k < features.length; k++) {
        const place = (k * BINS + bins[start + features[k]!]!) * 3;
        sums[place]! += slopes[row]!;
        sums[place + 1]! += curves[row]!;
        sums[place + 2]!++;
      }
    }
    return sums;
  }

  private bestSplit(rows: Int32Array, sums: Histogram): Split | null {
    let best: Split | null = null;
    let most = LEAST_GAIN;
    this.features.forEach((feature, k) => {
      const found = this.bestBorder(rows.length, sums.subarray(k * BINS * 3, (k + 1) * BINS * 3));
      if (found.gain <= most) return;
      most = found.gain;
      best = { feature, bin: found.bin };
    });
    return best;
  }

  /** Where one feature parts the rows best. */
  private bestBorder(rows: number, sums: Histogram): { bin: number; gain: number } {
    const best = { bin: -1, gain: 0 };
    let [allSlope, allCurve] = [0, 0];
    for (let place = 0; place < sums.length; place += 3) {
      allSlope += sums[place]!;
      allCurve += sums[place + 1]!;
    }
    const whole = allSlope ** 2 / (allCurve + RIDGE);
    let [slope, curve, count] = [0, 0, 0];
    for (let bin = 0; bin < BINS - 1; bin++) {
      slope += sums[bin * 3]!;
      curve += sums[bin * 3 + 1]!;
      count += sums[bin * 3 + 2]!;
      if (count < this.options.leaf) continue;
      if (rows - count < this.options.leaf) break;
      const gain =
        slope ** 2 / (curve + RIDGE) + (allSlope - slope) ** 2 / (allCurve - curve + RIDGE) - whole;
      if (gain > best.gain) Object.assign(best, { bin, gain });
    }
    return best;
  }
}

function descend(tree: Node, features: Float64Array): number {
  let node = tree;
  while (node.below) node = features[node.feature]! <= node.border ? node.below : node.above!;
  return node.value;
}
