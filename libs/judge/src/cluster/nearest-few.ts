/** The few nearest of many, in order: the nearest first, of equally near ones the lower slot. */
export class NearestFew {
  readonly slots: Int32Array;
  readonly cosines: Float64Array;
  count = 0;
  /** What is less near than this is not among them. */
  least = 0;

  constructor(private readonly most: number) {
    this.slots = new Int32Array(most);
    this.cosines = new Float64Array(most);
  }

  clear(least: number): void {
    this.count = 0;
    this.least = least;
  }

  take(slot: number, cosine: number): void {
    const { slots, cosines, most } = this;
    let at = this.count < most ? this.count++ : most;
    for (; at > 0; at--) {
      const before = cosines[at - 1]!;
      if (before > cosine || (before === cosine && slots[at - 1]! < slot)) break;
      if (at === most) continue;
      cosines[at] = before;
      slots[at] = slots[at - 1]!;
    }
    if (at === most) return;
    cosines[at] = cosine;
    slots[at] = slot;
    if (this.count === most) this.least = cosines[most - 1]!;
  }
}
