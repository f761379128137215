/** Links followed for one that is asked for. */
const STEPS = 8;

/**
 * Which of the newest `capacity` items hold a key: linked lists in typed arrays, newest first. An item that leaves the
 * window is overwritten in place; its old links are known by their age and never followed.
 */
export class WindowPostings {
  private readonly heads: Int32Array;
  /** Of each key of each item the key and where its bucket goes on, side by side. */
  private readonly entries: Int32Array;
  private readonly ages: Float64Array;
  /** How many keys the item of a slot has. */
  private readonly filled: Uint16Array;
  private fetched = 0;

  /** @param width most keys an item may have */
  constructor(
    private readonly capacity: number,
    private readonly width: number,
    private readonly bits: number,
  ) {
    this.heads = new Int32Array(1 << bits).fill(-1);
    this.entries = new Int32Array(capacity * width * 2).fill(-1);
    this.ages = new Float64Array(capacity).fill(-1);
    this.filled = new Uint16Array(capacity);
  }

  /** The `sequence`-th item (0, 1, 2 …) holds these keys. @returns its slot in the window */
  add(sequence: number, keys: Int32Array): number {
    const slot = sequence % this.capacity;
    const first = slot * this.width;
    this.ages[slot] = sequence;
    this.filled[slot] = Math.min(keys.length, this.width);
    for (let k = 0; k < keys.length && k < this.width; k++) {
      const bucket = this.bucket(keys[k]!);
      const at = first + k;
      this.entries[at * 2] = keys[k]!;
      this.entries[at * 2 + 1] = this.heads[bucket]!;
      this.heads[bucket] = at;
    }
    return slot;
  }

  /** Has the processor fetch the beginnings of these buckets; the reads do not wait for one another. */
  fetch(keys: Int32Array): void {
    let sum = this.fetched;
    for (const key of keys) {
      const at = this.heads[this.bucket(key)]!;
      if (at >= 0) sum ^= this.entries[at * 2]!;
    }
    this.fetched = sum;
  }

  /** Calls back with slot and position of the key in its item, the newest first, at most `limit` times. */
  visit(key: number, limit: number, found: (slot: number, position: number) => void): void {
    const bucket = this.bucket(key);
    let at = this.heads[bucket]!;
    let age = Infinity;
    let before = Infinity;
    // Other keys of the bucket stand in the same chain: it is not followed for ever.
    for (let count = 0, steps = 0; at >= 0 && count < limit && steps < limit * STEPS; steps++) {
      const slot = Math.floor(at / this.width);
      const position = at - slot * this.width;
      const own = this.ages[slot]!;
      const older = own < age || (own === age && at < before);
      const held = this.entries[at * 2]!;
      // Overwritten since: what comes after is older still.
      if (!older || position >= this.filled[slot]! || this.bucket(held) !== bucket) return;
      age = own;
      before = at;
      if (held === key) {
        found(slot, position);
        count++;
      }
      at = this.entries[at * 2 + 1]!;
    }
  }

  private bucket(key: number): number {
    return (key >>> 0) >>> (32 - this.bits);
  }
}
