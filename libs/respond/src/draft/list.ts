import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { addVisibility, Conditions, packCursor, unpackCursor } from '#incidents/service';
import type { ResponseState } from '../life.js';

export interface ResponseFilter {
  /** `open`: not yet published nor given up. */
  state: 'open' | ResponseState | 'all';
  /** Of the caller's unit, or begun or handed in by the caller. */
  mine?: boolean;
  incident?: string;
  rehearsal: 'include' | 'only' | 'none';
}

/**
 * Limits joined rows `response`, `incident` to the texts the caller may read: those of matters they may know of; what is
 * still being written only for its writers, those who answer in it, and those who see all matters.
 */
export function addResponseVisibility(conditions: Conditions, principal: Principal): Conditions {
  addVisibility(conditions, principal).add('not incident.restricted');
  if (mayDo(principal, 'incidents.all')) return conditions;
  const units = `${conditions.value([...principal.units])}::text[]`;
  const own = `(response.unit = any(${units}) or response.units && ${units})`;
  if (mayDo(principal, 'responses.draft') || mayDo(principal, 'responses.approve'))
    return conditions.add(`response.state not in ('drafting', 'withdrawn') or ${own}`);
  return conditions.add(`response.state = 'published' or ${own}`);
}

const cursorShape = z.tuple([z.int().min(0).max(1), z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/), z.uuid()]);

/** Ids of texts the caller may read: those under way first, newest first. */
export async function listResponses(
  manager: EntityManager,
  principal: Principal,
  filter: ResponseFilter,
  page: { cursor: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = addResponseVisibility(new Conditions(), principal);
  if (filter.state === 'open') conditions.add("response.state not in ('published', 'withdrawn')");
  else if (filter.state !== 'all') conditions.add(`response.state = ${conditions.value(filter.state)}`);
  if (filter.incident) conditions.add(`response.incident_id = ${conditions.value(filter.incident)}::uuid`);
  if (filter.rehearsal !== 'include') conditions.add(`response.rehearsal = ${filter.rehearsal === 'only'}`);
  if (filter.mine) {
    const me = conditions.value(`account:${principal.login}`);
    const units = `${conditions.value([...principal.units])}::text[]`;
    conditions.add(
      `response.unit = any(${units}) or response.units && ${units} or ${me} in (response.created_by, response.submitted_by)`,
    );
  }
  const keyed = `select response.id, (response.state in ('published', 'withdrawn'))::int as over,
      -extract(epoch from coalesce(response.published_at, response.submitted_at, response.created_at)) as time
    from response join incident on incident.id = response.incident_id where ${conditions.sql}`;
  const outer = new Conditions(conditions.values);
  if (page.cursor !== null) {
    const [over, time, id] = unpackCursor(page.cursor, cursorShape);
    outer.add(
      `(over, time, id) > (${outer.value(over)}::int, ${outer.value(time)}::numeric, ${outer.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; over: number; time: string }[] = await manager.query(
    `select id, over, time from (${keyed}) keyed where ${outer.sql} order by over, time, id limit ${outer.value(page.limit + 1)}`,
    outer.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    ids: shown.map((row) => row.id),
    next: rows.length > page.limit && last ? packCursor([last.over, last.time, last.id]) : null,
  };
}

/** Those of these texts that the caller may read. */
export async function visibleResponses(
  manager: EntityManager,
  principal: Principal,
  ids: readonly string[],
): Promise<Set<string>> {
  const conditions = addResponseVisibility(new Conditions(), principal);
  conditions.add(`response.id = any(${conditions.value([...ids])}::uuid[])`);
  const rows: { id: string }[] = await manager.query(
    `select response.id from response join incident on incident.id = response.incident_id where ${conditions.sql}`,
    conditions.values,
  );
  return new Set(rows.map((row) => row.id));
}
