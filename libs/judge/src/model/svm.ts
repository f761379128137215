import type { SparseVector } from './collection.js';

export interface SvmOptions {
  /** Weight of a wrong example. */
  cost: number;
  /** The same for those on the positive side; absent: alike. */
  positiveCost?: number;
  epochs: number;
  /** Stops early when no step is longer. */
  tolerance: number;
  seed: number;
}

/**
 * One linear SVM (L2 loss), target +1 against −1, by dual coordinate descent (Hsieh et al. 2008). Deterministic for a
 * seed. The last place of the answer is the bias.
 */
export function trainSvm(
  vectors: readonly SparseVector[],
  positive: Uint8Array,
  dimensions: number,
  { cost, positiveCost = cost, epochs, tolerance, seed }: SvmOptions,
): Float32Array {
  const weights = new Float32Array(dimensions + 1);
  const alpha = new Float64Array(vectors.length);
  const squares = Float64Array.from(vectors, squareOf);
  const order = Int32Array.from(vectors, (_, index) => index);
  let random = seed;
  for (let epoch = 0; epoch < epochs; epoch++) {
    random = shuffle(order, random);
    let longest = 0;
    for (const i of order) {
      const target = positive[i] ? 1 : -1;
      const diagonal = 0.5 / (positive[i] ? positiveCost : cost);
      const old = alpha[i]!;
      const gradient = target * margin(weights, vectors[i]!) - 1 + old * diagonal;
      if (old === 0 && gradient >= 0) continue;
      // Beside the vector stands a bias of 1.
      const now = Math.max(old - gradient / (squares[i]! + 1 + diagonal), 0);
      longest = Math.max(longest, Math.abs(gradient));
      if (now === old) continue;
      alpha[i] = now;
      addScaled(weights, vectors[i]!, (now - old) * target);
    }
    if (longest < tolerance) break;
  }
  return weights;
}

/** Signed distance from the border between the classes. */
export function margin(weights: Float32Array, { rows, weights: values }: SparseVector): number {
  let sum = weights[weights.length - 1]!;
  for (let i = 0; i < rows.length; i++) sum += weights[rows[i]!]! * values[i]!;
  return sum;
}

function squareOf({ weights }: SparseVector): number {
  let sum = 0;
  for (const weight of weights) sum += weight * weight;
  return sum;
}

function addScaled(weights: Float32Array, { rows, weights: values }: SparseVector, scale: number): void {
  for (let i = 0; i < rows.length; i++) weights[rows[i]!]! += scale * values[i]!;
  weights[weights.length - 1]! += scale;
}

/** Fisher–Yates with a small generator of its own; returns its next state. */
function shuffle(order: Int32Array, state: number): number {
  let random = state | 0;
  for (let i = order.length - 1; i > 0; i--) {
    random = (Math.imul(random, 1664525) + 1013904223) | 0;
    const j = Math.floor(((random >>> 0) / 4294967296) * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return random;
}
