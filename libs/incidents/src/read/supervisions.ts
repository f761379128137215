import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { cursorNumber, packCursor, unpackCursor } from './cursor.js';
import type { Moments } from './list.js';
import { addVisibility, Conditions } from './visibility.js';

export interface SupervisionFilter {
  /** `open`: drafted, issued or answered; `mine`: what waits for the caller's unit. */
  state: 'open' | 'drafted' | 'issued' | 'answered' | 'closed' | 'withdrawn' | 'all';
  late?: boolean;
  incident?: string;
  unit?: string;
  /** In number, title, or the number and title of an incident. */
  q?: string;
  rehearsal: 'include' | 'only' | 'none';
}

/** Far away, in place of no due time. */
const NEVER = '9999-01-01T00:00:00Z';
const cursorShape = z.tuple([z.int().min(0).max(1), cursorNumber, z.uuid()]);

/** Ids of supervision orders the caller may know of: running ones by their next due time, then settled ones, newest first. */
export async function listSupervisions(
  manager: EntityManager,
  principal: Principal,
  filter: SupervisionFilter,
  page: { cursor: string | null; limit: number; now: Moments },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = partsFor(principal);
  if (filter.incident) conditions.add(`part.incident_id = ${conditions.value(filter.incident)}::uuid`);
  if (filter.unit) conditions.add(`part.unit = ${conditions.value(filter.unit)}`);
  if (filter.state === 'open') conditions.add("sheet.state in ('drafted', 'issued', 'answered')");
  else if (filter.state !== 'all') conditions.add(`sheet.state = ${conditions.value(filter.state)}`);
  if (filter.rehearsal !== 'include') conditions.add(`sheet.rehearsal = ${filter.rehearsal === 'only'}`);
  if (filter.q) {
    const like = conditions.value(`%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    const columns = ['sheet.number', 'sheet.title', 'incident.number', 'incident.title', 'part.unit'];
    conditions.add(columns.map((column) => `${column} like ${like}`).join(' or '));
  }
  const moment = `case when part.rehearsal then ${conditions.value(page.now.rehearsal)}::timestamptz
    else ${conditions.value(page.now.real)}::timestamptz end`;
  const waits = "sheet.state in ('issued', 'answered') and part.state = 'open'";
  const keyed = `select sheet.id, (sheet.state in ('closed', 'withdrawn'))::int as settled,
      coalesce(bool_or(${waits} and part.due_at <= ${moment}), false) as late,
      case when sheet.state in ('closed', 'withdrawn') then extract(epoch from -(sheet.drafted_at - 'epoch'::timestamptz))
        else extract(epoch from coalesce(min(part.due_at) filter (where part.state = 'open'), '${NEVER}'::timestamptz)) end as time
    from supervision sheet join supervision_part part on part.supervision_id = sheet.id
    join incident on incident.id = part.incident_id where ${conditions.sql} group by sheet.id`;
  const outer = new Conditions(conditions.values);
  if (filter.late !== undefined) outer.add(`late = ${filter.late}`);
  if (page.cursor !== null) {
    const [settled, time, id] = unpackCursor(page.cursor, cursorShape);
    outer.add(
      `(settled, time, id) > (${outer.value(settled)}::int, ${outer.value(time)}::numeric, ${outer.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; settled: number; time: string }[] = await manager.query(
    `select id, settled, time from (${keyed}) keyed where ${outer.sql}
     order by settled, time, id limit ${outer.value(page.limit + 1)}`,
    outer.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    ids: shown.map((row) => row.id),
    next: rows.length > page.limit && last ? packCursor([last.settled, last.time, last.id]) : null,
  };
}

/** Ids of the parts of these orders the caller may know of. */
export async function visibleParts(
  manager: EntityManager,
  principal: Principal,
  supervisionIds: string[],
): Promise<Set<string>> {
  const conditions = partsFor(principal);
  conditions.add(`sheet.id = any(${conditions.value(supervisionIds)}::uuid[])`);
  const rows: { id: string }[] = await manager.query(
    `select part.id from supervision sheet join supervision_part part on part.supervision_id = sheet.id
     join incident on incident.id = part.incident_id where ${conditions.sql}`,
    conditions.values,
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * Parts of matters the caller may see. Units see what was issued to them or to others in their own matter (joint
 * supervision); a draft is seen by those who draft and by who issues.
 */
function partsFor(principal: Principal): Conditions {
  const conditions = addVisibility(new Conditions(), principal);
  if (mayDo(principal, 'duties.urge')) return conditions;
  if (!mayDo(principal, 'supervisions.issue')) return conditions.add('sheet.number is not null');
  return conditions.add(
    `sheet.number is not null or sheet.issuer = any(${conditions.value([...principal.units])}::text[])`,
  );
}
