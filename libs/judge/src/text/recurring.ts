const PIECE = 0;
const NAME = 1;
const COUNT = 2;
const WIDTH = 3;
const MOST = 255;
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** Items after which the older half of what recurs is forgotten. */
export const GENERATION = 15_000;

/**
 * Under how many names a piece of text stood lately, by its hash: in two tables of fixed size, the newest items and those
 * before them.
 */
export class Recurring {
  private young: RecurringTable;
  private old: RecurringTable;

  /**
   * @param bits of a table's size: 2^bits pieces
   * @param passed items that came before the first one shown here
   */
  constructor(
    bits: number,
    private passed: number,
  ) {
    this.young = new RecurringTable(bits);
    this.old = new RecurringTable(bits);
  }

  /** Whether it stood under so many names. */
  has(piece: number, names: number): boolean {
    return this.young.names(piece) >= names || this.old.names(piece) >= names;
  }

  count(piece: number, name: number): void {
    this.young.count(piece, name);
  }

  /** An item has passed, whether or not anything was counted of it: so forgetting keeps step with the window. */
  pass(): void {
    if (++this.passed % GENERATION !== 0) return;
    const freed = this.old;
    this.old = this.young;
    this.young = freed;
    freed.clear();
  }
}

/**
 * A slot holds one piece, known by its whole hash, and gives it up only when others have asked for the slot as often as
 * it was seen: a hash alone would soon make every piece a known one.
 */
class RecurringTable {
  /** Of each slot its piece, the name it was last seen under, and under how many it was seen. */
  private readonly slots: Uint32Array;
  private readonly shift: number;

  constructor(bits: number) {
    this.slots = new Uint32Array(WIDTH << bits);
    this.shift = 32 - bits;
  }

  /** Names the piece stood under, as far as they came one after another. */
  names(piece: number): number {
    const at = (piece >>> this.shift) * WIDTH;
    return this.slots[at + PIECE] === piece ? this.slots[at + COUNT]! : 0;
  }

  count(piece: number, name: number): void {
    const { slots } = this;
    const at = (piece >>> this.shift) * WIDTH;
    const held = slots[at + COUNT]!;
    if (held > 0 && slots[at + PIECE] !== piece) {
      slots[at + COUNT] = held - 1;
      if (held > 1) return;
    }
    if (slots[at + COUNT] === 0) slots[at + PIECE] = piece;
    else if (slots[at + NAME] === name || held === MOST) return;
    slots[at + NAME] = name;
    slots[at + COUNT]!++;
  }

  clear(): void {
    this.slots.fill(0);
  }
}

/** A hash of some signs of a text, well mixed in its upper bits. */
export function hashOf(text: string, from = 0, to = text.length): number {
  let h = SEED;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
