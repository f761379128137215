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
    const users = listUsers(compiled);
    return (scan) => matchLists(scan, compiled, users);
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

/** For each word, the lists it can show, in ascending order. */
function listUsers(lists: readonly CompiledList<unknown>[]): Map<number, number[]> {
  const users = new Map<number, number[]>();
  lists.forEach((list, index) => {
    for (const word of new Set(list.entries.flat())) users.set(word, [...(users.get(word) ?? []), index]);
  });
  return users;
}

function matchLists<K>(
  found: WordScan,
  lists: readonly CompiledList<K>[],
  users: ReadonlyMap<number, number[]>,
): WordMatch<K>[] {
  const candidates = new Set<number>();
  for (const word of found.keys()) for (const list of users.get(word) ?? []) candidates.add(list);
  const matches: WordMatch<K>[] = [];
  for (const index of [...candidates].toSorted((a, b) => a - b)) {
    const spots = spotsOf(lists[index]!, found);
    if (spots.length > 0) matches.push({ key: lists[index]!.key, spots });
  }
  return matches;
}

function spotsOf(list: CompiledList<unknown>, found: WordScan): WordSpot[] {
  if (list.vetoes.some((word) => found.has(word))) return [];
  const covers = list.covers.flatMap((word) => found.get(word) ?? []);
  const open = (word: number) =>
    (found.get(word) ?? []).filter((spot) => !covers.some((cover) => within(spot, cover)));
  const spots = new Set<WordSpot>();
  for (const entry of list.entries) {
    if (!entry.every((word) => found.has(word))) continue;
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
