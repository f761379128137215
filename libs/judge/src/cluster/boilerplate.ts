import { UnitKind } from '../text/units.js';

const BITS = 18;
const SHORTEST = 4;
const TITLES = 3;
/** Characters; what recurs at more length is a letter sent under many titles, not a line under a letter. */
const LONGEST = 80;
/** Items after which the older half of what was learned is forgotten. */
export const GENERATION = 15_000;

/**
 * Clauses that recur under different titles: a site's closing line, a forum's signature. They tell nothing about the
 * matter. Learned from the items themselves, in two tables of fixed size: the newest items and those before them.
 */
export class Boilerplate {
  private young = new ClauseTable();
  private old = new ClauseTable();
  private readonly clauses = new Clauses();

  /** @param learned items that came before the first one shown here */
  constructor(private learned = 0) {}

  /** The text without the clauses that stood under three titles or more. */
  strip(text: string): string {
    const { clauses } = this;
    clauses.read(text);
    let dropped = 0;
    for (let i = 0; i < clauses.count; i++) if (this.isLine(i)) dropped += clauses.lengthOf(i);
    if (dropped === 0 || dropped > LONGEST) return text;
    const kept: string[] = [];
    for (let i = 0; i < clauses.count; i++)
      if (!this.isLine(i)) kept.push(text.slice(clauses.starts[i], clauses.ends[i]));
    return kept.join('，');
  }

  learn(title: string, text: string): void {
    if (title.trim()) {
      // Reposts set a word before the title, so its end tells titles apart.
      const name = hash(title.trim().slice(-8));
      const { clauses } = this;
      clauses.read(text);
      const seen = new Set<number>();
      for (let i = 0; i < clauses.count; i++)
        if (clauses.lengthOf(i) >= SHORTEST) seen.add(clauses.hashes[i]!);
      for (const clause of seen) this.young.count(clause >>> 0, name);
    }
    if (++this.learned % GENERATION === 0) {
      const freed = this.old;
      this.old = this.young;
      this.young = freed;
      freed.clear();
    }
  }

  private isLine(i: number): boolean {
    return this.clauses.lengthOf(i) >= SHORTEST && this.isKnown(this.clauses.hashes[i]! >>> 0);
  }

  private isKnown(clause: number): boolean {
    return this.young.titles(clause) >= TITLES || this.old.titles(clause) >= TITLES;
  }
}

/**
 * Under how many titles a clause stood. A slot holds one clause, known by its whole hash, and gives it up only when
 * others have asked for the slot as often as it was seen: a hash alone would soon make every clause a known one.
 */
class ClauseTable {
  private readonly clauses = new Uint32Array(1 << BITS);
  private readonly lastTitle = new Uint32Array(1 << BITS);
  private readonly counts = new Uint8Array(1 << BITS);

  titles(clause: number): number {
    const slot = clause >>> (32 - BITS);
    return this.clauses[slot] === clause ? this.counts[slot]! : 0;
  }

  count(clause: number, title: number): void {
    const slot = clause >>> (32 - BITS);
    const held = this.counts[slot]!;
    if (held > 0 && this.clauses[slot] !== clause) {
      this.counts[slot] = held - 1;
      if (held > 1) return;
    }
    if (this.counts[slot] === 0) this.clauses[slot] = clause;
    else if (this.lastTitle[slot] === title || held === 255) return;
    this.lastTitle[slot] = title;
    this.counts[slot]!++;
  }

  clear(): void {
    this.counts.fill(0);
  }
}

const PARTS = new UnitKind(/[\s，。！？；：、,.!?;:]/u);

/** The clauses of the text read last. */
class Clauses {
  private text: string | null = null;
  count = 0;
  /** Where each begins, and behind its end. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly hashes: number[] = [];

  lengthOf(i: number): number {
    return this.ends[i]! - this.starts[i]!;
  }

  read(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.count = 0;
    let start = 0;
    let h = SEED;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (!PARTS.has(unit)) {
        h = Math.imul(h ^ unit, PRIME);
        continue;
      }
      this.put(start, i, h);
      while (i + 1 < text.length && PARTS.has(text.charCodeAt(i + 1))) i++;
      start = i + 1;
      h = SEED;
    }
    this.put(start, text.length, h);
  }

  private put(start: number, end: number, h: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.hashes[this.count++] = finished(h) | 0;
  }
}

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

function hash(text: string): number {
  let h = SEED;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  return finished(h);
}

function finished(h: number): number {
  const mixed = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
