/** What a rank of 0 or 1 counts as, so that its odds stay finite. */
const EDGE = 0.0005;
/** Brings the log-odds of ranks to about a spread of 1. */
const SPREAD = 1.8;

/** Lays features of any scale on one: the log-odds of a value's rank among those learned. */
export class Ranks {
  private constructor(private readonly sorted: readonly Float64Array[]) {}

  static of(rows: readonly Float64Array[]): Ranks {
    const features = rows[0]?.length ?? 0;
    return new Ranks(
      Array.from({ length: features }, (_, feature) =>
        Float64Array.from(rows, (row) => row[feature]!).sort(),
      ),
    );
  }

  /** About −4…4 each; 0 for the middle value. */
  apply(row: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.sorted, (values, feature) => {
      const middle = (countTo(values, row[feature]!, false) + countTo(values, row[feature]!, true)) / 2;
      const rank = Math.min(1 - EDGE, Math.max(EDGE, middle / values.length));
      return Math.log(rank / (1 - rank)) / SPREAD;
    });
  }
}

/** How many of the ascending values are smaller; or, with `equal`, not greater. */
function countTo(values: Float64Array, value: number, equal: boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value || (equal && values[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
