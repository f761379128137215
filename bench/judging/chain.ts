import { comparable, itemKey, parseFeed } from '#collect';
import { IncidentIndex, type FieldModel } from '#judge';
import type { WordMatcher } from '#jurisdiction';

/** What the chain looks things up in. */
export interface Lookups {
  words: WordMatcher<string>;
  places: WordMatcher<string>;
  fields: FieldModel;
}

/** A letter of a document that was not seen before, with what each step adds to it. */
interface Fresh {
  id: string;
  title: string;
  text: string;
  at: Date;
  full: string;
  topics: string[];
  places: string[];
}

type Entry = ReturnType<typeof parseFeed>['items'][number];

/**
 * The steps that any monitor of the kind has, in the parts the product itself uses: parse a feed, normalise, key, fields, words,
 * places, near-duplicates and incident. What pipeline.md states 207 to 227 µs for. As in the Python chain a step takes all letters
 * of a document before the next one begins, so that its tables are fetched once a document; incidents alone go letter by letter.
 */
export class Chain {
  private readonly index = new IncidentIndex();
  private readonly seen = new Set<string>();
  private incidents = 0;
  duplicates = 0;
  relevant = 0;

  constructor(private readonly lookups: Lookups) {}

  take(document: Buffer): void {
    const { fields, words, places } = this.lookups;
    const fresh = parseFeed(document)
      .items.filter((item) => this.isFresh(item))
      .map(freshOf);
    for (const letter of fresh)
      letter.topics = fields
        .classify(letter.full)
        .slice(0, 1)
        .map(({ name }) => name);
    for (const letter of fresh) if (words.match(letter.full).length === 0) letter.topics = [];
    for (const letter of fresh) {
      const found = places.match(letter.full).flatMap(({ spots }) => spots.map(({ word }) => word));
      letter.places = [...new Set(found)].slice(0, 3);
      if (found.length > 0) this.relevant += 1;
    }
    for (const letter of fresh) this.file(letter);
  }

  private isFresh({ title, text }: Entry): boolean {
    const key = itemKey(comparable(title), comparable(text)).toString('latin1');
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  private file({ id, title, text, at, topics, places }: Fresh): void {
    const entry = { id, title, text, at, places, localities: [], bodies: [], topics };
    const { incidentId, duplicateOf } = this.index.find(entry);
    if (duplicateOf) this.duplicates += 1;
    this.index.add(entry, incidentId ?? `i${this.incidents++}`, duplicateOf);
  }
}

const freshOf = ({ id, title, text, publishedAt }: Entry): Fresh => ({
  id,
  title,
  text,
  at: new Date(publishedAt ?? 0),
  full: `${title}\n${text}`,
  topics: [],
  places: [],
});
