import { copyText, type CopyText } from '../similar/copies.js';
import { normaliseUrl } from '../similar/normalise.js';
import { Boilerplate } from './boilerplate.js';
import { circumstancesOf } from './entry.js';
import type { Circumstances } from './likeness.js';
import { TextFeatureMaker, type TextFeatures } from './text-features.js';
import type { IndexEntry } from './types.js';

/** An item as the index compares it. */
export interface ReadItem {
  features: TextFeatures;
  copy: CopyText;
  about: Circumstances;
  url: string | null;
}

interface Read extends ReadItem {
  entry: IndexEntry;
  /** Title and text without the names of places; null where a recurring clause was left out of the text. */
  title: string;
  whole: string | null;
}

/**
 * Reads items as the index compares them, by what it has learned from those before. The item read last is kept, for it is
 * looked for first and put in then; what was read before it holds no longer.
 */
export class ItemReader {
  private readonly maker: TextFeatureMaker;
  private readonly boilerplate: Boilerplate;
  private last: Read | null = null;

  /** @param before items that came before the first one read here */
  constructor(before: number) {
    this.maker = new TextFeatureMaker(before);
    this.boilerplate = new Boilerplate(before);
  }

  read(entry: IndexEntry): ReadItem {
    if (this.last?.entry === entry) return this.last;
    const kept = this.boilerplate.strip(entry.text);
    const title = without(entry.title, entry.names);
    const text = without(kept, entry.names);
    this.last = {
      entry,
      title,
      whole: kept === entry.text ? text : null,
      features: this.maker.make(title, text),
      copy: copyText(entry.title, kept),
      about: circumstancesOf(entry),
      url: entry.url ? normaliseUrl(entry.url) : null,
    };
    return this.last;
  }

  /** Features of a text that is no item. */
  readText(text: string): TextFeatures {
    this.last = null;
    return this.maker.make('', text);
  }

  /** Counts an item among those that words are weighed by. */
  learn(entry: IndexEntry): void {
    const known = this.last?.entry === entry ? this.last : null;
    const { title, text, names } = entry;
    this.maker.learn(known?.title ?? without(title, names), known?.whole ?? without(text, names));
    this.boilerplate.learn(title, text);
    this.last = null;
  }
}

const without = (text: string, names: readonly string[] = []): string =>
  names.reduce((rest, name) => rest.replaceAll(name, ' '), text);
