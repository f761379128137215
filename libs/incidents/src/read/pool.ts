import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { cursorNumber, packCursor, unpackCursor } from './cursor.js';
import { addVisibility, Conditions } from './visibility.js';
import { sqlStates, UNDER_WAY } from '../life.js';

/** Far away, in place of no due time. */
const NEVER = '9999-01-01T00:00:00Z';
const cursorShape = z.tuple([cursorNumber, z.uuid()]);

/** SQL: nobody but the office answers for it, as `PoolActions` sees it. */
const IN_POOL = `(incident.state = 'awaiting_confirmation'
  or (incident.state in (${sqlStates(UNDER_WAY)}) and exists (select 1 from assignment pooled
    where pooled.incident_id = incident.id and pooled.state <> 'withdrawn' and 'pool_owner' = any(pooled.roles))))`;

/** Ids of incidents without a responsible unit (兜底), by the time to assign them (DL-05). */
export async function listPool(
  manager: EntityManager,
  principal: Principal,
  filter: { incidentId?: string; rehearsal: 'include' | 'only' | 'none' },
  page: { cursor: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = addVisibility(new Conditions(), principal).add('not incident.historic').add(IN_POOL);
  if (filter.incidentId) conditions.add(`incident.id = ${conditions.value(filter.incidentId)}::uuid`);
  if (filter.rehearsal !== 'include') conditions.add(`incident.rehearsal = ${filter.rehearsal === 'only'}`);
  const time = `extract(epoch from coalesce((select min(grading.due_at) from deadline grading
    where grading.incident_id = incident.id and grading.rule = 'DL-05' and grading.settled_at is null), '${NEVER}'::timestamptz))`;
  if (page.cursor !== null) {
    const [at, id] = unpackCursor(page.cursor, cursorShape);
    conditions.add(
      `(${time}, incident.id) > (${conditions.value(at)}::numeric, ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; time: string }[] = await manager.query(
    `select incident.id, ${time} as time from incident where ${conditions.sql}
     order by 2, 1 limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last ? packCursor([last.time, last.id]) : null;
  return { ids: shown.map((row) => row.id), next };
}
