import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import type { RefusalGround, RulingOutcome } from '../entities/refusal.entity.js';
import { cursorNumber, packCursor, unpackCursor } from './cursor.js';
import type { Moments } from './list.js';
import { addVisibility, Conditions } from './visibility.js';

export interface RefusalFilter {
  state: 'open' | 'settled' | 'all';
  unit?: string;
  ground?: RefusalGround;
  outcome?: RulingOutcome;
  incidentId?: string;
  rehearsal: 'include' | 'only' | 'none';
}

const cursorShape = z.tuple([z.int().min(0).max(1), cursorNumber, z.uuid()]);
const epoch = (time: string) => `extract(epoch from (${time} - 'epoch'::timestamptz))`;
const isOpen = `refusal.state in ('waiting', 'prepared')`;

/** Ids of refusals: what waits first, by its time (DL-20), then what is settled, newest first. */
export async function listRefusals(
  manager: EntityManager,
  principal: Principal,
  filter: RefusalFilter,
  page: { cursor: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = filtered(principal, filter);
  const settled = `(not ${isOpen})::int`;
  const time = `case when ${isOpen} then ${epoch('refusal.due_at')} else -${epoch('coalesce(refusal.settled_at, refusal.raised_at)')} end`;
  if (page.cursor !== null) {
    const [wasSettled, at, id] = unpackCursor(page.cursor, cursorShape);
    conditions.add(
      `(${settled}, ${time}, refusal.id) > (${conditions.value(wasSettled)}::int, ${conditions.value(at)}::numeric, ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; settled: number; time: string }[] = await manager.query(
    `select refusal.id, ${settled} as settled, ${time} as time
     from refusal join incident on incident.id = refusal.incident_id where ${conditions.sql}
     order by 2, 3, 1 limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last ? packCursor([last.settled, last.time, last.id]) : null;
  return { ids: shown.map((row) => row.id), next };
}

export interface RefusalsOfUnit {
  unit: string;
  raised: number;
  waiting: number;
  late: number;
  upheld: number;
  reassigned: number;
  joint: number;
}

/** Who refuses how often and how it ended, most first; what a unit took back itself counts as raised only. */
export async function countRefusals(
  manager: EntityManager,
  principal: Principal,
  filter: Pick<RefusalFilter, 'rehearsal'>,
  now: Moments,
): Promise<RefusalsOfUnit[]> {
  const conditions = filtered(principal, { ...filter, state: 'all' });
  const moment = `case when refusal.rehearsal then ${conditions.value(now.rehearsal)}::timestamptz
    else ${conditions.value(now.real)}::timestamptz end`;
  const ended = (outcome: RulingOutcome) =>
    `count(*) filter (where refusal.state = 'ruled' and refusal.ruling ->> 'outcome' = '${outcome}')::int as ${outcome}`;
  return manager.query(
    `select refusal.unit, count(*)::int as raised, count(*) filter (where ${isOpen})::int as waiting,
       count(*) filter (where ${isOpen} and refusal.due_at <= ${moment})::int as late,
       ${ended('upheld')}, ${ended('reassigned')}, ${ended('joint')}
     from refusal join incident on incident.id = refusal.incident_id where ${conditions.sql}
     group by refusal.unit order by raised desc, refusal.unit`,
    conditions.values,
  );
}

/** Ids of requests for more time: unanswered first, by the time they would move, then newest first. */
export async function listExtensions(
  manager: EntityManager,
  principal: Principal,
  filter: {
    state: 'waiting' | 'all';
    unit?: string;
    incidentId?: string;
    rehearsal: RefusalFilter['rehearsal'];
  },
  page: { cursor: string | null; limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const conditions = addVisibility(new Conditions(), principal);
  if (filter.state === 'waiting') conditions.add(`extension.state = 'waiting'`);
  if (filter.unit) conditions.add(`extension.unit = ${conditions.value(filter.unit)}`);
  if (filter.incidentId)
    conditions.add(`extension.incident_id = ${conditions.value(filter.incidentId)}::uuid`);
  if (filter.rehearsal !== 'include') conditions.add(`extension.rehearsal = ${filter.rehearsal === 'only'}`);
  const answered = `(extension.state <> 'waiting')::int`;
  const time = `case when extension.state = 'waiting' then ${epoch('extension.previous_due_at')} else -${epoch('extension.asked_at')} end`;
  if (page.cursor !== null) {
    const [was, at, id] = unpackCursor(page.cursor, cursorShape);
    conditions.add(
      `(${answered}, ${time}, extension.id) > (${conditions.value(was)}::int, ${conditions.value(at)}::numeric, ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; answered: number; time: string }[] = await manager.query(
    `select extension.id, ${answered} as answered, ${time} as time
     from extension join incident on incident.id = extension.incident_id where ${conditions.sql}
     order by 2, 3, 1 limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next = rows.length > page.limit && last ? packCursor([last.answered, last.time, last.id]) : null;
  return { ids: shown.map((row) => row.id), next };
}

function filtered(principal: Principal, filter: RefusalFilter): Conditions {
  const conditions = addVisibility(new Conditions(), principal);
  if (filter.state === 'open') conditions.add(isOpen);
  if (filter.state === 'settled') conditions.add(`not (${isOpen})`);
  if (filter.unit) conditions.add(`refusal.unit = ${conditions.value(filter.unit)}`);
  if (filter.ground) conditions.add(`refusal.ground = ${conditions.value(filter.ground)}`);
  if (filter.outcome)
    conditions.add(
      `refusal.state = 'ruled' and refusal.ruling ->> 'outcome' = ${conditions.value(filter.outcome)}`,
    );
  if (filter.incidentId) conditions.add(`refusal.incident_id = ${conditions.value(filter.incidentId)}::uuid`);
  if (filter.rehearsal !== 'include') conditions.add(`refusal.rehearsal = ${filter.rehearsal === 'only'}`);
  return conditions;
}
