import { plain } from './automaton.js';

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
  parts: readonly number[];
  near: boolean;
}

export interface CompiledList {
  /** Lists added together. */
  group: number;
  entries: readonly Entry[];
  /** Not-words that cover a spot, and those that rule the list out, by the numbers of the words. */
  covers: readonly number[];
  vetoes: readonly number[];
}

/** An entry, found by one of its parts. */
export interface Anchored {
  list: number;
  entry: Entry;
}

/**
 * The words of all lists of a book by number, and the parts they belong to. A part is a set of alternatives; the same
 * set is one part wherever it stands, so that a text marks each part once.
 */
export class Vocabulary {
  private readonly ids = new Map<string, number>();
  private readonly partIds = new Map<string, number>();
  /** Length of the shortest alternative of each part. */
  private readonly shortest: number[] = [];
  readonly lists: CompiledList[] = [];
  /** Parts of each word. */
  readonly partsOf: number[][] = [];
  /** Entries to try when a part is found. */
  readonly anchored: Anchored[][] = [];

  get words(): string[] {
    return [...this.ids.keys()];
  }

  add(list: WordList<unknown>, group: number): void {
    const entries = list.words.map((word) => this.entry(word)).filter(({ parts }) => parts.length > 0);
    const written = list.words.flatMap((word) => word.split(/[+~|]/u)).map(plain);
    const notWords = (list.notWords ?? []).map(plain);
    const covering = (notWord: string) => written.some((part) => part.length > 0 && notWord.includes(part));
    const compiled = {
      group,
      entries,
      covers: notWords.filter(covering).map((word) => this.idOf(word)),
      vetoes: notWords.filter((word) => !covering(word)).map((word) => this.idOf(word)),
    };
    const index = this.lists.push(compiled) - 1;
    for (const entry of entries) this.anchored[this.anchorOf(entry)]!.push({ list: index, entry });
  }

  private entry(word: string): Entry {
    const parts = word.split(/[+~]/u).map((part) => part.split('|').filter(Boolean));
    return {
      parts: parts.filter((part) => part.length > 0).map((part) => this.partOf(part)),
      near: word.includes('~'),
    };
  }

  private idOf(word: string): number {
    const key = plain(word.trim());
    const id = this.ids.get(key) ?? this.ids.size;
    if (id === this.ids.size) {
      this.ids.set(key, id);
      this.partsOf.push([]);
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
    for (const id of ids) this.partsOf[id]!.push(part);
    return part;
  }

  /** An entry of several parts waits for the part whose words are longest, since short ones (村, 死) stand in many texts. */
  private anchorOf({ parts }: Entry): number {
    return parts.reduce((a, b) => (this.shortest[b]! > this.shortest[a]! ? b : a));
  }
}
