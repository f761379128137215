import { Automaton, plain } from './automaton.js';

/** A list of words under one key: a topic, a circumstance, a kind of body. */
export interface WordList<K> {
  key: K;
  /**
   * Each word alone shows the list. `a+b` needs all its parts in the text, `a~b` within `NEAR` characters of each other,
   * in any order; a part may name alternatives: `小学|中学~呕吐|腹泻`.
   */
  words: readonly string[];
  /**
   * A not-word that contains a word of the list only covers that spot ("不停电" for "停电"); any other not-word rules
   * the whole list out.
   */
  notWords?: readonly string[];
}

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

/** The words of a book found in one text; its matchers read from it. */
export type WordScan = ReadonlyMap<number, WordSpot[]>;

/**
 * Word lists of several kinds that share one automaton, so that a text is read once for all of them. Add every list
 * before the first scan.
 */
export class WordBook {
  private readonly ids = new Map<string, number>();
  private automaton: Automaton | null = null;

  /** @returns what finds these lists in a scan, in the order given. @throws Error after the first scan. */
  add<K>(lists: readonly WordList<K>[]): (scan: WordScan) => WordMatch<K>[] {
    if (this.automaton) throw new Error('all lists must be added before the first scan');
    const compiled = lists.map((list) => compileList(list, (word) => this.idOf(word)));
    const lengths = [...this.ids.keys()].map((word) => word.length);
    const byWord = anchors(compiled, (word) => lengths[word] ?? 0);
    return (scan) => matchLists(scan, compiled, byWord);
  }

  scan(text: string): WordScan {
    const automaton = (this.automaton ??= new Automaton([...this.ids.keys()]));
    const found = new Map<number, WordSpot[]>();
    automaton.scan(text, (word, end) => {
      const start = end - automaton.lengths[word]!;
      const spot = { word: text.slice(start, end), start, end };
      const spots = found.get(word);
      if (spots) spots.push(spot);
      else found.set(word, [spot]);
    });
    return found;
  }

  private idOf(word: string): number {
    const key = plain(word.trim());
    const id = this.ids.get(key) ?? this.ids.size;
    this.ids.set(key, id);
    return id;
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

/** One word of a list: its parts, each with its alternatives. */
interface Entry {
  parts: number[][];
  near: boolean;
}

interface CompiledList<K> {
  key: K;
  entries: Entry[];
  covers: number[];
  vetoes: number[];
}

function compileList<K>(list: WordList<K>, idOf: (word: string) => number): CompiledList<K> {
  const entries = list.words.map((word) => compileEntry(word, idOf));
  const parts = list.words.flatMap((word) => word.split(/[+~|]/u)).map(plain);
  const notWords = (list.notWords ?? []).map(plain);
  const covering = (notWord: string) => parts.some((part) => part.length > 0 && notWord.includes(part));
  return {
    key: list.key,
    entries: entries.filter(({ parts }) => parts.length > 0),
    covers: notWords.filter(covering).map(idOf),
    vetoes: notWords.filter((notWord) => !covering(notWord)).map(idOf),
  };
}

function compileEntry(word: string, idOf: (word: string) => number): Entry {
  const parts = word.split(/[+~]/u).map((part) => part.split('|').filter(Boolean));
  return {
    parts: parts.filter((part) => part.length > 0).map((part) => part.map(idOf)),
    near: word.includes('~'),
  };
}

interface Anchored {
  list: number;
  entry: Entry;
}

/**
 * The entries to try when a word is found. An entry of several parts waits for the part whose words are longest, since
 * short ones (村, 死) stand in many texts.
 */
function anchors(lists: readonly CompiledList<unknown>[], lengths: (word: number) => number): Anchors {
  const byWord = new Map<number, Anchored[]>();
  lists.forEach(({ entries }, list) => {
    for (const entry of entries) {
      const shortest = (part: readonly number[]) => Math.min(...part.map(lengths));
      const anchor = entry.parts.reduce((a, b) => (shortest(b) > shortest(a) ? b : a));
      for (const word of anchor) {
        const known = byWord.get(word);
        if (known) known.push({ list, entry });
        else byWord.set(word, [{ list, entry }]);
      }
    }
  });
  return byWord;
}

type Anchors = ReadonlyMap<number, readonly Anchored[]>;

function matchLists<K>(found: WordScan, lists: readonly CompiledList<K>[], byWord: Anchors): WordMatch<K>[] {
  const shown = new Map<number, Set<Entry>>();
  for (const word of found.keys())
    for (const { list, entry } of byWord.get(word) ?? []) {
      const { parts } = entry;
      if (parts.length > 1 && !parts.every((part) => part.some((one) => found.has(one)))) continue;
      const entries = shown.get(list);
      if (entries) entries.add(entry);
      else shown.set(list, new Set([entry]));
    }
  const matches: WordMatch<K>[] = [];
  for (const index of [...shown.keys()].toSorted((a, b) => a - b)) {
    const spots = spotsOf(lists[index]!, shown.get(index)!, found);
    if (spots.length > 0) matches.push({ key: lists[index]!.key, spots });
  }
  return matches;
}

function spotsOf(list: CompiledList<unknown>, entries: ReadonlySet<Entry>, found: WordScan): WordSpot[] {
  if (list.vetoes.some((word) => found.has(word))) return [];
  const covers = list.covers.flatMap((word) => found.get(word) ?? []);
  const open = (word: number) =>
    (found.get(word) ?? []).filter((spot) => !covers.some((cover) => within(spot, cover)));
  const spots = new Set<WordSpot>();
  for (const entry of entries) {
    const parts = entry.parts.map((part) => part.flatMap(open));
    for (const spot of entry.near ? together(parts) : apart(parts)) spots.add(spot);
  }
  return longest([...spots]);
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
  const sorted = spots.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter((spot, i) => i === 0 || !sorted.slice(0, i).some((other) => within(spot, other)));
}
