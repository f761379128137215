/** Items a list of each size holds; one that is full moves to the next size, one of the last size loses its oldest. */
const SIZES = [3, 7, 15, 31, 63, 96] as const;
/** Items of a feature that are kept at most: the newest. */
export const MOST_LISTED = 96;
/** Numbers before the items of a list: its form, its newest item. */
const HEAD = 2;
const NEWEST = 1;
/** Numbers of an item: its place in the order, its weight. */
const WIDTH = 2;
/** The form of a list: which size, how many items, which of them was put in last. */
const SIZE_BITS = 4;
const COUNT_BITS = 8;
/** Features looked at with every item for lists of which nothing is left: all of them in some 8,000 items. */
const SWEPT_BITS = 7;

/**
 * The newest items of each feature, the items of a list side by side in memory: reading a list makes the processor wait
 * once, not once an item. Lists are rings of a few sizes in one array. An item that left the window is overwritten where
 * it stands; a list of which nothing is left gives its place to the next one of its size.
 */
export class FeatureLists {
  /** Where the list of a feature begins; 0 for none. */
  private readonly starts: Int32Array;
  private numbers: Int32Array;
  /** The first free list of each size; each tells the next one in its first number. */
  private readonly free = new Int32Array(SIZES.length);
  private end = HEAD;
  private fetched = 0;

  /**
   * @param bits of a feature's number
   * @param window newest items that count
   */
  constructor(
    bits: number,
    private readonly window: number,
  ) {
    this.starts = new Int32Array(1 << bits);
    this.numbers = new Int32Array(1 << 14);
  }

  /** Puts an item, newer than all before it, into the list of a feature; the weight is a whole number. */
  add(feature: number, item: number, weight: number): void {
    const at = this.withRoom(feature, item);
    const { numbers } = this;
    const form = numbers[at]!;
    const count = countOf(form);
    const last = count === 0 ? 0 : (lastOf(form) + 1) % capacityOf(form);
    const place = at + HEAD + last * WIDTH;
    numbers[place] = item;
    numbers[place + 1] = weight;
    numbers[at] = formOf(sizeOf(form), Math.max(count, last + 1), last);
    numbers[at + NEWEST] = item;
  }

  /**
   * Has the processor fetch the beginnings of the lists of the first `count` features. The reads do not wait for one
   * another, as those of list after list would.
   */
  fetch(features: Int32Array, count: number): void {
    const { starts, numbers } = this;
    let sum = this.fetched;
    for (let k = 0; k < count; k++) sum ^= numbers[starts[features[k]!]!]!;
    this.fetched = sum;
  }

  /**
   * Adds `weight` times the weight of each item of a feature to that item's sum.
   * @param sums by place in the window, item modulo its size
   * @param touched takes the places whose sum was 0
   * @param noted how many of them there are by now
   * @param left items up to this one have left the window
   * @returns how many places are noted then
   */
  gather(
    feature: number,
    weight: number,
    { sums, touched, noted, left }: { sums: Float32Array; touched: Int32Array; noted: number; left: number },
  ): number {
    const { numbers, window } = this;
    const at = this.starts[feature]!;
    if (at === 0 || numbers[at + NEWEST]! <= left) return noted;
    const first = left + 1 - ((left + 1) % window);
    const end = at + HEAD + countOf(numbers[at]!) * WIDTH;
    let found = noted;
    for (let i = at + HEAD; i < end; i += WIDTH) {
      const item = numbers[i]!;
      if (item <= left) continue;
      const turn = item - first;
      const slot = turn < window ? turn : turn - window;
      const sum = sums[slot]!;
      if (sum === 0) touched[found++] = slot;
      sums[slot] = sum + weight * numbers[i + 1]!;
    }
    return found;
  }

  /** Frees the lists among the next few features of which nothing is left in the window; called with every item. */
  sweep(item: number): void {
    const { starts, numbers } = this;
    const steps = starts.length >>> SWEPT_BITS;
    const first = (item % Math.max(1, steps)) << SWEPT_BITS;
    const end = Math.min(starts.length, first + (1 << SWEPT_BITS));
    for (let feature = first; feature < end; feature++) {
      const at = starts[feature]!;
      if (at === 0 || numbers[at + NEWEST]! > item - this.window) continue;
      this.release(at);
      starts[feature] = 0;
    }
  }

  /** Numbers in use, free lists between them included. */
  get used(): number {
    return this.end;
  }

  /** Where the list of a feature begins, with room for one more item. */
  private withRoom(feature: number, item: number): number {
    const at = this.starts[feature]!;
    if (at === 0) return (this.starts[feature] = this.take(0));
    const form = this.numbers[at]!;
    const size = sizeOf(form);
    if (countOf(form) < SIZES[size]! || size === SIZES.length - 1) return at;
    const oldest = this.numbers[at + HEAD + ((lastOf(form) + 1) % SIZES[size]!) * WIDTH]!;
    return oldest <= item - this.window ? at : (this.starts[feature] = this.moved(at, size + 1));
  }

  /** The list at a place of the next size, oldest item first. */
  private moved(at: number, size: number): number {
    const to = this.take(size);
    const { numbers } = this;
    const count = countOf(numbers[at]!);
    const first = at + HEAD;
    const oldest = first + ((lastOf(numbers[at]!) + 1) % count) * WIDTH;
    numbers.copyWithin(to + HEAD, oldest, first + count * WIDTH);
    numbers.copyWithin(to + HEAD + (first + count * WIDTH - oldest), first, oldest);
    numbers[to] = formOf(size, count, count - 1);
    numbers[to + NEWEST] = numbers[at + NEWEST]!;
    this.release(at);
    return to;
  }

  private take(size: number): number {
    let at = this.free[size]!;
    if (at !== 0) this.free[size] = this.numbers[at]!;
    else {
      at = this.end;
      this.end += HEAD + SIZES[size]! * WIDTH;
      if (this.end > this.numbers.length) this.enlarge();
    }
    this.numbers[at] = formOf(size, 0, 0);
    return at;
  }

  private release(at: number): void {
    const size = sizeOf(this.numbers[at]!);
    this.numbers[at] = this.free[size]!;
    this.free[size] = at;
  }

  private enlarge(): void {
    const before = this.numbers;
    this.numbers = new Int32Array(before.length + (before.length >>> 1));
    this.numbers.set(before);
  }
}

const sizeOf = (form: number): number => form & ((1 << SIZE_BITS) - 1);
const countOf = (form: number): number => (form >>> SIZE_BITS) & ((1 << COUNT_BITS) - 1);
const lastOf = (form: number): number => form >>> (SIZE_BITS + COUNT_BITS);
const capacityOf = (form: number): number => SIZES[sizeOf(form)]!;
const formOf = (size: number, count: number, last: number): number =>
  size | (count << SIZE_BITS) | (last << (SIZE_BITS + COUNT_BITS));
