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

  /** @param learned items that came before the first one shown here */
  constructor(private learned = 0) {}

  /** The text without the clauses that stood under three titles or more. */
  strip(text: string): string {
    const clauses = text.split(CLAUSE);
    const kept = clauses.filter((clause) => clause.length < SHORTEST || !this.isKnown(hash(clause)));
    if (kept.length === clauses.length) return text;
    const dropped = lengthOf(clauses) - lengthOf(kept);
    return dropped > LONGEST ? text : kept.join('，');
  }

  learn(title: string, text: string): void {
    if (title.trim()) {
      // Reposts set a word before the title, so its end tells titles apart.
      const name = hash(title.trim().slice(-8));
      for (const clause of new Set(text.split(CLAUSE)))
        if (clause.length >= SHORTEST) this.young.count(hash(clause), name);
    }
    if (++this.learned % GENERATION === 0) {
      const freed = this.old;
      this.old = this.young;
      this.young = freed;
      freed.clear();
    }
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

const CLAUSE = /[\s，。！？；：、,.!?;:]+/u;

const lengthOf = (clauses: string[]) => clauses.reduce((sum, { length }) => sum + length, 0);

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
