import { plainUnit } from './plain.js';

/**
 * Words as a trie in typed arrays. The edges lie in one open-addressed table that holds only the state an edge leads to:
 * where it comes from and by which unit stands with that state. Some 25 bytes a state, whatever the number of words.
 */
export class Trie {
  /** Number of a unit among those that words are made of, 0 for none; capital and full-width forms share that of the plain one. */
  readonly codes = new Uint16Array(65_536);
  alphabet = 0;
  /** States; 0 is the root. */
  size = 1;
  parents = new Int32Array(64);
  /** Code by which the state is reached. */
  units = new Uint16Array(64);
  /** Word that ends in the state, -1 for none. */
  ends = new Int32Array(64).fill(-1);
  private table = new Int32Array(256);
  private shift = 24;

  /** Lets `word` end where its units lead. @param text plain, not empty @returns the word that ended there before, else this one */
  add(text: string, word: number): number {
    let state = 0;
    for (let i = 0; i < text.length; i += 1) {
      const unit = this.codeOf(text.charCodeAt(i));
      state = this.child(state, unit) || this.grow(state, unit);
    }
    if (this.ends[state]! < 0) this.ends[state] = word;
    return this.ends[state]!;
  }

  /** The state an edge leads to, 0 where there is none. */
  child(state: number, unit: number): number {
    const { table, parents, units } = this;
    const mask = table.length - 1;
    for (let at = slot(state, unit, this.shift); ; at = (at + 1) & mask) {
      const target = table[at]!;
      if (target === 0 || (parents[target] === state && units[target] === unit)) return target;
    }
  }

  /** Gives back what was only room to grow, and lets other forms of a unit stand for the plain one. */
  close(): void {
    for (let unit = 0; unit < 65_536; unit += 1) this.codes[unit] = this.codes[plainUnit(unit)]!;
    this.resize(this.size);
  }

  private codeOf(unit: number): number {
    return (this.codes[unit] ||= ++this.alphabet);
  }

  private grow(parent: number, unit: number): number {
    if (this.size === this.parents.length) this.resize(this.size * 2);
    const state = this.size++;
    this.parents[state] = parent;
    this.units[state] = unit;
    if (this.size * 2 > this.table.length) this.rehash();
    else this.file(state);
    return state;
  }

  private resize(length: number): void {
    const { parents, units, ends, size } = this;
    this.parents = new Int32Array(length);
    this.units = new Uint16Array(length);
    this.ends = new Int32Array(length).fill(-1);
    this.parents.set(parents.subarray(0, size));
    this.units.set(units.subarray(0, size));
    this.ends.set(ends.subarray(0, size));
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2);
    this.shift -= 1;
    for (let state = 1; state < this.size; state += 1) this.file(state);
  }

  private file(state: number): void {
    const mask = this.table.length - 1;
    let at = slot(this.parents[state]!, this.units[state]!, this.shift);
    while (this.table[at] !== 0) at = (at + 1) & mask;
    this.table[at] = state;
  }
}

const slot = (state: number, unit: number, shift: number): number =>
  (Math.imul(state ^ Math.imul(unit, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(state, 0xc2b2ae35)) >>> shift;
