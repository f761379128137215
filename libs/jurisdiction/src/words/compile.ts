import { plain } from './plain.js';
import { Trie } from './trie.js';

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

/** One word of a list: its parts, by their numbers. */
export interface Entry {
  list: number;
  parts: readonly number[];
  near: boolean;
}

/** Not-words that cover a spot, and those that rule the list out, by the numbers of the words. */
export interface NotWords {
  covers: readonly number[];
  vetoes: readonly number[];
}

/**
 * The words of all lists of a book by number, and the parts they belong to. A part is a set of alternatives; the same
 * set is one part wherever it stands, so that a text marks each part once.
 *
 * A name that shows its list by itself, as nearly all are, costs a few numbers: a city may bring hundreds of thousands.
 */
export class Vocabulary {
  readonly trie = new Trie();
  readonly keys: unknown[] = [];
  /** Lists added together, by list. */
  readonly groups: number[] = [];
  /** By list, for those that have any. */
  readonly notWords = new Map<number, NotWords>();
  /** Length of each word in UTF-16 units. */
  readonly lengths: number[] = [];
  /** Lists that a word shows by itself: the first by word, -1 for none, each then with the next. */
  readonly lone: number[] = [];
  readonly loneList: number[] = [];
  readonly loneNext: number[] = [];
  /** Parts of each word, null for words that no entry of several parts has. */
  readonly partsOf: (number[] | null)[] = [];
  /** Entries to try when a part is found. */
  readonly anchored: Entry[][] = [];
  private readonly partIds = new Map<string, number>();
  /** Length of the shortest alternative of each part. */
  private readonly shortest: number[] = [];

  add(list: WordList<unknown>, group: number): void {
    const index = this.keys.push(list.key) - 1;
    this.groups.push(group);
    for (const word of list.words) this.enter(word, index);
    if (!list.notWords || list.notWords.length === 0) return;
    const written = list.words.flatMap((word) => word.split(/[+~|]/u)).map(plain);
    const notWords = list.notWords.map(plain);
    const covering = (notWord: string) => written.some((part) => part.length > 0 && notWord.includes(part));
    this.notWords.set(index, {
      covers: notWords.filter(covering).map((word) => this.idOf(word)),
      vetoes: notWords.filter((word) => !covering(word)).map((word) => this.idOf(word)),
    });
  }

  private enter(word: string, list: number): void {
    if (!/[+~|]/u.test(word)) {
      if (word !== '') this.enterLone(this.idOf(word), list);
      return;
    }
    const parts = word
      .split(/[+~]/u)
      .map((part) => part.split('|').filter(Boolean))
      .filter((part) => part.length > 0);
    if (parts.length === 0) return;
    if (parts.length === 1) for (const alternative of parts[0]!) this.enterLone(this.idOf(alternative), list);
    else this.enterEntry({ list, parts: parts.map((part) => this.partOf(part)), near: word.includes('~') });
  }

  private enterLone(word: number, list: number): void {
    this.loneList.push(list);
    this.loneNext.push(this.lone[word]!);
    this.lone[word] = this.loneList.length - 1;
  }

  /** An entry of several parts waits for the part whose words are longest, since short ones (村, 死) stand in many texts. */
  private enterEntry(entry: Entry): void {
    const anchor = entry.parts.reduce((a, b) => (this.shortest[b]! > this.shortest[a]! ? b : a));
    this.anchored[anchor]!.push(entry);
  }

  private idOf(word: string): number {
    const text = plain(word.trim());
    const next = this.lengths.length;
    // What is blank gets a number that no text ever shows.
    const id = text === '' ? next : this.trie.add(text, next);
    if (id === next) {
      this.lengths.push(text.length);
      this.lone.push(-1);
      this.partsOf.push(null);
    }
    return id;
  }

  private partOf(alternatives: readonly string[]): number {
    const ids = [...new Set(alternatives.map((word) => this.idOf(word)))].toSorted((a, b) => a - b);
    const key = ids.join();
    const known = this.partIds.get(key);
    if (known !== undefined) return known;
    const part = this.anchored.push([]) - 1;
    this.partIds.set(key, part);
    this.shortest.push(Math.min(...alternatives.map((word) => word.trim().length)));
    for (const id of ids) (this.partsOf[id] ??= []).push(part);
    return part;
  }
}
