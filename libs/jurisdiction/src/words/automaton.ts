import type { Trie } from './trie.js';

/** Words found in one text, in the order of their ends; kept from text to text and overwritten. */
export class Hits {
  words = new Int32Array(256);
  /** Offset just behind each. */
  ends = new Int32Array(256);
  count = 0;

  push(word: number, end: number): void {
    if (this.count === this.words.length) {
      this.words = larger(this.words);
      this.ends = larger(this.ends);
    }
    this.words[this.count] = word;
    this.ends[this.count++] = end;
  }
}

function larger(values: Int32Array): Int32Array<ArrayBuffer> {
  const result = new Int32Array(values.length * 2);
  result.set(values);
  return result;
}

/**
 * Aho-Corasick over typed arrays: finds every word of a trie in one pass over the text (design/pipeline.md: 3.4 µs an item
 * with 10,000 words). The root has a table of its own because most steps start there, and most steps end there: which two
 * units may begin a word is asked of a few bits before the edges are looked at.
 */
export class Automaton {
  private readonly root: Int32Array;
  private readonly fail: Int32Array;
  /** The state itself or the next along the fail links where a word ends, 0 for none. */
  private readonly ending: Int32Array;
  /** Set for each pair of units that begins a word, and for few others. */
  private readonly begins: Uint32Array;
  private readonly shift: number;

  constructor(private readonly trie: Trie) {
    trie.close();
    this.root = Int32Array.from({ length: trie.alphabet + 1 }, (_, unit) => trie.child(0, unit));
    this.fail = new Int32Array(trie.size);
    this.ending = new Int32Array(trie.size);
    for (const state of byDepth(trie)) this.link(state);
    const pairs = seconds(trie);
    this.shift = Math.max(LEAST_SHIFT, Math.clz32(Math.max(1, pairs.length - 1)) - BITS_PER_PAIR);
    this.begins = new Uint32Array(1 << (27 - this.shift));
    for (const state of pairs) {
      const bit = pairOf(trie.units[trie.parents[state]!]!, trie.units[state]!) >>> this.shift;
      this.begins[bit >>> 5]! |= 1 << (bit & 31);
    }
  }

  /** Every occurrence of every word. */
  scan(text: string, hits: Hits): void {
    const { trie, ending, fail, begins, shift, root } = this;
    const { codes, ends } = trie;
    hits.count = 0;
    let state = 0;
    let before = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = codes[text.charCodeAt(at)]!;
      if (state === root[before]!) {
        const bit = pairOf(before, unit) >>> shift;
        state = (begins[bit >>> 5]! >>> (bit & 31)) & 1 ? this.step(state, unit) : root[unit]!;
      } else state = unit === 0 ? 0 : this.step(state, unit);
      before = unit;
      for (let s = ending[state]!; s !== 0; s = ending[fail[s]!]!) hits.push(ends[s]!, at + 1);
    }
  }

  private step(from: number, unit: number): number {
    for (let state = from; state !== 0; state = this.fail[state]!) {
      const target = this.trie.child(state, unit);
      if (target !== 0) return target;
    }
    return this.root[unit]!;
  }

  /** Shorter states, which a link points to, are finished before. */
  private link(state: number): void {
    const { parents, units, ends } = this.trie;
    const parent = parents[state]!;
    const fail = parent === 0 ? 0 : this.step(this.fail[parent]!, units[state]!);
    this.fail[state] = fail;
    this.ending[state] = ends[state]! >= 0 ? state : this.ending[fail]!;
  }
}

/** Sixteen bits a pair or more, half a megabyte at most. */
const BITS_PER_PAIR = 4;
const LEAST_SHIFT = 10;

const pairOf = (first: number, second: number): number =>
  Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b) >>> 0;

/** States two units from the root. */
function seconds({ size, parents }: Trie): Int32Array {
  const found: number[] = [];
  for (let state = 1; state < size; state += 1)
    if (parents[state] !== 0 && parents[parents[state]!] === 0) found.push(state);
  return Int32Array.from(found);
}

/** All states but the root, the shorter ones first; a state is always younger than its parent. */
function byDepth({ size, parents }: Trie): Int32Array {
  const depths = new Uint16Array(size);
  const starts = [0];
  for (let state = 1; state < size; state += 1) {
    const depth = depths[parents[state]!]! + 1;
    depths[state] = depth;
    starts[depth] = (starts[depth] ?? 0) + 1;
  }
  let sum = 0;
  for (let depth = 1; depth < starts.length; depth += 1) {
    const count = starts[depth]!;
    starts[depth] = sum;
    sum += count;
  }
  const order = new Int32Array(size - 1);
  for (let state = 1; state < size; state += 1) order[starts[depths[state]!]!++] = state;
  return order;
}
