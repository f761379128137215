const BITS = 17;
const SHORTEST = 4;
const TITLES = 3;
/** Characters; what recurs at more length is a letter sent under many titles, not a line under a letter. */
const LONGEST = 80;

/**
 * Clauses that recur under different titles: a site's closing line, a forum's signature. They tell nothing about the
 * matter. Learned from the items themselves, in tables of fixed size.
 */
export class Boilerplate {
  private readonly lastTitle = new Int32Array(1 << BITS);
  private readonly titles = new Uint8Array(1 << BITS);

  /** The text without the clauses that stood under three titles or more. */
  strip(text: string): string {
    const clauses = text.split(CLAUSE);
    const kept = clauses.filter(
      (clause) => clause.length < SHORTEST || this.titles[slotOf(clause)]! < TITLES,
    );
    if (kept.length === clauses.length) return text;
    const dropped = lengthOf(clauses) - lengthOf(kept);
    return dropped > LONGEST ? text : kept.join('，');
  }

  learn(title: string, text: string): void {
    // Reposts set a word before the title, so its end tells titles apart. 0 stands for none yet.
    const name = hash(title.trim().slice(-8)) | 1;
    for (const clause of new Set(text.split(CLAUSE))) {
      if (clause.length < SHORTEST) continue;
      const slot = slotOf(clause);
      if (this.lastTitle[slot] === name) continue;
      this.lastTitle[slot] = name;
      if (this.titles[slot]! < 255) this.titles[slot]!++;
    }
  }
}

const CLAUSE = /[\s，。！？；：、,.!?;:]+/u;

const lengthOf = (clauses: string[]) => clauses.reduce((sum, { length }) => sum + length, 0);

const slotOf = (clause: string) => hash(clause) >>> (32 - BITS);

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
