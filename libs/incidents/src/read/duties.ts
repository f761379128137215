import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { cursorNumber, packCursor, unpackCursor } from './cursor.js';
import { addVisibility, Conditions } from './visibility.js';
import { answeringRoles, sqlStates, UNDER_WAY, OVER, SIGNED } from '../life.js';

export interface DutyFilter {
  state: 'open' | 'signed' | 'all';
  /** Any of these names. */
  units?: readonly string[];
  rehearsal: 'include' | 'only' | 'none';
}

/** Far away, in place of no due time. */
const NEVER = '9999-01-01T00:00:00Z';

const cursorShape = z.tuple([z.int().min(0).max(1), cursorNumber, z.uuid()]);

/**
 * Ids of duties, unsigned first by due time, then the signed ones, newest first; withdrawn ones are not shown. `open`: to
 * be signed, waiting for a ruling, owing the first report (DL-07) or the text of the answer.
 */
export async function listDuties(
  manager: EntityManager,
  principal: Principal,
  filter: DutyFilter,
  page: { cursor: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = addVisibility(new Conditions(), principal);
  conditions.add("duty.state <> 'withdrawn'").add('not incident.historic');
  if (filter.state === 'open')
    conditions.add(`duty.must_sign and incident.state not in (${sqlStates(OVER)})`).add(
      `duty.state in ('sent', 'refused') or (incident.state in (${sqlStates(UNDER_WAY)}) and (
        (duty.state = 'signed' and duty.report_due_at is not null and duty.reported_at is null)
        or (duty.state in ('signed', 'verified') and duty.roles && ${conditions.value([...answeringRoles])}::text[])))`,
    );
  if (filter.state === 'signed') conditions.add(`duty.state in (${sqlStates(SIGNED)})`);
  if (filter.units) conditions.add(`duty.unit = any(${conditions.value([...filter.units])}::text[])`);
  if (filter.rehearsal !== 'include') conditions.add(`duty.rehearsal = ${filter.rehearsal === 'only'}`);
  const key = `(duty.state in (${sqlStates(SIGNED)}))::int, case when duty.state in (${sqlStates(SIGNED)}) then extract(epoch from -(duty.sent_at - 'epoch'::timestamptz))
    else extract(epoch from coalesce(duty.sign_due_at, '${NEVER}'::timestamptz)) end`;
  if (page.cursor !== null) {
    const [signed, time, id] = unpackCursor(page.cursor, cursorShape);
    conditions.add(
      `(${key}, duty.id) > (${conditions.value(signed)}::int, ${conditions.value(time)}::numeric, ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; signed: number; time: string }[] = await manager.query(
    `select id, signed, time from (
       select duty.id, ${key.replace('::int, case', '::int as signed, case')} as time
       from assignment duty join incident on incident.id = duty.incident_id where ${conditions.sql}
     ) keyed order by signed, time, id limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last ? packCursor([last.signed, last.time, last.id]) : null;
  return { ids: shown.map((row) => row.id), next };
}
