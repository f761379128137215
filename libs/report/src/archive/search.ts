import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { addVisibility, Conditions } from '#incidents/service';

export interface ArchiveFilter {
  /** In number, title, lessons, tags or titles of answers. */
  q?: string | undefined;
  unit?: string | undefined;
  place?: string | undefined;
  year?: number | undefined;
}

/** One archived matter of a list. */
export interface ArchiveHit {
  id: string;
  incidentId: string;
  number: string;
  title: string;
  year: number;
  units: string[];
  places: string[];
  size: number;
  entries: number;
  sha256: string;
  by: string;
  at: Date;
  rehearsal: boolean;
}

/**
 * Archived matters that the caller may know of, newest first.
 * @param after position of the last one shown: time and id
 */
export async function searchArchive(
  manager: EntityManager,
  principal: Principal,
  filter: ArchiveFilter,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<ArchiveHit[]> {
  const conditions = addVisibility(new Conditions(), principal);
  if (filter.q) {
    const like = conditions.value(`%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    conditions.add(`file.number like ${like} or file.title like ${like} or file.words like ${like}`);
  }
  if (filter.unit) conditions.add(`${conditions.value(filter.unit)} = any(file.units)`);
  if (filter.place) conditions.add(`${conditions.value(filter.place)} = any(file.places)`);
  if (filter.year) conditions.add(`file.year = ${conditions.value(filter.year)}`);
  if (page.after)
    conditions.add(
      `(file.at, file.id) < (${conditions.value(page.after.at)}::timestamptz, ${conditions.value(page.after.id)}::uuid)`,
    );
  return manager.query(
    `select file.id, file.incident_id as "incidentId", file.number, file.title, file.year, file.units, file.places,
       file.size, file.entries, file.sha256, file.by, file.at, file.rehearsal
     from archive_file file join incident on incident.id = file.incident_id
     where ${conditions.sql} order by file.at desc, file.id desc limit ${conditions.value(page.limit)}`,
    conditions.values,
  );
}
