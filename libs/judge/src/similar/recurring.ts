const BITS = 16;
const NAME = 1;
const COUNT = 2;
const WIDTH = 3;
const MOST = 255;

/**
 * Under how many names a piece of text stood, by hash. A slot holds one piece, known by its whole hash, and gives it up
 * only when others have asked for the slot as often as it was seen: a hash alone would soon make every piece a known one.
 */
export class RecurringTable {
  /** Of each slot its piece, the name it was last seen under, and under how many it was seen. */
  private readonly slots = new Uint32Array(WIDTH << BITS);

  /** Names the piece stood under, as far as they came one after another. */
  names(piece: number): number {
    const at = (piece >>> (32 - BITS)) * WIDTH;
    return this.slots[at] === piece ? this.slots[at + COUNT]! : 0;
  }

  count(piece: number, name: number): void {
    const { slots } = this;
    const at = (piece >>> (32 - BITS)) * WIDTH;
    const held = slots[at + COUNT]!;
    if (held > 0 && slots[at] !== piece) {
      slots[at + COUNT] = held - 1;
      if (held > 1) return;
    }
    if (slots[at + COUNT] === 0) slots[at] = piece;
    else if (slots[at + NAME] === name || held === MOST) return;
    slots[at + NAME] = name;
    slots[at + COUNT]!++;
  }

  clear(): void {
    this.slots.fill(0);
  }
}

/** A hash of the signs from `at` on, well mixed in its upper bits. */
export function hashOf(text: string, at: number, length: number): number {
  let h = 0x811c9dc5;
  for (let i = at; i < at + length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
