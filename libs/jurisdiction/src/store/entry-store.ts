import type { EntityManager } from 'typeorm';
import type { CheckedEdit } from '../changes/check-edits.js';
import { EntrySet, type StandingEntry } from '../changes/entry-set.js';
import { KINDS, type Body } from '../changes/kinds.js';
import type { DirectoryKind } from '../schema/profile.js';

/** The entries in force and the version they make, read by one statement. @throws Error when there is no such jurisdiction */
export async function readEntries(
  manager: EntityManager,
  jurisdictionId: string,
): Promise<{ entries: EntrySet; version: number }> {
  const rows: (StandingEntry & { version: number; kind: DirectoryKind | null })[] = await manager.query(
    `select j.directory_version as version, e.kind, e.key, e.revision, e.position, e.body
     from jurisdiction j
     left join directory_entry e on e.jurisdiction_id = j.id and e.replaced_at is null
     where j.id = $1 order by e.kind, e.position`,
    [jurisdictionId],
  );
  const [first] = rows;
  if (!first) throw new Error(`no jurisdiction ${jurisdictionId}`);
  return { entries: new EntrySet(rows.filter(({ kind }) => kind !== null)), version: first.version };
}

/** Held until the transaction ends: one change at a time, and none between its check and its effect. */
export async function lockDirectory(manager: EntityManager, jurisdictionId: string): Promise<void> {
  await manager.query('select 1 from jurisdiction where id = $1 for update', [jurisdictionId]);
}

/** Next numbers of kinds whose entries go by number: above any that was ever given, so that none is used twice. */
export async function nextNumbers(
  manager: EntityManager,
  jurisdictionId: string,
): Promise<(kind: DirectoryKind) => number> {
  const rows: { kind: DirectoryKind; last: number }[] = await manager.query(
    `select kind, max(key::int) as last from directory_entry
     where jurisdiction_id = $1 and key ~ '^[0-9]{1,9}$' group by kind`,
    [jurisdictionId],
  );
  const last = new Map(rows.map((row) => [row.kind, row.last]));
  return (kind) => {
    const next = (last.get(kind) ?? 0) + 1;
    if (KINDS[kind].keyPart === null) last.set(kind, next);
    return next;
  };
}

interface Made {
  kind: DirectoryKind;
  key: string;
  body: Body | null;
}

/**
 * Puts checked edits in force: the revisions they replace end, new ones begin, the version of the directory is raised.
 * The caller holds `lockDirectory`.
 * @returns the new version
 */
export async function writeEntries(
  manager: EntityManager,
  jurisdictionId: string,
  edits: readonly CheckedEdit[],
  { changeId, by, at }: { changeId: string; by: string; at: Date },
): Promise<number> {
  const made: Made[] = edits.map(({ kind, key, body }) => ({ kind, key, body }));
  const given = JSON.stringify(made);
  await manager.query(
    `update directory_entry e set replaced_at = $3, replaced_by = $4
     from jsonb_to_recordset($2::jsonb) as g(kind text, key text)
     where e.jurisdiction_id = $1 and e.kind = g.kind and e.key = g.key and e.replaced_at is null`,
    [jurisdictionId, given, at, changeId],
  );
  await manager.query(
    `insert into directory_entry
       (jurisdiction_id, kind, key, revision, position, body, changed_by, changed_at, change_id)
     select $1, g.kind, g.key, coalesce(own.revision, 0) + 1,
       coalesce(own.position, (select max(position) from directory_entry where jurisdiction_id = $1 and kind = g.kind), 0)
         + case when own.position is null then g.no else 0 end,
       g.body, $3, $4, $5
     from (select value->>'kind' as kind, value->>'key' as key, value->'body' as body, ordinality::int as no
           from jsonb_array_elements($2::jsonb) with ordinality) g
     left join lateral (select max(revision) as revision, max(position) as position from directory_entry
           where jurisdiction_id = $1 and kind = g.kind and key = g.key) own on true
     where g.body <> 'null'::jsonb`,
    [jurisdictionId, given, by, at, changeId],
  );
  const rows: [{ version: number }[], number] = await manager.query(
    `update jurisdiction set directory_version = directory_version + 1, name = coalesce($2, name)
     where id = $1 returning directory_version as version`,
    [jurisdictionId, edits.find(({ kind }) => kind === 'jurisdiction')?.body?.['name'] ?? null],
  );
  return rows[0][0]?.version ?? 0;
}
