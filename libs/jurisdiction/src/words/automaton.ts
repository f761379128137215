/**
 * Aho-Corasick over typed arrays: finds every word of a list in one pass over the text (design/pipeline.md: 3.4 µs an
 * item with 10,000 words). Edges lie in sorted runs, the root has a table of its own because most steps start there.
 */
export class Automaton {
  private readonly root = new Int32Array(65536);
  private readonly edgeStart: Int32Array;
  private readonly edgeUnit: Uint16Array;
  private readonly edgeTarget: Int32Array;
  private readonly fail: Int32Array;
  /** Word that ends in the state, -1 for none. */
  private readonly ends: Int32Array;
  /** Next state along the fail links where a word ends, 0 for none. */
  private readonly nextEnd: Int32Array;
  /** Length of each word in UTF-16 units. */
  readonly lengths: Int32Array;

  /** @param words already normalised with `plain`; the position in the list is the id that `scan` reports. */
  constructor(words: readonly string[]) {
    const trie = buildTrie(words);
    const count = trie.length;
    this.lengths = Int32Array.from(words, (word) => word.length);
    this.edgeStart = new Int32Array(count + 1);
    this.edgeUnit = new Uint16Array(count);
    this.edgeTarget = new Int32Array(count);
    this.fail = new Int32Array(count);
    this.ends = Int32Array.from(trie, (node) => node.word);
    this.nextEnd = new Int32Array(count);
    let edge = 0;
    trie.forEach((node, state) => {
      this.edgeStart[state] = edge;
      for (const [unit, target] of [...node.next].toSorted((a, b) => a[0] - b[0])) {
        if (state === 0) this.root[unit] = target;
        this.edgeUnit[edge] = unit;
        this.edgeTarget[edge] = target;
        edge += 1;
      }
    });
    this.edgeStart[count] = edge;
    this.linkFailures();
  }

  /** Calls `found` for each occurrence, with the id of the word and the offset just behind it. */
  scan(text: string, found: (word: number, end: number) => void): void {
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      state = this.step(state, plainUnit(text.charCodeAt(at)));
      for (let s = this.ends[state]! >= 0 ? state : this.nextEnd[state]!; s !== 0; s = this.nextEnd[s]!)
        found(this.ends[s]!, at + 1);
    }
  }

  private step(from: number, unit: number): number {
    for (let state = from; state !== 0; state = this.fail[state]!) {
      const target = this.child(state, unit);
      if (target !== 0) return target;
    }
    return this.root[unit]!;
  }

  private child(state: number, unit: number): number {
    for (let edge = this.edgeStart[state]!; edge < this.edgeStart[state + 1]!; edge += 1)
      if (this.edgeUnit[edge] === unit) return this.edgeTarget[edge]!;
    return 0;
  }

  /** Breadth first, so that the shorter states a link points to are finished before it is read. */
  private linkFailures(): void {
    const queue = [0];
    for (const state of queue) {
      for (let edge = this.edgeStart[state]!; edge < this.edgeStart[state + 1]!; edge += 1) {
        const target = this.edgeTarget[edge]!;
        const fail = state === 0 ? 0 : this.step(this.fail[state]!, this.edgeUnit[edge]!);
        this.fail[target] = fail;
        this.nextEnd[target] = this.ends[fail]! >= 0 ? fail : this.nextEnd[fail]!;
        queue.push(target);
      }
    }
  }
}

interface TrieNode {
  next: Map<number, number>;
  word: number;
}

function buildTrie(words: readonly string[]): TrieNode[] {
  const trie: TrieNode[] = [{ next: new Map(), word: -1 }];
  words.forEach((word, id) => {
    let state = 0;
    for (let i = 0; i < word.length; i += 1) {
      const unit = word.charCodeAt(i);
      let target = trie[state]!.next.get(unit);
      if (target === undefined) {
        target = trie.push({ next: new Map(), word: -1 }) - 1;
        trie[state]!.next.set(unit, target);
      }
      state = target;
    }
    if (state !== 0) trie[state]!.word = id;
  });
  return trie;
}

/** Full-width forms become half-width and Latin letters small; one unit stays one unit, so offsets hold in the original. */
export function plainUnit(unit: number): number {
  let plain = unit;
  if (plain >= 0xff01 && plain <= 0xff5e) plain -= 0xfee0;
  else if (plain === 0x3000) plain = 0x20;
  return plain >= 0x41 && plain <= 0x5a ? plain + 32 : plain;
}

/** `plainUnit` over a whole text; the length stays the same. */
export function plain(text: string): string {
  let changed = false;
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    units[i] = plainUnit(unit);
    if (units[i] !== unit) changed = true;
  }
  if (!changed) return text;
  let result = '';
  for (let i = 0; i < units.length; i += 8192) result += String.fromCharCode(...units.subarray(i, i + 8192));
  return result;
}
