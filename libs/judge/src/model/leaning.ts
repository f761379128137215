import type { SparseVector } from './collection.js';

/** Added to each count, so that a gram never seen on one side is not taken for proof. */
const SMOOTHING = 0.5;
/** What a gram weighs that leans to neither side. */
const FLOOR = 1;

/**
 * How much each gram leans to one side: 1 + |log ratio| of its weight among the texts of a label and among the others
 * (Wang & Manning 2012, "NB-SVM"), scaled so that a text keeps the length 1 on average.
 */
export function leaningOf(
  vectors: readonly SparseVector[],
  positive: Uint8Array,
  dimensions: number,
): Float32Array {
  const sides = [0, 1].map(() => new Float64Array(dimensions).fill(SMOOTHING));
  vectors.forEach(({ rows, weights }, i) => {
    const side = sides[positive[i]!]!;
    // Ten: so that the smoothing stands for half a text.
    for (let k = 0; k < rows.length; k++) side[rows[k]!]! += 10 * weights[k]!;
  });
  const [others, own] = sides as [Float64Array, Float64Array];
  const sum = (side: Float64Array) => side.reduce((all, value) => all + value, 0);
  const scale = sum(others) / sum(own);
  const leaning = Float32Array.from(
    own,
    (value, row) => FLOOR + Math.abs(Math.log((value * scale) / others[row]!)),
  );
  let square = 0;
  for (const { rows, weights } of vectors)
    for (let k = 0; k < rows.length; k++) square += (weights[k]! * leaning[rows[k]!]!) ** 2;
  const length = Math.sqrt(square / vectors.length) || 1;
  return leaning.map((value) => value / length);
}

/** The vector seen with each gram stretched by its leaning. */
export const leant = ({ rows, weights }: SparseVector, leaning: Float32Array): SparseVector => ({
  rows,
  weights: weights.map((weight, k) => weight * leaning[rows[k]!]!),
});
