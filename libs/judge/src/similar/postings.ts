/**
 * Which of the newest `capacity` items hold a key: linked lists in typed arrays, newest first. An item that leaves the
 * window is overwritten in place; its old links are known by their age and never followed.
 */
export class WindowPostings {
  private readonly heads: Int32Array;
  private readonly links: Int32Array;
  private readonly keys: Int32Array;
  private readonly ages: Float64Array;

  /** @param width most keys an item may have */
  constructor(
    private readonly capacity: number,
    private readonly width: number,
    private readonly bits: number,
  ) {
    this.heads = new Int32Array(1 << bits).fill(-1);
    this.links = new Int32Array(capacity * width).fill(-1);
    this.keys = new Int32Array(capacity * width).fill(-1);
    this.ages = new Float64Array(capacity).fill(-1);
  }

  /** The `sequence`-th item (0, 1, 2 …) holds these keys. @returns its slot in the window */
  add(sequence: number, keys: Int32Array): number {
    const slot = sequence % this.capacity;
    const first = slot * this.width;
    this.ages[slot] = sequence;
    this.keys.fill(-1, first, first + this.width);
    for (let k = 0; k < keys.length && k < this.width; k++) {
      const bucket = this.bucket(keys[k]!);
      this.keys[first + k] = bucket;
      this.links[first + k] = this.heads[bucket]!;
      this.heads[bucket] = first + k;
    }
    return slot;
  }

  /** Calls back with slot and position of the key in its item, the newest first, at most `limit` times. */
  visit(key: number, limit: number, found: (slot: number, position: number) => void): void {
    const bucket = this.bucket(key);
    let at = this.heads[bucket]!;
    let age = Infinity;
    for (let count = 0; at >= 0 && count < limit; count++) {
      const slot = Math.floor(at / this.width);
      if (this.keys[at] !== bucket || this.ages[slot]! >= age) return;
      age = this.ages[slot]!;
      found(slot, at - slot * this.width);
      at = this.links[at]!;
    }
  }

  private bucket(key: number): number {
    return (key >>> 0) >>> (32 - this.bits);
  }
}
