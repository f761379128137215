import { comparable, itemKey, parseFeed } from '#collect';
import { IncidentIndex, type FieldModel } from '#judge';
import type { WordMatcher } from '#jurisdiction';

/** What the chain looks things up in. */
export interface Lookups {
  words: WordMatcher<string>;
  places: WordMatcher<string>;
  fields: FieldModel;
}

/**
 * The steps that any monitor of the kind has, in the parts the product itself uses: parse a feed, normalise, key, fields, words,
 * places, near-duplicates and incident. What pipeline.md states 207 to 227 µs for.
 */
export class Chain {
  private readonly index = new IncidentIndex();
  private readonly seen = new Set<string>();
  private incidents = 0;
  duplicates = 0;
  relevant = 0;

  constructor(private readonly lookups: Lookups) {}

  take(document: Buffer): void {
    for (const { id, title, text, publishedAt } of parseFeed(document).items) {
      const key = itemKey(comparable(title), comparable(text)).toString('latin1');
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      const full = `${title}\n${text}`;
      const [field] = this.lookups.fields.classify(full);
      const topics = this.lookups.words.match(full).length > 0 && field ? [field.name] : [];
      const places = this.placesIn(full);
      this.file({
        id,
        title,
        text,
        at: new Date(publishedAt ?? 0),
        places,
        localities: [],
        bodies: [],
        topics,
      });
    }
  }

  private placesIn(text: string): string[] {
    const words = this.lookups.places.match(text).flatMap(({ spots }) => spots.map(({ word }) => word));
    this.relevant += words.length > 0 ? 1 : 0;
    return [...new Set(words)].slice(0, 3);
  }

  private file(entry: Parameters<IncidentIndex['find']>[0]): void {
    const { incidentId, duplicateOf } = this.index.find(entry);
    if (duplicateOf) this.duplicates += 1;
    this.index.add(entry, incidentId ?? `i${this.incidents++}`, duplicateOf);
  }
}
