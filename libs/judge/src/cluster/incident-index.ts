import { copyText, wordingSimilarity, type Alike } from '../similar/copies.js';
import { CopyFamilies, type Copied } from '../similar/copy-families.js';
import { normaliseUrl } from '../similar/normalise.js';
import { ItemReader, type ReadItem } from './item-reader.js';
import { KeptItems } from './kept-items.js';
import { closeness, likeness, sharedBy } from './likeness.js';
import { nearestFirst, rank, rounded } from './rank.js';
import type { Found, IndexEntry, IndexOptions, LookupHit, NearItem, Suggestion } from './types.js';
import { TextPostings, type Near } from './text-postings.js';

const LEAST_COSINE = 0.03;
const COPY_COSINE = 0.1;
const MOST_SUGGESTIONS = 3;

/**
 * Which incident an item belongs to, one item at a time in the order of arrival. Pure and deterministic: the same
 * entries in the same order give the same answer. One writer owns the index of a jurisdiction.
 */
export class IncidentIndex {
  private readonly options: IndexOptions;
  private readonly reader: ItemReader;
  private readonly postings: TextPostings;
  private readonly copies: CopyFamilies;
  private readonly items: KeptItems;
  private sequence: number;

  constructor(options: Partial<IndexOptions> = {}) {
    this.options = { window: 30_000, merge: 0.108, suggest: 0.08, before: 0, ...options };
    this.sequence = this.options.before;
    this.reader = new ItemReader(this.sequence);
    this.postings = new TextPostings(this.options.window);
    this.copies = new CopyFamilies(this.options.window, this.options.before);
    this.items = new KeptItems(this.options.window);
  }

  /** Where the item belongs; changes nothing. */
  find(entry: IndexEntry): Found {
    const item = this.reader.read(entry);
    const near = this.postings.find(item.features, LEAST_COSINE);
    const alike = this.copies.alike(item.copy, likeCopies(near));
    const copy = this.copyOf(item, alike);
    const ranked = copy ? [] : this.rank(item, near, alike);
    const [best] = ranked;
    const joins = best && best.similarity >= this.options.merge ? best.incidentId : null;
    const incidentId =
      entry.forcedIncident ?? this.incidentAt(copy?.slot) ?? this.incidentAt(this.slotByLink(item)) ?? joins;
    return {
      duplicateOf: copy?.first ?? null,
      alsoCopiesOf: copy?.also ?? [],
      duplicateIn: this.incidentAt(copy?.slot),
      incidentId: incidentId === null ? null : this.items.incidents.survivor(incidentId),
      suggestions: ranked
        .filter((one) => one.similarity >= this.options.suggest && one.incidentId !== incidentId)
        .slice(0, MOST_SUGGESTIONS),
    };
  }

  /**
   * Puts the item into the index as part of that incident.
   * @param alsoCopiesOf as found; none where what they are copies of stands in another incident
   */
  add(
    entry: IndexEntry,
    incidentId: string,
    duplicateOf: string | null = null,
    alsoCopiesOf: readonly string[] = [],
  ): void {
    const { features, copy, url, about } = this.reader.read(entry);
    const slot = this.sequence % this.options.window;
    this.postings.add(this.sequence, features);
    this.copies.add(this.sequence, entry.id, copy, duplicateOf, alsoCopiesOf);
    this.reader.learn(entry);
    this.items.put(slot, incidentId, { id: entry.id, url, ...about });
    this.sequence++;
  }

  /** An item that is out of the window by now: an index that is rebuilt learns its words and forgets it. */
  learn(entry: IndexEntry, duplicateOf: string | null = null): void {
    const slot = this.sequence % this.options.window;
    this.items.drop(slot);
    this.copies.drop(slot);
    this.copies.learn(this.reader.read(entry).copy, duplicateOf);
    this.reader.learn(entry);
    this.sequence++;
  }

  /** For manual entry, as one types: incidents that a text or link may belong to, the nearest first. */
  lookup(text: string, url?: string): LookupHit[] {
    const copy = copyText('', text);
    const found = new Map<string, LookupHit>();
    const keep = (slot: number, similarity: number, sameLink: boolean) => {
      const incidentId = this.items.incidentAt(slot);
      const before = found.get(incidentId);
      if (!before || similarity > before.similarity)
        found.set(incidentId, { incidentId, similarity, sameLink: sameLink || (before?.sameLink ?? false) });
    };
    const link = this.items.slotOfLink(url ? normaliseUrl(url) : null);
    if (link !== undefined) keep(link, 1, true);
    const near = this.postings.find(this.reader.readText(text), this.options.suggest);
    for (let i = 0; i < near.count; i++) {
      const slot = near.slots[i]!;
      const other = this.copies.text(slot);
      if (this.items.at(slot) && other)
        keep(slot, Math.max(near.cosines[i]!, wordingSimilarity(copy, other)), false);
    }
    return [...found.values()].sort(nearestFirst).slice(0, 5).map(rounded);
  }

  /** Likeness from which an item joins, and from which it is suggested. */
  get thresholds(): Readonly<Pick<IndexOptions, 'merge' | 'suggest'>> {
    return this.options;
  }

  /** How like the nearest kept items are to this one, itself left out, copies too; changes nothing. */
  likes(entry: IndexEntry): NearItem[] {
    const { features, about } = this.reader.read(entry);
    const { count, slots } = this.postings.find(features, LEAST_COSINE);
    const { compared } = this.postings;
    compared.compareWith(features);
    const found: NearItem[] = [];
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!;
      const kept = this.items.at(slot);
      if (!kept || kept.id === entry.id) continue;
      const [wording, subject] = [compared.wording(slot), compared.subject(slot)];
      const like = likeness(about, kept, closeness(wording, subject));
      const incidentId = this.items.incidentAt(slot);
      if (like > 0)
        found.push({
          itemId: kept.id,
          incidentId,
          likeness: like,
          wording,
          subject,
          shared: sharedBy(about, kept),
        });
    }
    return found;
  }

  /** Items kept of an incident, 1 where none is. */
  sizeOf(incident: string): number {
    return this.items.incidents.size(incident) || 1;
  }

  /** The incident an item is kept in; null where it is not kept. */
  homeOf(itemId: string): string | null {
    return this.incidentAt(this.items.slotOf(itemId));
  }

  /** Persons put these items elsewhere: what is found in them counts for the incident they are in by now. */
  regroup(placed: readonly { itemId: string; incidentId: string }[]): void {
    for (const { itemId, incidentId } of placed) {
      const slot = this.items.slotOf(itemId);
      if (slot !== undefined) this.items.incidents.put(slot, incidentId);
    }
  }

  /** Whether an item of it is still kept; no other incident is ever found again. */
  holds(incident: string): boolean {
    return this.items.incidents.size(incident) > 0;
  }

  /** A person put two incidents together: what is found in `from` counts as `into`. */
  merge(from: string, into: string): void {
    this.items.incidents.merge(from, into);
  }

  private copyOf({ about, copy }: ReadItem, alike: readonly Alike[]): Copied | null {
    const fits = (slot: number) => {
      const kept = this.items.at(slot);
      return kept !== undefined && likeness(about, kept, 1) > 0;
    };
    const together = (slot: number, other: number) => this.incidentAt(slot) === this.incidentAt(other);
    return this.copies.find(copy, alike, fits, together);
  }

  private rank({ features, about }: ReadItem, near: Near, alike: readonly Alike[]): Suggestion[] {
    const templates = alike.filter(({ isTemplate }) => isTemplate).map(({ slot }) => slot);
    const { compared } = this.postings;
    this.items.circumstances.compareWith(about);
    compared.compareWith(features);
    const { merge, suggest } = this.options;
    return rank(this.items, compared, near, templates, Math.min(merge, suggest));
  }

  private slotByLink({ about, url }: ReadItem): number | undefined {
    const slot = this.items.slotOfLink(url);
    const kept = slot === undefined ? undefined : this.items.at(slot);
    return kept && likeness(about, kept, 1) > 0 ? slot : undefined;
  }

  private incidentAt(slot: number | undefined): string | null {
    return slot === undefined ? null : this.items.incidentAt(slot);
  }
}

/** Slots whose wording is so near that the texts may be one. */
function likeCopies({ count, slots, cosines }: Near): number[] {
  const found: number[] = [];
  for (let i = 0; i < count && cosines[i]! >= COPY_COSINE; i++) found.push(slots[i]!);
  return found;
}
