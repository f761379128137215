import { Grams, loudness } from './features.js';

/** A text as a sparse vector: rows of the collection's grams, weights beside them. */
export interface SparseVector {
  rows: Int32Array;
  weights: Float32Array;
}

/** Training texts as vectors of unit length over the grams that stand in enough of them. */
export interface Collection {
  vectors: SparseVector[];
  /** Bucket of each row, ascending. */
  buckets: Int32Array;
  /** Rarity of each row. */
  idf: Float32Array;
}

/** @param least texts a gram must stand in to count */
export function collect(texts: readonly string[], bits: number, least: number): Collection {
  const grams = new Grams(bits);
  const counted = texts.map((text) => {
    const found = grams.read(text);
    const buckets = grams.seen.slice(0, found).sort();
    return { buckets, loud: Float32Array.from(buckets, (bucket) => loudness(grams.counts[bucket]!)) };
  });
  const spread = new Int32Array(1 << bits);
  for (const { buckets } of counted) for (const bucket of buckets) spread[bucket]!++;
  const buckets = Int32Array.from(spread.keys()).filter((bucket) => spread[bucket]! >= least);
  const rowOf = rowsOf(buckets, bits);
  const idf = Float32Array.from(
    buckets,
    (bucket) => Math.log((texts.length + 1) / (spread[bucket]! + 1)) + 1,
  );
  return { vectors: counted.map((text) => vectorOf(text, rowOf, idf)), buckets, idf };
}

/** Row of each bucket; −1 where it is not among them. */
export function rowsOf(buckets: Int32Array, bits: number): Int32Array {
  const rows = new Int32Array(1 << bits).fill(-1);
  buckets.forEach((bucket, row) => (rows[bucket] = row));
  return rows;
}

function vectorOf(
  { buckets, loud }: { buckets: Int32Array; loud: Float32Array },
  rowOf: Int32Array,
  idf: Float32Array,
): SparseVector {
  const rows = new Int32Array(buckets.length);
  const weights = new Float32Array(buckets.length);
  let used = 0;
  let square = 0;
  for (let i = 0; i < buckets.length; i++) {
    const row = rowOf[buckets[i]!]!;
    if (row < 0) continue;
    const weight = loud[i]! * idf[row]!;
    rows[used] = row;
    weights[used++] = weight;
    square += weight * weight;
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return { rows: rows.slice(0, used), weights: weights.slice(0, used).map((weight) => weight * scale) };
}
