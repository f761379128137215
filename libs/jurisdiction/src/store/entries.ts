import type { EntityManager } from 'typeorm';
import { profileFiles, type Profile } from '../schema/profile.js';

/** Kept elsewhere: people, encrypted, in `contact`; sources, with their state, in `source`. */
const ELSEWHERE = ['roster', 'sources'] as const;
/** Files that hold one object; one row each. */
const SINGLE = ['jurisdiction', 'levels', 'clocks'] as const;
type Elsewhere = (typeof ELSEWHERE)[number];
type Kind = Exclude<keyof Profile, Elsewhere>;

const isSingle = (kind: Kind): boolean => SINGLE.some((single) => single === kind);
const kinds = Object.keys(profileFiles).filter((key) => !ELSEWHERE.some((other) => other === key)) as Kind[];

export interface Entry {
  kind: string;
  key: string;
  position: number;
  body: unknown;
}

/** What an entry is called when somebody edits it; those without a name of their own go by their number. */
const named: Partial<Record<Kind, (entry: never) => string>> = {
  units: (entry: { name: string }) => entry.name,
  places: (entry: { code: string }) => entry.code,
  fields: (entry: { no: number }) => String(entry.no),
  topics: (entry: { no: number }) => String(entry.no),
  rules: (entry: { id: string }) => entry.id,
  exceptions: (entry: { key: string }) => entry.key,
  portfolios: (entry: { key: string }) => entry.key,
  deadlines: (entry: { id: string }) => entry.id,
  policies: (entry: { key: string }) => entry.key,
};

/** The rows of a profile, in the order of its files. */
export function entriesOf(profile: Profile): Entry[] {
  return kinds.flatMap((kind) => {
    if (isSingle(kind)) return [{ kind, key: kind, position: 0, body: profile[kind] }];
    const nameOf = named[kind];
    return (profile[kind] as unknown[]).map((body, position) => ({
      kind,
      key: nameOf ? nameOf(body as never) : String(position + 1),
      position,
      body,
    }));
  });
}

/**
 * The profile the rows stand for, checked against the schema of this version: a newer one may know settings that older
 * rows lack. Roster and sources stay empty.
 */
export function profileOf(rows: { kind: string; body: unknown }[]): Profile {
  const found = new Map<string, unknown[]>(kinds.map((kind) => [kind, []]));
  for (const { kind, body } of rows) found.get(kind)?.push(body);
  const raw = kinds.map((kind) => {
    const bodies = found.get(kind) ?? [];
    return [kind, profileFiles[kind].parse(isSingle(kind) ? bodies[0] : bodies)] as const;
  });
  return { ...Object.fromEntries(raw), roster: [], sources: [] } as unknown as Profile;
}

/** One statement for a whole profile of some thousand rows. */
export async function insertEntries(
  manager: EntityManager,
  jurisdictionId: string,
  entries: Entry[],
  at: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
     SELECT $1, kind, key, position, body, 'profile', $3
     FROM jsonb_to_recordset($2::jsonb) AS e(kind text, key text, position integer, body jsonb)`,
    [jurisdictionId, JSON.stringify(entries), at],
  );
}
