import { CopyIndex, copyText, wordingSimilarity, type Alike, type CopyText } from '../similar/copies.js';
import { normaliseUrl } from '../similar/normalise.js';
import { difference } from '../similar/veto.js';
import { Boilerplate } from './boilerplate.js';
import { circumstancesOf } from './entry.js';
import { chorus } from './chorus.js';
import { closeness, likeness, sharedBy, type Circumstances } from './likeness.js';
import type { Found, IndexEntry, IndexOptions, LookupHit, NearItem, Suggestion } from './types.js';
import { TextFeatureMaker, type TextFeatures } from './text-features.js';
import type { Near } from './compared.js';
import { TextPostings } from './text-postings.js';

interface Kept extends Circumstances {
  id: string;
  incident: string;
  /** First item of its kind, and where it is kept. */
  original: string;
  originalSlot: number;
  url: string | null;
}

interface Prepared {
  features: TextFeatures;
  copy: CopyText;
  about: Circumstances;
  url: string | null;
}

const LEAST_COSINE = 0.03;
const COPY_COSINE = 0.3;
const MOST_SUGGESTIONS = 3;

/**
 * Which incident an item belongs to, one item at a time in the order of arrival. Pure and deterministic: the same
 * entries in the same order give the same answer. One writer owns the index of a jurisdiction.
 */
export class IncidentIndex {
  private readonly options: IndexOptions;
  private readonly maker: TextFeatureMaker;
  private readonly boilerplate: Boilerplate;
  private readonly postings: TextPostings;
  private readonly copies: CopyIndex;
  private readonly kept: (Kept | undefined)[];
  private readonly sizes = new Map<string, number>();
  private readonly mergedInto = new Map<string, string>();
  private readonly links = new Map<string, number>();
  /** Where the items are kept, by id. */
  private readonly slots = new Map<string, number>();
  private prepared: { entry: IndexEntry; value: Prepared } | null = null;
  private sequence: number;

  constructor(options: Partial<IndexOptions> = {}) {
    this.options = { window: 30_000, merge: 0.108, suggest: 0.08, before: 0, ...options };
    this.sequence = this.options.before;
    this.maker = new TextFeatureMaker(this.sequence);
    this.boilerplate = new Boilerplate(this.sequence);
    this.postings = new TextPostings(this.options.window);
    this.copies = new CopyIndex(this.options.window);
    this.kept = [];
  }

  /** Where the item belongs; changes nothing. */
  find(entry: IndexEntry): Found {
    const prepared = this.prepare(entry);
    const near = this.postings.similar(prepared.features, LEAST_COSINE);
    const alike = this.copies.alike(
      prepared.copy,
      near.filter(({ cosine }) => cosine >= COPY_COSINE).map(({ slot }) => slot),
    );
    const copy = this.bestCopy(prepared, alike);
    const templates = new Set(alike.filter(({ isTemplate }) => isTemplate).map(({ slot }) => slot));
    const ranked = copy ? [] : this.rank(prepared, near, templates);
    const [best] = ranked;
    const joins = best && best.similarity >= this.options.merge ? best.incidentId : null;
    const incidentId =
      entry.forcedIncident ?? copy?.incident ?? this.byLink(prepared)?.incident ?? joins ?? null;
    return {
      duplicateOf: copy?.original ?? null,
      duplicateIn: copy ? this.survivor(copy.incident) : null,
      incidentId: incidentId === null ? null : this.survivor(incidentId),
      suggestions: ranked
        .filter((one) => one.similarity >= this.options.suggest && one.incidentId !== incidentId)
        .slice(0, MOST_SUGGESTIONS),
    };
  }

  /** Puts the item into the index as part of that incident. */
  add(entry: IndexEntry, incidentId: string, duplicateOf: string | null = null): void {
    const prepared = this.prepare(entry);
    const slot = this.sequence % this.options.window;
    this.forget(slot);
    this.postings.add(this.sequence, prepared.features);
    this.copies.add(this.sequence, prepared.copy);
    this.weigh(entry);
    const incident = this.survivor(incidentId);
    const { url, about } = prepared;
    const originalSlot = (duplicateOf === null ? slot : this.slots.get(duplicateOf)) ?? slot;
    this.kept[slot] = {
      id: entry.id,
      incident,
      original: duplicateOf ?? entry.id,
      originalSlot,
      url,
      ...about,
    };
    this.slots.set(entry.id, slot);
    this.sizes.set(incident, (this.sizes.get(incident) ?? 0) + 1);
    if (url) this.links.set(url, slot);
    this.sequence++;
    this.prepared = null;
  }

  /** An item that is out of the window by now: an index that is rebuilt learns its words and forgets it. */
  learn(entry: IndexEntry): void {
    this.forget(this.sequence % this.options.window);
    this.weigh(entry);
    this.sequence++;
    this.prepared = null;
  }

  private weigh({ title, text, names }: IndexEntry): void {
    this.maker.learn(without(title, names), without(text, names));
    this.boilerplate.learn(title, text);
  }

  /** For manual entry, as one types: incidents that a text or link may belong to, the nearest first. */
  lookup(text: string, url?: string): LookupHit[] {
    const copy = copyText('', text);
    const found = new Map<string, LookupHit>();
    const keep = (incident: string, similarity: number, sameLink: boolean) => {
      const incidentId = this.survivor(incident);
      const before = found.get(incidentId);
      if (!before || similarity > before.similarity)
        found.set(incidentId, { incidentId, similarity, sameLink: sameLink || (before?.sameLink ?? false) });
    };
    const link = this.keptByLink(url ? normaliseUrl(url) : null);
    if (link) keep(link.incident, 1, true);
    const features = this.maker.make('', text);
    for (const { slot, cosine } of this.postings.similar(features, this.options.suggest)) {
      const kept = this.kept[slot];
      const other = this.copies.text(slot);
      if (kept && other) keep(kept.incident, Math.max(cosine, wordingSimilarity(copy, other)), false);
    }
    return [...found.values()].sort(nearestFirst).slice(0, 5).map(rounded);
  }

  /** Likeness from which an item joins, and from which it is suggested. */
  get thresholds(): Readonly<Pick<IndexOptions, 'merge' | 'suggest'>> {
    return this.options;
  }

  /** How like the nearest kept items are to this one, itself left out, copies too; changes nothing. */
  likes(entry: IndexEntry): NearItem[] {
    const { features, about } = this.prepare(entry);
    return this.postings.similar(features, LEAST_COSINE).flatMap(({ slot, wording, subject }) => {
      const kept = this.kept[slot];
      if (!kept || kept.id === entry.id) return [];
      const like = likeness(about, kept, closeness(wording, subject));
      const incidentId = this.survivor(kept.incident);
      return like > 0
        ? [{ itemId: kept.id, incidentId, likeness: like, wording, subject, shared: sharedBy(about, kept) }]
        : [];
    });
  }

  /** Items kept of an incident, 1 where none is. */
  sizeOf(incident: string): number {
    return this.sizes.get(incident) ?? 1;
  }

  /** The incident an item is kept in; null where it is not kept. */
  homeOf(itemId: string): string | null {
    const kept = this.kept[this.slots.get(itemId) ?? -1];
    return kept?.id === itemId ? this.survivor(kept.incident) : null;
  }

  /** Persons put these items elsewhere: what is found in them counts for the incident they are in by now. */
  regroup(placed: readonly { itemId: string; incidentId: string }[]): void {
    const homes = new Map(placed.map(({ itemId, incidentId }) => [itemId, incidentId]));
    for (const kept of this.kept) {
      const home = kept && homes.get(kept.id);
      if (!home || home === kept.incident) continue;
      const left = (this.sizes.get(kept.incident) ?? 1) - 1;
      if (left > 0) this.sizes.set(kept.incident, left);
      else this.sizes.delete(kept.incident);
      kept.incident = home;
      this.sizes.set(home, (this.sizes.get(home) ?? 0) + 1);
    }
  }

  /** Whether an item of it is still kept; no other incident is ever found again. */
  holds(incident: string): boolean {
    return this.sizes.has(this.survivor(incident));
  }

  /** A person put two incidents together: what is found in `from` counts as `into`. */
  merge(from: string, into: string): void {
    const target = this.survivor(into);
    const source = this.survivor(from);
    if (target === source) return;
    this.mergedInto.set(source, target);
    this.sizes.set(target, (this.sizes.get(target) ?? 0) + (this.sizes.get(source) ?? 0));
    this.sizes.delete(source);
  }

  private prepare(entry: IndexEntry): Prepared {
    if (this.prepared?.entry === entry) return this.prepared.value;
    const text = this.boilerplate.strip(entry.text);
    const value = {
      features: this.maker.make(without(entry.title, entry.names), without(text, entry.names)),
      copy: copyText(entry.title, text),
      about: circumstancesOf(entry),
      url: entry.url ? normaliseUrl(entry.url) : null,
    };
    this.prepared = { entry, value };
    return value;
  }

  private bestCopy({ about, copy }: Prepared, alike: readonly Alike[]): Kept | null {
    let best: Kept | null = null;
    let most = 0;
    for (const { slot, similarity, isCopy } of alike) {
      const kept = this.kept[slot];
      if (!isCopy || similarity <= most || !kept || likeness(about, kept, 1) === 0) continue;
      if (!this.agrees(copy, slot, kept)) continue;
      most = similarity;
      best = kept;
    }
    return best;
  }

  /** A copy of a copy agrees with the first as well: the one between may have lost the name that tells them apart. */
  private agrees(copy: CopyText, slot: number, { original, originalSlot }: Kept): boolean {
    const first = originalSlot !== slot && this.kept[originalSlot]?.id === original;
    const text = first ? this.copies.text(originalSlot) : undefined;
    return !text || !difference(copy.normal, text.normal).exchanged;
  }

  private rank({ about }: Prepared, near: Near[], templates: Set<number>): Suggestion[] {
    const voices = new Map<string, number[]>();
    for (const { slot, wording, subject } of near) {
      const kept = this.kept[slot];
      if (!kept || templates.has(slot)) continue;
      const like = likeness(about, kept, closeness(wording, subject));
      if (like === 0) continue;
      const incident = this.survivor(kept.incident);
      const list = voices.get(incident);
      if (list) list.push(like);
      else voices.set(incident, [like]);
    }
    return [...voices]
      .map(([incidentId, likes]) => ({ incidentId, similarity: chorus(likes, this.sizeOf(incidentId)) }))
      .sort(nearestFirst)
      .map(rounded);
  }

  private byLink({ about, url }: Prepared): Kept | null {
    const kept = this.keptByLink(url);
    return kept && likeness(about, kept, 1) > 0 ? kept : null;
  }

  private keptByLink(url: string | null): Kept | null {
    const slot = url === null ? undefined : this.links.get(url);
    const kept = slot === undefined ? undefined : this.kept[slot];
    return kept && kept.url === url ? kept : null;
  }

  private forget(slot: number): void {
    const old = this.kept[slot];
    if (!old) return;
    const incident = this.survivor(old.incident);
    const left = (this.sizes.get(incident) ?? 1) - 1;
    if (left > 0) this.sizes.set(incident, left);
    else this.sizes.delete(incident);
    if (old.url && this.links.get(old.url) === slot) this.links.delete(old.url);
    if (this.slots.get(old.id) === slot) this.slots.delete(old.id);
  }

  private survivor(incident: string): string {
    let id = incident;
    for (let next = this.mergedInto.get(id); next !== undefined; next = this.mergedInto.get(id)) id = next;
    return id;
  }
}

const without = (text: string, names: readonly string[] = []): string =>
  names.reduce((rest, name) => rest.replaceAll(name, ' '), text);

const nearestFirst = (a: Suggestion, b: Suggestion) =>
  b.similarity - a.similarity || (a.incidentId < b.incidentId ? -1 : 1);

const rounded = <T extends Suggestion>(one: T): T => ({
  ...one,
  similarity: Math.round(one.similarity * 1000) / 1000,
});
