import { Automaton, plain } from './automaton.js';

/** A list of words under one key: a topic, a circumstance, a kind of body. */
export interface WordList<K> {
  key: K;
  /** Each word alone shows the list; `a+b` needs all its parts in the text, in any order. */
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

interface CompiledList<K> {
  key: K;
  entries: number[][];
  covers: number[];
  vetoes: number[];
}

function compileList<K>(list: WordList<K>, idOf: (word: string) => number): CompiledList<K> {
  const entries = list.words.map((word) => word.split('+').filter(Boolean).map(idOf));
  const parts = list.words.flatMap((word) => word.split('+')).map(plain);
  const notWords = (list.notWords ?? []).map(plain);
  const covering = (notWord: string) => parts.some((part) => part.length > 0 && notWord.includes(part));
  return {
    key: list.key,
    entries: entries.filter((entry) => entry.length > 0),
    covers: notWords.filter(covering).map(idOf),
    vetoes: notWords.filter((notWord) => !covering(notWord)).map(idOf),
  };
}

interface Anchored {
  list: number;
  entry: readonly number[];
}

/**
 * The entries to try when a word is found. An entry of several parts waits for its longest, since short parts (村, 死)
 * stand in many texts.
 */
function anchors(lists: readonly CompiledList<unknown>[], lengths: (word: number) => number): Anchors {
  const byWord = new Map<number, Anchored[]>();
  lists.forEach(({ entries }, list) => {
    for (const entry of entries) {
      const anchor = entry.reduce((a, b) => (lengths(b) > lengths(a) ? b : a));
      const known = byWord.get(anchor);
      if (known) known.push({ list, entry });
      else byWord.set(anchor, [{ list, entry }]);
    }
  });
  return byWord;
}

type Anchors = ReadonlyMap<number, readonly Anchored[]>;

function matchLists<K>(found: WordScan, lists: readonly CompiledList<K>[], byWord: Anchors): WordMatch<K>[] {
  const shown = new Map<number, (readonly number[])[]>();
  for (const word of found.keys())
    for (const { list, entry } of byWord.get(word) ?? []) {
      if (entry.length > 1 && !entry.every((part) => found.has(part))) continue;
      const entries = shown.get(list);
      if (entries) entries.push(entry);
      else shown.set(list, [entry]);
    }
  const matches: WordMatch<K>[] = [];
  for (const index of [...shown.keys()].toSorted((a, b) => a - b)) {
    const spots = spotsOf(lists[index]!, shown.get(index)!, found);
    if (spots.length > 0) matches.push({ key: lists[index]!.key, spots });
  }
  return matches;
}

function spotsOf(
  list: CompiledList<unknown>,
  entries: readonly (readonly number[])[],
  found: WordScan,
): WordSpot[] {
  if (list.vetoes.some((word) => found.has(word))) return [];
  const covers = list.covers.flatMap((word) => found.get(word) ?? []);
  const open = (word: number) =>
    (found.get(word) ?? []).filter((spot) => !covers.some((cover) => within(spot, cover)));
  const spots = new Set<WordSpot>();
  for (const entry of entries) {
    const parts = entry.map(open);
    if (parts.every((part) => part.length > 0)) for (const spot of parts.flat()) spots.add(spot);
  }
  return longest([...spots]);
}

const within = (inner: WordSpot, outer: WordSpot): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** In order of the text, without spots that lie inside a longer one. */
function longest(spots: WordSpot[]): WordSpot[] {
  const sorted = spots.toSorted((a, b) => a.start - b.start || b.end - a.end);
  return sorted.filter((spot, i) => i === 0 || !sorted.slice(0, i).some((other) => within(spot, other)));
}
