import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import type { Disposition } from '../judgement.js';
import { OPINION_LEVELS, type OpinionLevel } from '../levels.js';
import { type IncidentState, sqlStates, UNDER_WAY, ANSWERED, OVER, UNDECIDED } from '../life.js';
import { cursorNumber, cursorTime, exactly, packCursor, unpackCursor } from './cursor.js';
import { addVisibility, Conditions } from './visibility.js';

export interface IncidentFilter {
  /** Only these. */
  ids?: string[];
  state?: IncidentState[];
  level?: OpinionLevel[];
  disposition?: Disposition[];
  unit?: string;
  place?: string;
  /** In number or title. */
  q?: string;
  rehearsal: 'include' | 'only' | 'none';
  historic: 'include' | 'only' | 'none';
  late?: boolean;
  /** Only those whose suspected event level waits to be settled. */
  provisional?: boolean;
  /** On this account's own list, or on the one the office shares (重点督办). */
  watched?: { accountId: string | null; today: string };
  /** Discovered since midnight in the city's own time. */
  discoveredToday?: boolean;
}

/** Now on both timelines; frozen in the cursor, so that what turns late meanwhile does not change place between pages. */
export interface Moments {
  real: string;
  rehearsal: string;
}

interface SortKey {
  rank: number;
  due: string;
  level: number;
  discovered: string;
  id: string;
}

/** `heat`: by level, then by the sum of heat (热度), whatever is due when. */
export type IncidentSort = 'urgency' | 'heat';

export interface ListedIncident extends SortKey {
  late: boolean;
}

/** Far away, in place of no due time. */
const NEVER = '9999-01-01T00:00:00Z';

/**
 * One page of incidents by heat, or else by urgency: what waits for a person or is late, then what is under way by its next due time, then
 * what is answered, then the rest and imported history; within that the graver and the newer first.
 * @param cursor of the page before; null for the first
 */
export async function listIncidents(
  manager: EntityManager,
  principal: Principal,
  filter: IncidentFilter,
  page: { cursor: string | null; limit: number; now: Moments; sort?: IncidentSort },
): Promise<{ rows: ListedIncident[]; next: string | null }> {
  const after = page.cursor === null ? null : readCursor(page.cursor);
  const now = after?.now ?? page.now;
  const conditions = new Conditions();
  const moment = `case when incident.rehearsal then ${conditions.value(now.rehearsal)}::timestamptz
    else ${conditions.value(now.real)}::timestamptz end`;
  addVisibility(conditions, principal);
  addFilter(conditions, filter, moment);
  const outer = new Conditions(conditions.values);
  if (filter.late !== undefined) outer.add(`late = ${outer.value(filter.late)}`);
  if (after)
    outer.add(
      `(rank, due, -level, discovered_key, id) > (${outer.value(after.key.rank)}::int, ${outer.value(after.key.due)}::timestamptz,
        -${outer.value(after.key.level)}::int, -${outer.value(after.key.discovered)}::numeric, ${outer.value(after.key.id)}::uuid)`,
    );
  const rows: ListedIncident[] = await manager.query(
    `${urgencySql(moment, conditions.sql, page.sort)}
     select id, rank, ${exactly('due')} as due, level, (-discovered_key)::text as discovered, late from ranked
     where ${outer.sql} order by rank, ranked.due, -level, discovered_key, id limit ${outer.value(page.limit + 1)}`,
    outer.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > page.limit && last ? writeCursor(last, now) : null };
}

/** Number of incidents for the same rules of visibility and filter. */
export async function countIncidents(
  manager: EntityManager,
  principal: Principal,
  filter: IncidentFilter,
  now: Moments,
): Promise<number> {
  const conditions = new Conditions();
  const moment = `case when incident.rehearsal then ${conditions.value(now.rehearsal)}::timestamptz
    else ${conditions.value(now.real)}::timestamptz end`;
  addVisibility(conditions, principal);
  addFilter(conditions, filter, moment);
  const late = filter.late === undefined ? 'true' : `late = ${filter.late}`;
  const [row]: { count: string }[] = await manager.query(
    `${urgencySql(moment, conditions.sql)} select count(*) as count from ranked where ${late}`,
    conditions.values,
  );
  return Number(row?.count ?? 0);
}

/** One point of heat weighs more than any difference of time. */
const HEAT_STEP = '100000000000';

/** Imported history has no clock and waits for nobody: it comes last. What runs is few beside what was. */
const urgencySql = (moment: string, where: string, sort: IncidentSort = 'urgency'): string => `
  with due_of as (
    select incident_id, min(due_at) as due from (
      select incident_id, due_at from deadline
      where state in ('open', 'missed') and settled_at is null and rule <> 'DL-12'
      union all
      select incident_id, sign_due_at from assignment where must_sign and state = 'sent'
    ) waiting group by incident_id
  ), timed as (
    select incident.id, incident.state, incident.historic, incident.opinion_level, incident.heat, incident.discovered_at, due_of.due,
      coalesce(incident.state in (${sqlStates([...UNDECIDED, ...UNDER_WAY])})
        and due_of.due <= ${moment}, false) as late
    from incident left join due_of on due_of.incident_id = incident.id where ${where}
  ), ranked as (
    select id, late,
      case when historic then 3 when ${sort === 'heat'} then 0 when state in ('judged', 'awaiting_confirmation') or late then 0
        when state in (${sqlStates(UNDER_WAY)}) then 1 when state in (${sqlStates(ANSWERED)}) then 2 else 3 end as rank,
      ${sort === 'heat' ? `'${NEVER}'::timestamptz` : `coalesce(due, '${NEVER}')`} as due,
      array_position(array['${OPINION_LEVELS.join("','")}'], opinion_level) as level,
      -extract(epoch from discovered_at)${sort === 'heat' ? ` - heat * ${HEAT_STEP}` : ''} as discovered_key
    from timed
  )`;

function addFilter(conditions: Conditions, filter: IncidentFilter, moment: string): void {
  if (filter.discoveredToday)
    conditions.add(`incident.discovered_at >= date_trunc('day', (${moment}), 'Asia/Shanghai')`);
  for (const mark of ['rehearsal', 'historic'] as const)
    if (filter[mark] !== 'include') conditions.add(`incident.${mark} = ${filter[mark] === 'only'}`);
  if (filter.provisional)
    conditions.add(
      `incident.provisional and not incident.historic and incident.state not in (${sqlStates([...OVER, 'set_aside'])})`,
    );
  if (filter.ids) conditions.add(`incident.id = any(${conditions.value(filter.ids)}::uuid[])`);
  if (filter.state) conditions.add(`incident.state = any(${conditions.value(filter.state)})`);
  else if (!filter.ids) conditions.add(`incident.state <> 'merged'`);
  if (filter.level) conditions.add(`incident.opinion_level = any(${conditions.value(filter.level)})`);
  if (filter.disposition)
    conditions.add(`incident.disposition = any(${conditions.value(filter.disposition)})`);
  if (filter.unit)
    conditions.add(
      `exists (select 1 from assignment given where given.incident_id = incident.id
         and given.unit = ${conditions.value(filter.unit)} and given.state <> 'withdrawn')`,
    );
  if (filter.watched) {
    const { accountId, today } = filter.watched;
    const whose = accountId === null ? 'is null' : `= ${conditions.value(accountId)}::uuid`;
    conditions.add(`exists (select 1 from watched_incident watch where watch.incident_id = incident.id
      and watch.account_id ${whose} and (watch.until is null or watch.until >= ${conditions.value(today)}::date))`);
  }
  if (filter.place)
    conditions.add(`incident.places @> ${conditions.value(JSON.stringify([{ name: filter.place }]))}::jsonb`);
  if (filter.q) {
    const like = conditions.value(`%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    // The number of a merged matter leads to the one its items are in.
    conditions.add(`incident.number like ${like} or incident.title like ${like} or incident.id in (
      with recursive up(id) as (
        select merged_into from incident gone where gone.number like ${like} and gone.merged_into is not null
        union select next.merged_into from incident next join up on up.id = next.id where next.merged_into is not null)
      select id from up)`);
  }
}

function writeCursor(row: SortKey, now: Moments): string {
  const { rank, due, level, discovered, id } = row;
  return packCursor([rank, due, level, discovered, id, now.real, now.rehearsal]);
}

const cursorShape = z.tuple([
  z.int().min(0).max(3),
  cursorTime,
  z.int().min(1).max(OPINION_LEVELS.length),
  cursorNumber,
  z.uuid(),
  cursorTime,
  cursorTime,
]);

function readCursor(cursor: string): { key: SortKey; now: Moments } {
  const [rank, due, level, discovered, id, real, rehearsal] = unpackCursor(cursor, cursorShape);
  return { key: { rank, due, level, discovered, id }, now: { real, rehearsal } };
}
