/** Rows of features laid out for growing trees: each value as the number of its bin. */
export interface Binned {
  rows: number;
  features: number;
  /** Row by row, one bin a feature. */
  bins: Uint8Array;
  /** Per feature the value each bin ends with, ascending; the last one is infinite. */
  borders: Float64Array[];
}

export const BINS = 32;

/** Bins of about equal size; equal values share a bin. */
export function intoBins(rows: readonly Float64Array[]): Binned {
  const features = rows[0]?.length ?? 0;
  const bins = new Uint8Array(rows.length * features);
  const borders: Float64Array[] = [];
  for (let feature = 0; feature < features; feature++) {
    const ends = endsOf(Float64Array.from(rows, (row) => row[feature]!));
    rows.forEach((row, i) => (bins[i * features + feature] = placeIn(ends, row[feature]!)));
    borders.push(ends);
  }
  return { rows: rows.length, features, bins, borders };
}

function endsOf(values: Float64Array): Float64Array {
  const sorted = values.sort();
  const ends = new Set<number>();
  for (let i = 1; i < BINS; i++) ends.add(sorted[Math.floor((i * (sorted.length - 1)) / BINS)]!);
  return Float64Array.of(...ends, Infinity);
}

/** The first place of an ascending list that is not below the value. */
export function placeIn(ends: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= ends[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
