import { hashOf, Recurring } from '../text/recurring.js';
import { UnitKind } from '../text/units.js';

/** Of the table's size. */
const BITS = 18;
const SHORTEST = 4;
const TITLES = 3;
/** Characters; what recurs at more length is a letter sent under many titles, not a line under a letter. */
const LONGEST = 80;

/**
 * Clauses that recur under different titles: a site's closing line, a forum's signature. They tell nothing about the
 * matter. Learned from the items themselves.
 */
export class Boilerplate {
  private readonly recurring: Recurring;
  private readonly clauses = new Clauses();

  /** @param learned items that came before the first one shown here */
  constructor(learned = 0) {
    this.recurring = new Recurring(BITS, learned);
  }

  /** The text without the clauses that stood under three titles or more. */
  strip(text: string): string {
    const { clauses } = this;
    clauses.read(text);
    let dropped = 0;
    for (let i = 0; i < clauses.count; i++) if (this.isLine(i)) dropped += clauses.lengthOf(i);
    if (dropped === 0 || dropped > LONGEST) return text;
    let kept = '';
    let last = -1;
    for (let i = 0; i < clauses.count; i++) {
      if (this.isLine(i)) continue;
      // What stood between two clauses stays: it may be the point within a number.
      if (last >= 0) kept += last === i - 1 ? text.slice(clauses.ends[last], clauses.starts[i]) : '，';
      kept += text.slice(clauses.starts[i], clauses.ends[i]);
      last = i;
    }
    return kept;
  }

  learn(title: string, text: string): void {
    if (title.trim()) {
      // Reposts set a word before the title, so its end tells titles apart.
      const name = hashOf(title.trim().slice(-8));
      const { clauses } = this;
      clauses.read(text);
      const seen = new Set<number>();
      for (let i = 0; i < clauses.count; i++)
        if (clauses.lengthOf(i) >= SHORTEST) seen.add(clauses.hashes[i]!);
      for (const clause of seen) this.recurring.count(clause, name);
    }
    this.recurring.pass();
  }

  private isLine(i: number): boolean {
    return this.clauses.lengthOf(i) >= SHORTEST && this.recurring.has(this.clauses.hashes[i]!, TITLES);
  }
}

const PARTS = new UnitKind(/[\s，。！？；：、,.!?;:]/u);

/** The clauses of the text read last. */
class Clauses {
  private text = '';
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
    for (let i = 0; i < text.length; i++) {
      if (!PARTS.has(text.charCodeAt(i))) continue;
      this.put(start, i);
      while (i + 1 < text.length && PARTS.has(text.charCodeAt(i + 1))) i++;
      start = i + 1;
    }
    this.put(start, text.length);
  }

  private put(start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.hashes[this.count++] = hashOf(this.text, start, end);
  }
}
