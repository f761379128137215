import { Automaton, Hits } from './automaton.js';
import { Vocabulary, type Entry, type NotWords, type WordList } from './compile.js';

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
export type WordScan = readonly WordMatch<unknown>[][];

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
    const group = this.groups++;
    for (const list of lists) this.vocabulary.add(list, group);
    return (scan) => scan[group] as WordMatch<K>[];
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

/** A list that a text shows: by words that do so alone, by entries whose parts all stand in it. */
interface Shown {
  list: number;
  words: number[];
  entries: Entry[];
}

/** Of a list that shows no entry: one for all, as most lists show a word and nothing else. */
const NO_ENTRIES: Entry[] = [];

/**
 * Reads texts for one vocabulary. What a text shows is marked on words, parts and lists in tables that all texts share; a
 * mark counts only with the number of its text.
 */
class Scanner {
  private readonly automaton: Automaton;
  private readonly hits = new Hits();
  private readonly wordMarks: Uint32Array;
  private readonly partMarks: Uint32Array;
  private readonly listMarks: Uint32Array;
  /** First and last hit of each word, and the next of the same word by hit; valid where the mark is of this text. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private next = new Int32Array(256);
  /** Place of each list among those shown. */
  private readonly places: Int32Array;
  private readonly wordsOf: number[][];
  private number = 0;
  private text = '';
  /** Those made by now, by hit. */
  private readonly spots: (WordSpot | undefined)[] = [];

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly groups: number,
  ) {
    const words = vocabulary.lengths.length;
    this.automaton = new Automaton(vocabulary.trie);
    this.wordMarks = new Uint32Array(words);
    this.first = new Int32Array(words);
    this.last = new Int32Array(words);
    this.partMarks = new Uint32Array(vocabulary.anchored.length);
    this.wordsOf = vocabulary.anchored.map(() => []);
    this.listMarks = new Uint32Array(vocabulary.keys.length);
    this.places = new Int32Array(vocabulary.keys.length);
  }

  scan(text: string): WordScan {
    this.number += 1;
    this.text = text;
    const shown = this.show(this.read());
    for (let hit = 0; hit < this.hits.count; hit += 1) this.spots[hit] = undefined;
    const groups: WordMatch<unknown>[][] = Array.from({ length: this.groups }, () => []);
    const { keys, groups: groupOf, notWords } = this.vocabulary;
    for (const one of inOrder(shown)) {
      const spots = this.spotsOf(one, notWords.get(one.list));
      if (spots.length > 0) groups[groupOf[one.list]!]!.push({ key: keys[one.list], spots });
    }
    return groups;
  }

  /** @returns the words that stand in the text, each once */
  private read(): number[] {
    const { hits, wordMarks, first, last } = this;
    this.automaton.scan(this.text, hits);
    if (hits.count > this.next.length) this.next = new Int32Array(hits.words.length);
    const found: number[] = [];
    for (let hit = 0; hit < hits.count; hit += 1) {
      const word = hits.words[hit]!;
      this.next[hit] = -1;
      if (wordMarks[word] === this.number) this.next[last[word]!] = hit;
      else {
        wordMarks[word] = this.number;
        first[word] = hit;
        found.push(word);
      }
      last[word] = hit;
    }
    return found;
  }

  private show(found: readonly number[]): Shown[] {
    const { lone, loneList, loneNext, anchored } = this.vocabulary;
    const shown: Shown[] = [];
    for (const word of found)
      for (let at = lone[word]!; at >= 0; at = loneNext[at]!) this.showWord(shown, loneList[at]!, word);
    for (const part of this.mark(found))
      for (const entry of anchored[part]!) if (this.isWhole(entry)) this.showEntry(shown, entry);
    return shown;
  }

  private showWord(shown: Shown[], list: number, word: number): void {
    const one = this.shownBefore(shown, list);
    if (one) one.words.push(word);
    else this.places[list] = shown.push({ list, words: [word], entries: NO_ENTRIES }) - 1;
  }

  private showEntry(shown: Shown[], entry: Entry): void {
    const one = this.shownBefore(shown, entry.list);
    if (!one) this.places[entry.list] = shown.push({ list: entry.list, words: [], entries: [entry] }) - 1;
    else if (one.entries === NO_ENTRIES) one.entries = [entry];
    else one.entries.push(entry);
  }

  /** What the list shows by now; null, once, where it is the first that it shows. */
  private shownBefore(shown: readonly Shown[], list: number): Shown | null {
    if (this.listMarks[list] === this.number) return shown[this.places[list]!]!;
    this.listMarks[list] = this.number;
    return null;
  }

  /** Marks the parts of the words found. @returns the parts, each once */
  private mark(found: readonly number[]): number[] {
    const parts: number[] = [];
    for (const word of found)
      for (const part of this.vocabulary.partsOf[word] ?? [])
        if (this.partMarks[part] === this.number) this.wordsOf[part]!.push(word);
        else {
          this.partMarks[part] = this.number;
          this.wordsOf[part] = [word];
          parts.push(part);
        }
    return parts;
  }

  private isWhole({ parts }: Entry): boolean {
    for (const part of parts) if (this.partMarks[part] !== this.number) return false;
    return true;
  }

  private spotsOf({ words, entries }: Shown, not: NotWords | undefined): WordSpot[] {
    if (!not && entries.length === 0 && words.length === 1) return this.spotsOfWords(words);
    if (not?.vetoes.some((word) => this.wordMarks[word] === this.number)) return [];
    const covers = not ? this.spotsOfWords(not.covers) : [];
    const open = (spots: WordSpot[]) =>
      covers.length === 0 ? spots : spots.filter((spot) => !covers.some((cover) => within(spot, cover)));
    const spots = open(this.spotsOfWords(words));
    if (entries.length === 0) return words.length === 1 ? spots : longest(spots);
    for (const { parts, near } of entries) {
      const standing = parts.map((part) => open(this.spotsOfWords(this.wordsOf[part]!)));
      spots.push(...(near ? together(standing) : apart(standing)));
    }
    return longest(spots);
  }

  private spotsOfWords(words: readonly number[]): WordSpot[] {
    const [only] = words;
    if (words.length === 1 && this.wordMarks[only!] === this.number && this.next[this.first[only!]!]! < 0)
      return [this.spot(this.first[only!]!)];
    const spots: WordSpot[] = [];
    for (const word of words)
      if (this.wordMarks[word] === this.number)
        for (let hit = this.first[word]!; hit >= 0; hit = this.next[hit]!) spots.push(this.spot(hit));
    return spots;
  }

  private spot(hit: number): WordSpot {
    const known = this.spots[hit];
    if (known) return known;
    const end = this.hits.ends[hit]!;
    const start = end - this.vocabulary.lengths[this.hits.words[hit]!]!;
    return (this.spots[hit] = { word: this.text.slice(start, end), start, end });
  }
}

/** So many are put in order faster by moving them than by the general way. */
const FEW = 100;

/** In the order in which the lists were added. */
function inOrder(shown: Shown[]): Shown[] {
  if (shown.length > FEW) return shown.sort((a, b) => a.list - b.list);
  for (let i = 1; i < shown.length; i += 1) {
    const one = shown[i]!;
    let at = i;
    for (; at > 0 && shown[at - 1]!.list > one.list; at -= 1) shown[at] = shown[at - 1]!;
    shown[at] = one;
  }
  return shown;
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

/** In order of the text, each once, without spots that lie inside a longer one. */
function longest(spots: WordSpot[]): WordSpot[] {
  if (spots.length < 2) return spots;
  spots.sort((a, b) => a.start - b.start || b.end - a.end);
  let reach = -1;
  return spots.filter(({ end }) => {
    const kept = end > reach;
    if (kept) reach = end;
    return kept;
  });
}
