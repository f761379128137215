import type { EntityManager } from 'typeorm';
import {
  workingOpinionLevel,
  nextStep,
  stepTimes,
  type EscalationClock,
  type OpinionLevel,
  sqlStates,
  UNDER_WAY,
  ANSWERED,
  OVER,
  SIGNED,
} from '#incidents';
import { EscalationRow } from '#incidents/service';
import { bookOf, type StampedClocks } from '#jurisdiction';
import { choosePolicy, countsWorkingTime, stampPolicy } from '../policy/choose.js';
import type { People } from './people.js';

/** A clock that should run and has no escalation yet. */
interface Missing {
  clock: EscalationClock;
  subjectId: string;
  jurisdictionId: string;
  incidentId: string;
  assignmentId: string | null;
  unit: string | null;
  startsAt: Date;
  dueAt: Date | null;
  /** When its rule says it is due; the span of the policy says so too, but not in working time. */
  internalDue: Date | null;
  /** The clocks its incident goes by. */
  clocks: StampedClocks | null;
  level: OpinionLevel;
  confirmed: boolean;
  rehearsal: boolean;
}

/**
 * Begins the escalation of every clock that has none; the policy as it is now is stamped on it. A clock for which the city
 * has no policy gets a row that has ended, so that it is not looked for again.
 * @param incidentId only of this incident; null: of whatever was overlooked
 * @param at per timeline: warnings whose time had passed before the clock was known are left out
 * @returns ids of the incidents concerned
 */
export async function stampMissing(
  manager: EntityManager,
  people: People,
  at: (row: { rehearsal: boolean }) => Date,
  incidentId: string | null,
): Promise<string[]> {
  const missing: Missing[] = await manager.query(MISSING, [incidentId, 500]);
  if (missing.length === 0) return [];
  const rows = await Promise.all(missing.map((one) => rowOf(one, people, at(one))));
  await manager.createQueryBuilder().insert().into(EscalationRow).values(rows).orIgnore().execute();
  return [...new Set(missing.map((one) => one.incidentId))];
}

async function rowOf(one: Missing, people: People, now: Date): Promise<Partial<EscalationRow>> {
  const { confirmed, startsAt, level: given, internalDue, clocks, ...kept } = one;
  const directory = await people.directory(one.jurisdictionId);
  const level = workingOpinionLevel(given, confirmed);
  const { clock, unit } = one;
  const policy = choosePolicy(directory.profile.policies, { clock, level, unit });
  const book = bookOf(clocks, directory);
  if (countsWorkingTime(clock, book)) kept.dueAt ??= internalDue;
  const eras = [{ level, from: startsAt.toISOString() }];
  if (!policy)
    return {
      ...kept,
      eras,
      policy: NONE,
      taken: [],
      nextDueAt: null,
      stoppedAt: now,
      stopReason: 'no_policy',
    };
  const row = { ...kept, eras, policy: stampPolicy(policy, directory, book), taken: [] as number[] };
  // A time set from outside may be known late: a warning that should have come before anybody knew of it is no news.
  const late = stepTimes(row).filter(({ step, at }) => step.after > 0 && step.after < 1 && at <= now);
  if (row.dueAt) row.taken = late.map(({ index }) => index);
  return { ...row, nextDueAt: nextStep(row)?.at ?? null, stoppedAt: null, stopReason: null };
}

const NONE: EscalationRow['policy'] = {
  key: '',
  name: '',
  version: '',
  steps: [],
  repeat: null,
  stop: [],
  spans: null,
  rest: null,
  edition: 0,
};

/** Mirrors `overBecause`: every clock that runs, by the rows of what it is about. */
const MISSING = `
  with wanted as (
    select 'sign' as clock, duty.id as subject_id, duty.incident_id, duty.id as assignment_id, duty.unit,
      duty.sent_at as starts_at, null::timestamptz as due_at, duty.sign_due_at as internal_due
    from assignment duty
    where duty.state = 'sent' and duty.must_sign and ($1::uuid is null or duty.incident_id = $1)
    union all
    select 'report', duty.id, duty.incident_id, duty.id, duty.unit, duty.sent_at, null, duty.report_due_at
    from assignment duty
    where duty.state in ('sent', 'refused', ${sqlStates(SIGNED)}) and duty.report_due_at is not null and duty.reported_at is null
      and ($1::uuid is null or duty.incident_id = $1)
    union all
    select 'ruling', refusal.id, refusal.incident_id, null, refusal.ruler, refusal.raised_at, null, refusal.due_at
    from refusal
    where refusal.state in ('waiting', 'prepared') and ($1::uuid is null or refusal.incident_id = $1)
    union all
    select case deadline.rule when 'DL-05' then 'pool' when 'DL-12' then 'closing' else 'statutory' end,
      deadline.id, deadline.incident_id, null,
      null, deadline.starts_at, case deadline.rule when 'DL-05' then null else deadline.due_at end, deadline.due_at
    from deadline
    where deadline.state in ('open', 'missed') and deadline.settled_at is null
      and (deadline.kind = 'statutory' or deadline.rule in ('DL-05', 'DL-12'))
      and ($1::uuid is null or deadline.incident_id = $1)
    union all
    select 'order', superior_order.id, superior_order.incident_id, null, null, superior_order.received_at,
      superior_order.due_at, null
    from superior_order
    where superior_order.state = 'open' and ($1::uuid is null or superior_order.incident_id = $1)
    union all
    select 'letter', coordination.id, coordination.incident_id, null, coordination.unit, coordination.created_at, null, null
    from coordination
    where coordination.state in ('drafted', 'sent') and ($1::uuid is null or coordination.incident_id = $1)
    union all
    select 'incident', incident.id, incident.id, null, null, incident.dispatched_at, null, null
    from incident
    where incident.state in (${sqlStates([...UNDER_WAY, ...ANSWERED])}) and incident.dispatched_at is not null
      and not incident.historic and ($1::uuid is null or incident.id = $1)
  )
  select wanted.clock, wanted.subject_id as "subjectId", incident.jurisdiction_id as "jurisdictionId",
    wanted.incident_id as "incidentId", wanted.assignment_id as "assignmentId", wanted.unit,
    wanted.starts_at as "startsAt", wanted.due_at as "dueAt", wanted.internal_due as "internalDue",
    incident.clocks, incident.opinion_level as level,
    incident.opinion_confirmed as confirmed, incident.rehearsal
  from wanted join incident on incident.id = wanted.incident_id
  where not incident.historic
    and (incident.state not in (${sqlStates(OVER)}) or incident.state = 'closed' and wanted.clock = 'closing')
    and (incident.state <> 'set_aside' or wanted.clock in ('order', 'letter'))
    and (wanted.clock <> 'pool' or incident.state = 'awaiting_confirmation')
    and (wanted.clock <> 'report' or incident.answered_at is null)
    and not exists (
      select 1 from escalation known where known.clock = wanted.clock and known.subject_id = wanted.subject_id)
  order by incident.turn, wanted.clock, wanted.subject_id
  limit $2`;
