import { seeded, sigmoid } from './seeded.js';

export interface NetOptions {
  /** Units of the hidden layer. */
  hidden: number;
  epochs: number;
  rate: number;
  /** Share of a weight that goes with every step of full rate. */
  decay: number;
  /** Share of hidden units left out of each row's step. */
  left: number;
  /** Rows a step. */
  batch: number;
  seed: number;
}

/** Steps of Adam (Kingma & Ba 2015), with the weights decayed beside them (Loshchilov & Hutter 2019). */
const [FIRST, SECOND, TINY] = [0.9, 0.999, 1e-8];
/** Log-odds the training begins with: most rows are no. */
const BIAS = -2;

/** Yes or no by one hidden layer over features of one scale (`Ranks`). Deterministic. */
export class SmallNet {
  private constructor(
    private readonly width: number,
    private readonly hidden: number,
    /** Hidden unit by unit the weights of the features; then the units' biases, their weights, the bias. */
    private readonly weights: Float64Array,
  ) {}

  /** Probability of yes, 0…1. */
  score(row: Float64Array): number {
    const { width, hidden, weights } = this;
    const biases = width * hidden;
    let sum = weights[weights.length - 1]!;
    for (let unit = 0; unit < hidden; unit++) {
      const value = weights[biases + unit]! + product(weights, unit * width, row);
      if (value > 0) sum += weights[biases + hidden + unit]! * value;
    }
    return sigmoid(sum);
  }

  static train(rows: readonly Float64Array[], yes: readonly boolean[], options: NetOptions): SmallNet {
    const width = rows[0]?.length ?? 0;
    const random = seeded(options.seed);
    const weights = begin(width, options.hidden, random);
    const lesson = new Lesson(width, weights, options, random);
    const order = Int32Array.from(rows.keys());
    for (let epoch = 0; epoch < options.epochs; epoch++) {
      shuffle(order, random);
      const rate = options.rate * (1 - epoch / options.epochs);
      for (let start = 0; start < order.length; start += options.batch) {
        const batch = order.subarray(start, start + options.batch);
        for (const i of batch) lesson.learn(rows[i]!, yes[i] ? 1 : 0, batch.length);
        lesson.step(rate);
      }
    }
    return new SmallNet(width, options.hidden, weights);
  }
}

/** What one batch teaches, and how the weights follow it. */
class Lesson {
  private readonly slopes: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly values: Float64Array;
  private steps = 0;

  constructor(
    private readonly width: number,
    private readonly weights: Float64Array,
    private readonly options: NetOptions,
    private readonly random: () => number,
  ) {
    this.slopes = new Float64Array(weights.length);
    this.first = new Float64Array(weights.length);
    this.second = new Float64Array(weights.length);
    this.values = new Float64Array(options.hidden);
  }

  learn(row: Float64Array, wanted: number, batch: number): void {
    const { width, weights, slopes, values } = this;
    const { hidden, left } = this.options;
    const biases = width * hidden;
    const louder = 1 / (1 - left);
    let sum = weights[weights.length - 1]!;
    for (let unit = 0; unit < hidden; unit++) {
      const kept = this.random() >= left;
      const value = kept ? weights[biases + unit]! + product(weights, unit * width, row) : 0;
      values[unit] = value > 0 ? value * louder : 0;
      sum += weights[biases + hidden + unit]! * values[unit]!;
    }
    const error = (sigmoid(sum) - wanted) / batch;
    slopes[slopes.length - 1]! += error;
    for (let unit = 0; unit < hidden; unit++) {
      if (values[unit] === 0) continue;
      slopes[biases + hidden + unit]! += error * values[unit]!;
      const inner = error * weights[biases + hidden + unit]! * louder;
      slopes[biases + unit]! += inner;
      for (let i = 0, at = unit * width; i < width; i++, at++) slopes[at]! += inner * row[i]!;
    }
  }

  step(rate: number): void {
    const { weights, slopes, first, second } = this;
    this.steps++;
    const [less, little] = [1 - FIRST ** this.steps, 1 - SECOND ** this.steps];
    for (let i = 0; i < weights.length; i++) {
      const slope = slopes[i]!;
      first[i] = FIRST * first[i]! + (1 - FIRST) * slope;
      second[i] = SECOND * second[i]! + (1 - SECOND) * slope * slope;
      const way = first[i]! / less / (Math.sqrt(second[i]! / little) + TINY);
      weights[i]! -= rate * (way + this.options.decay * weights[i]!);
    }
    slopes.fill(0);
  }
}

function begin(width: number, hidden: number, random: () => number): Float64Array {
  const weights = new Float64Array(width * hidden + 2 * hidden + 1);
  for (let i = 0; i < width * hidden; i++) weights[i] = ((random() - 0.5) * 2.4) / Math.sqrt(width);
  for (let unit = 0; unit < hidden; unit++)
    weights[width * hidden + hidden + unit] = ((random() - 0.5) * 2) / Math.sqrt(hidden);
  weights[weights.length - 1] = BIAS;
  return weights;
}

function product(weights: Float64Array, start: number, row: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += weights[start + i]! * row[i]!;
  return sum;
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
