import type { EntityManager } from 'typeorm';
import { DIRECTORY_KINDS, KINDS, keyOf, type Body } from '../changes/kinds.js';
import { profileFiles, type DirectoryKind, type Profile } from '../schema/profile.js';

const isSingle = (kind: DirectoryKind): boolean => KINDS[kind].single;

export interface Entry {
  kind: string;
  key: string;
  position: number;
  body: unknown;
}

/** The rows of a profile, in the order of its files. */
export function entriesOf(profile: Profile): Entry[] {
  return DIRECTORY_KINDS.flatMap((kind): Entry[] => {
    if (isSingle(kind)) return [{ kind, key: kind, position: 0, body: profile[kind] }];
    return (profile[kind] as Body[]).map((body, position) => ({
      kind,
      key: keyOf(kind, body) ?? String(position + 1),
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
  const found = new Map<string, unknown[]>(DIRECTORY_KINDS.map((kind) => [kind, []]));
  for (const { kind, body } of rows) found.get(kind)?.push(body);
  const raw = DIRECTORY_KINDS.map((kind) => {
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
