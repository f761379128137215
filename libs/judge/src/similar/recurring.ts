const BITS = 18;

/**
 * Under how many names a piece of text stood, by hash. A slot holds one piece, known by its whole hash, and gives it up
 * only when others have asked for the slot as often as it was seen: a hash alone would soon make every piece a known one.
 */
export class RecurringTable {
  private readonly pieces = new Uint32Array(1 << BITS);
  private readonly lastName = new Uint32Array(1 << BITS);
  private readonly counts = new Uint8Array(1 << BITS);

  /** Names the piece stood under, as far as they came one after another. */
  names(piece: number): number {
    const slot = piece >>> (32 - BITS);
    return this.pieces[slot] === piece ? this.counts[slot]! : 0;
  }

  count(piece: number, name: number): void {
    const slot = piece >>> (32 - BITS);
    const held = this.counts[slot]!;
    if (held > 0 && this.pieces[slot] !== piece) {
      this.counts[slot] = held - 1;
      if (held > 1) return;
    }
    if (this.counts[slot] === 0) this.pieces[slot] = piece;
    else if (this.lastName[slot] === name || held === 255) return;
    this.lastName[slot] = name;
    this.counts[slot]!++;
  }

  clear(): void {
    this.counts.fill(0);
  }
}

/** A hash of the signs from `at` on, well mixed in its upper bits. */
export function hashOf(text: string, at: number, length: number): number {
  let h = 0x811c9dc5;
  for (let i = at; i < at + length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
