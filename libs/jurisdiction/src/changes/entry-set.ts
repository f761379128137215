import type { DirectoryKind, Profile } from '../schema/profile.js';
import { profileOf } from '../store/entries.js';
import { DIRECTORY_KINDS, nameOf, type Body } from './kinds.js';

/** An entry that stands in the directory. */
export interface StandingEntry {
  kind: DirectoryKind;
  key: string;
  revision: number;
  position: number;
  body: Body;
}

/** An entry put in place of what stands there; body null: removed. */
export interface Replacement {
  kind: DirectoryKind;
  key: string;
  body: Body | null;
}

/** The entries of a directory at one moment, in the order of their kinds. Immutable. */
export class EntrySet {
  private readonly byKind = new Map<DirectoryKind, Map<string, StandingEntry>>();

  constructor(entries: Iterable<StandingEntry>) {
    for (const kind of DIRECTORY_KINDS) this.byKind.set(kind, new Map());
    for (const entry of entries) this.byKind.get(entry.kind)?.set(entry.key, entry);
  }

  get(kind: DirectoryKind, key: string): StandingEntry | undefined {
    return this.byKind.get(kind)?.get(key);
  }

  of(kind: DirectoryKind): StandingEntry[] {
    return [...(this.byKind.get(kind)?.values() ?? [])];
  }

  nameOf(kind: DirectoryKind, key: string): string {
    const entry = this.get(kind, key);
    return entry ? nameOf(kind, key, entry.body) : key;
  }

  /** The entries after edits; new ones come last in their kind. */
  with(edits: readonly Replacement[]): EntrySet {
    const next = new EntrySet(DIRECTORY_KINDS.flatMap((kind) => this.of(kind)));
    for (const { kind, key, body } of edits) {
      const entries = next.byKind.get(kind) as Map<string, StandingEntry>;
      const old = entries.get(key);
      if (body === null) entries.delete(key);
      else
        entries.set(key, {
          kind,
          key,
          body,
          revision: (old?.revision ?? 0) + 1,
          position: old?.position ?? Infinity,
        });
    }
    return next;
  }

  /**
   * The profile they stand for; roster and sources stay empty.
   * @throws ZodError when a body does not fit its schema
   */
  profile(): Profile {
    return profileOf(DIRECTORY_KINDS.flatMap((kind) => this.of(kind).map(({ body }) => ({ kind, body }))));
  }
}
