import type { EntityManager } from 'typeorm';

/** Something out of bounds, as a check saw it. */
export interface Seen {
  kind: string;
  id: string;
  incident: string | null;
  rehearsal: boolean;
  since: Date;
}

/** A finding as it stands after this round. */
export interface Standing {
  id: string;
  kind: string;
  incidentId: string | null;
  rehearsal: boolean;
  sightings: number;
  /** Seconds since mending was last tried; null: not yet. */
  sinceRepair: number | null;
}

/**
 * Writes what this round saw: one row from the first sight until it is gone.
 * @param checked `kind/rehearsal` of the checks that were carried out; only their findings can be gone
 */
export async function record(
  manager: EntityManager,
  seen: readonly Seen[],
  checked: readonly string[],
): Promise<Standing[]> {
  const standing: Standing[] =
    seen.length === 0
      ? []
      : await manager.query(UPSERT, [
          seen.map(({ kind }) => kind),
          seen.map(({ id }) => id),
          seen.map(({ incident }) => incident),
          seen.map(({ rehearsal }) => rehearsal),
          seen.map(({ since }) => since),
        ]);
  await manager.query(
    `update watch_finding set gone_at = clock_timestamp()
     where gone_at is null and kind || '/' || rehearsal::text = any($1) and id <> all($2)`,
    [checked, standing.map(({ id }) => id)],
  );
  return standing;
}

const UPSERT = `
  insert into watch_finding (kind, subject_id, incident_id, rehearsal, since, first_seen_at, last_seen_at)
  select seen.*, clock_timestamp(), clock_timestamp()
  from unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[], $5::timestamptz[]) as seen
  on conflict (kind, subject_id) where gone_at is null
    do update set last_seen_at = excluded.last_seen_at, sightings = watch_finding.sightings + 1
  returning id, kind, incident_id as "incidentId", rehearsal, sightings,
    extract(epoch from clock_timestamp() - repair_tried_at)::float8 as "sinceRepair"`;

/** Notes that mending these was tried. */
export async function repairTried(manager: EntityManager, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await manager.query(
    `update watch_finding set repairs = repairs + 1, repair_tried_at = clock_timestamp() where id = any($1)`,
    [ids],
  );
}

/** Findings that are long gone say nothing any more. */
export async function forgetOld(manager: EntityManager): Promise<void> {
  await manager.query(`delete from watch_finding where gone_at < now() - interval '90 days'`);
}
