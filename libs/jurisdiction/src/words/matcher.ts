import { Automaton } from './automaton.js';
import { Vocabulary, type CompiledList, type Entry, type WordList } from './compile.js';

export type { WordList } from './compile.js';

/** Where a word stands: offsets in UTF-16 units, `word` literally as in the text. */
export interface WordSpot {
  word: string;
  start: number;
  end: number;
}

/** A list found in a text; spots in order of the text, without those inside a longer one. */
export interface WordMatch<K> {
  key: K;
  spots: WordSpot[];
}

export interface WordMatcher<K> {
  /** The lists found in the text, in the order in which they were compiled. */
  match(text: string): WordMatch<K>[];
}

/** The lists of a book found in one text, in order, for each call of `add`. */
export type WordScan = readonly (readonly { list: number; spots: WordSpot[] }[])[];

/**
 * Word lists of several kinds that share one automaton, so that a text is read once for all of them. Add every list
 * before the first scan.
 */
export class WordBook {
  private readonly vocabulary = new Vocabulary();
  private scanner: Scanner | null = null;
  private groups = 0;

  /** @returns what finds these lists in a scan, in the order given. @throws Error after the first scan. */
  add<K>(lists: readonly WordList<K>[]): (scan: WordScan) => WordMatch<K>[] {
    if (this.scanner) throw new Error('all lists must be added before the first scan');
    const first = this.vocabulary.lists.length;
    const group = this.groups++;
    for (const list of lists) this.vocabulary.add(list, group);
    return (scan) => (scan[group] ?? []).map(({ list, spots }) => ({ key: lists[list - first]!.key, spots }));
  }

  scan(text: string): WordScan {
    this.scanner ??= new Scanner(this.vocabulary, this.groups);
    return this.scanner.scan(text);
  }
}

/** One automaton over all lists; build it once for a directory and keep it. */
export function compileWords<K>(lists: readonly WordList<K>[]): WordMatcher<K> {
  const book = new WordBook();
  const find = book.add(lists);
  return { match: (text) => find(book.scan(text)) };
}

/** How far apart the parts of `a~b` may stand: about a clause and its neighbour. */
const NEAR = 18;

/** The spots of each word found in one text, by its number. */
type Found = ReadonlyMap<number, WordSpot[]>;

/**
 * Reads texts for one vocabulary. What a text shows is marked on the parts of words in tables that all texts share; a
 * mark counts only with the number of its text.
 */
class Scanner {
  private readonly automaton: Automaton;
  private readonly marks: Uint32Array;
  /** Words found of each part, valid where the mark is of this text. */
  private readonly wordsOf: number[][];
  private text = 0;

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly groups: number,
  ) {
    this.automaton = new Automaton(vocabulary.words);
    this.marks = new Uint32Array(vocabulary.anchored.length);
    this.wordsOf = vocabulary.anchored.map(() => []);
  }

  scan(text: string): WordScan {
    const found = this.find(text);
    const shown = new Map<number, Entry[]>();
    for (const part of this.mark(found))
      for (const { list, entry } of this.vocabulary.anchored[part]!) {
        if (!this.isShown(entry)) continue;
        const entries = shown.get(list);
        if (entries) entries.push(entry);
        else shown.set(list, [entry]);
      }
    const groups: { list: number; spots: WordSpot[] }[][] = Array.from({ length: this.groups }, () => []);
    for (const list of [...shown.keys()].toSorted((a, b) => a - b)) {
      const compiled = this.vocabulary.lists[list]!;
      const spots = this.spotsOf(compiled, shown.get(list)!, found);
      if (spots.length > 0) groups[compiled.group]!.push({ list, spots });
    }
    return groups;
  }

  private find(text: string): Found {
    const { lengths } = this.automaton;
    const found = new Map<number, WordSpot[]>();
    this.automaton.scan(text, (word, end) => {
      const start = end - lengths[word]!;
      const spot = { word: text.slice(start, end), start, end };
      const spots = found.get(word);
      if (spots) spots.push(spot);
      else found.set(word, [spot]);
    });
    return found;
  }

  /** Marks the parts of the words found. @returns the parts, each once */
  private mark(found: Found): number[] {
    this.text += 1;
    const parts: number[] = [];
    for (const word of found.keys())
      for (const part of this.vocabulary.partsOf[word]!) {
        if (this.marks[part] === this.text) this.wordsOf[part]!.push(word);
        else {
          this.marks[part] = this.text;
          this.wordsOf[part] = [word];
          parts.push(part);
        }
      }
    return parts;
  }

  private isShown({ parts }: Entry): boolean {
    for (const part of parts) if (this.marks[part] !== this.text) return false;
    return true;
  }

  private spotsOf(list: CompiledList, entries: readonly Entry[], found: Found): WordSpot[] {
    for (const word of list.vetoes) if (found.has(word)) return [];
    const covers: WordSpot[] = [];
    for (const word of list.covers) covers.push(...(found.get(word) ?? []));
    const isOpen = (spot: WordSpot) => !covers.some((cover) => within(spot, cover));
    const openIn = (part: number) => {
      const spots = this.wordsOf[part]!.flatMap((word) => found.get(word)!);
      return covers.length === 0 ? spots : spots.filter(isOpen);
    };
    const spots = new Set<WordSpot>();
    for (const { parts, near } of entries) {
      const standing = parts.map(openIn);
      for (const spot of near ? together(standing) : apart(standing)) spots.add(spot);
    }
    return longest([...spots]);
  }
}

const apart = (parts: readonly WordSpot[][]): WordSpot[] =>
  parts.every((part) => part.length > 0) ? parts.flat() : [];

/** The spots of the first part that have one of every other part beside them, with those. */
function together([first = [], ...others]: readonly WordSpot[][]): WordSpot[] {
  return first.flatMap((spot) => {
    const beside = others.map((part) => part.filter((other) => isNear(spot, other)));
    return beside.every((part) => part.length > 0) ? [spot, ...beside.flat()] : [];
  });
}

const isNear = (a: WordSpot, b: WordSpot): boolean =>
  Math.max(a.start - b.end, b.start - a.end) <= NEAR && !(a.start < b.end && b.start < a.end);

const within = (inner: WordSpot, outer: WordSpot): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** In order of the text, without spots that lie inside a longer one. */
function longest(spots: WordSpot[]): WordSpot[] {
  if (spots.length < 2) return spots;
  const sorted = spots.toSorted((a, b) => a.start - b.start || b.end - a.end);
  let reach = -1;
  return sorted.filter(({ end }) => {
    const kept = end > reach;
    if (kept) reach = end;
    return kept;
  });
}
