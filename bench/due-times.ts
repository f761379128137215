import type { EntityManager } from 'typeorm';
import type { StampedPolicy } from '#incidents';
import type { Stage } from './stage.js';

const step = (after: number, to: string, template: string) => ({
  after,
  plus: 0,
  to,
  template,
  channels: ['mail'],
  reach: 'each' as const,
  minLevel: '一般' as const,
});
const policy = (span: number, steps: StampedPolicy['steps']): StampedPolicy => ({
  key: 'bench',
  name: '测量',
  version: '1',
  steps,
  repeat: null,
  stop: [],
  spans: { 一般: span, 较大: span, 重大: span, 特别重大: span },
  edition: 0,
  rest: null,
});
const LADDER = policy(48 * 3_600_000, [
  step(0.25, 'liaison', 'reminder'),
  step(0.5, 'handler', 'reminder'),
  step(0.75, 'charge_leader', 'overdue_leader'),
  step(1, 'office', 'overdue_office'),
]);

/** In one transaction: a worker that sees half of it would begin the missing clocks itself. */
export async function fill(stage: Stage, incidents: number): Promise<void> {
  const units = await reachable(stage);
  await stage.database.transaction((manager) => matters(manager, stage.jurisdictionId, units, incidents));
  await stage.database.query('analyze');
}

/** So many open matters, each with a due time and four clocks that come up within two days, none of them now. */
async function matters(
  database: EntityManager,
  jurisdictionId: string,
  units: string[],
  incidents: number,
): Promise<void> {
  await database.query(
    `insert into incident (jurisdiction_id, number, title, state, opinion_level, discovered_at, dispatched_at, created_at, updated_at, needs_routing)
     select $1, '测-' || i, '小区停水三天', 'signed', '重大', now(), now(), now(), now(), false from generate_series(1, $2::int) i`,
    [jurisdictionId, incidents],
  );
  await database.query(
    `insert into assignment (jurisdiction_id, incident_id, unit, roles, must_sign, state, sent_at, signed_at, report_due_at)
     select $1, id, ($2::text[])[1 + abs(hashtext(id::text)) % $3], '{respondent}', true, 'signed', now(), now(),
       now() + interval '48 hours' from incident`,
    [jurisdictionId, units, units.length],
  );
  await database.query(
    `insert into deadline (incident_id, rule, kind, starts_at, due_at, state)
     select id, 'DL-03', 'statutory', now(), now() + interval '1 hour' + random() * interval '46 hours', 'open' from incident`,
  );
  await database.query(
    `insert into escalation (jurisdiction_id, incident_id, clock, subject_id, assignment_id, unit, policy, eras, next_due_at)
     select $1, duty.incident_id, clock, subject, case clock when 'report' then duty.id end, duty.unit, $2::jsonb,
       jsonb_build_array(jsonb_build_object('level', '重大', 'from', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
       now() + interval '12 hours' * (1 + random())
     from assignment duty join deadline on deadline.incident_id = duty.incident_id,
       lateral (values ('report', duty.id), ('statutory', deadline.id), ('incident', duty.incident_id),
         ('order', gen_random_uuid())) as clocks(clock, subject)`,
    [jurisdictionId, JSON.stringify(LADDER)],
  );
}

/**
 * Duties that nobody signs, one more falling due at an even rate, each with one mail to one person.
 * @returns when each is due (ms since 1970), by the key of its event
 */
export async function fallDue(
  stage: Stage,
  { perSecond, seconds, leadMs }: { perSecond: number; seconds: number; leadMs: number },
): Promise<Map<string, number>> {
  const { jurisdictionId } = stage;
  const units = await reachable(stage);
  const start = Date.now();
  const spans = Array.from(
    { length: perSecond * seconds },
    (_, i) => leadMs + Math.round((i * 1000) / perSecond),
  );
  const rows = await stage.database.transaction(async (database) => {
    const fallen: { subject: string; due: string }[] = await database.query(
      `with fresh as (
       insert into incident (jurisdiction_id, number, title, state, opinion_level, discovered_at, dispatched_at, created_at, updated_at, needs_routing)
       select $1, '到-' || i, '小区停水三天', 'dispatched', '重大', $4, $4, $4, $4, false from generate_series(1, $2::int) i
       returning id, split_part(number, '-', 2)::int as i
     ), duty as (
       insert into assignment (jurisdiction_id, incident_id, unit, roles, must_sign, state, sent_at)
       select $1, id, ($3::text[])[1 + i % cardinality($3::text[])], '{respondent}', true, 'sent', $4 from fresh
       returning id, incident_id, unit
     )
     insert into escalation (jurisdiction_id, incident_id, clock, subject_id, assignment_id, unit, policy, eras, next_due_at)
     select $1, fresh.id, 'sign', duty.id, duty.id, duty.unit,
       jsonb_set($5::jsonb, '{spans,重大}', to_jsonb(($6::int[])[fresh.i])),
       jsonb_build_array(jsonb_build_object('level', '重大', 'from', $7::text)),
       $4::timestamptz + ($6::int[])[fresh.i] * interval '1 millisecond'
     from fresh join duty on duty.incident_id = fresh.id
     returning subject_id as subject, extract(epoch from next_due_at) * 1000 as due`,
      [
        jurisdictionId,
        spans.length,
        units,
        new Date(start),
        JSON.stringify(policy(0, [step(1, 'liaison', 'reminder')])),
        spans,
        new Date(start).toISOString(),
      ],
    );
    // What the office hears at dispatch has been told.
    await database.query(
      `insert into escalation (jurisdiction_id, incident_id, clock, subject_id, policy, eras, stopped_at)
     select $1, id, 'incident', id, $2::jsonb, '[]', now() from incident where number like '到-%'`,
      [jurisdictionId, JSON.stringify(LADDER)],
    );
    return fallen;
  });
  return new Map(rows.map(({ subject, due }) => [`${subject}:sent`, Number(due)]));
}

async function reachable({ database, jurisdictionId }: Stage): Promise<string[]> {
  const rows: { unit: string }[] = await database.query(
    `select distinct unit from contact where jurisdiction_id = $1 and role = 'liaison' and email_sealed is not null`,
    [jurisdictionId],
  );
  if (rows.length === 0) throw new Error('nobody of the roster has an address');
  return rows.map(({ unit }) => unit);
}
