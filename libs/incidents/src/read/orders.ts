import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { cursorNumber, packCursor, unpackCursor } from './cursor.js';
import type { Moments } from './list.js';
import { addVisibility, Conditions } from './visibility.js';
import { sqlStates, OVER } from '../life.js';

type Inclusion = 'include' | 'only' | 'none';

export interface OrderFilter {
  state: 'open' | 'reported' | 'withdrawn' | 'all';
  late?: boolean;
  incident?: string;
  unit?: string;
  /** In the body, the document's number, what is asked, or the incident's number and title. */
  q?: string;
  rehearsal: Inclusion;
}

export interface LetterFilter {
  state: 'waiting' | 'confirmed' | 'declined' | 'recalled' | 'all';
  incident?: string;
  rehearsal: Inclusion;
}

interface PageOf {
  cursor: string | null;
  limit: number;
  now: Moments;
}

/** Ids of superior's orders somebody may know of: open ones by due time, then settled ones, newest first. */
export function listOrders(
  manager: EntityManager,
  principal: Principal,
  filter: OrderFilter,
  page: PageOf,
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = visible(principal, filter);
  if (filter.state !== 'all') conditions.add(`subject.state = ${conditions.value(filter.state)}`);
  if (filter.unit) conditions.add(`${conditions.value(filter.unit)} = any(subject.units)`);
  if (filter.late !== undefined) {
    const moment = `case when subject.rehearsal then ${conditions.value(page.now.rehearsal)}::timestamptz
      else ${conditions.value(page.now.real)}::timestamptz end`;
    conditions.add(
      `coalesce(subject.state = 'open' and subject.due_at <= ${moment}, false) = ${filter.late}`,
    );
  }
  if (filter.q) {
    const like = conditions.value(`%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    const where = [
      'subject.body',
      'subject.document_number',
      'subject.asked',
      'incident.number',
      'incident.title',
    ];
    conditions.add(where.map((column) => `${column} like ${like}`).join(' or '));
  }
  return listed(manager, 'superior_order', "subject.state <> 'open'", conditions, page);
}

/** Ids of letters to coordinators outside: those not confirmed yet by due time, then the others, newest first. */
export function listLetters(
  manager: EntityManager,
  principal: Principal,
  filter: LetterFilter,
  page: PageOf,
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = visible(principal, filter);
  const waits = "subject.state in ('drafted', 'sent', 'declined')";
  if (filter.state === 'waiting') conditions.add(`${waits} and incident.state not in (${sqlStates(OVER)})`);
  else if (filter.state !== 'all') conditions.add(`subject.state = ${conditions.value(filter.state)}`);
  return listed(manager, 'coordination', `not (${waits})`, conditions, page);
}

/** What belongs to an incident is seen by those who see the incident. */
function visible(
  principal: Principal,
  { incident, rehearsal }: { incident?: string | undefined; rehearsal: Inclusion },
): Conditions {
  const conditions = addVisibility(new Conditions(), principal);
  if (incident) conditions.add(`subject.incident_id = ${conditions.value(incident)}::uuid`);
  if (rehearsal !== 'include') conditions.add(`subject.rehearsal = ${rehearsal === 'only'}`);
  return conditions;
}

/** Far away, in place of no due time. */
const NEVER = '9999-01-01T00:00:00Z';
const cursorShape = z.tuple([z.int().min(0).max(1), cursorNumber, z.uuid()]);

async function listed(
  manager: EntityManager,
  table: 'superior_order' | 'coordination',
  settled: string,
  conditions: Conditions,
  page: PageOf,
): Promise<{ ids: string[]; next: string | null }> {
  const keyed = `select subject.id, (${settled})::int as settled,
      case when ${settled} then extract(epoch from -(subject.created_at - 'epoch'::timestamptz))
        else extract(epoch from coalesce(subject.due_at, '${NEVER}'::timestamptz)) end as time
    from ${table} subject join incident on incident.id = subject.incident_id where ${conditions.sql}`;
  const outer = new Conditions(conditions.values);
  if (page.cursor !== null) {
    const [done, time, id] = unpackCursor(page.cursor, cursorShape);
    outer.add(
      `(settled, time, id) > (${outer.value(done)}::int, ${outer.value(time)}::numeric, ${outer.value(id)}::uuid)`,
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
