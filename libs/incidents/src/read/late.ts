import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { cursorTime, exactly, packCursor, unpackCursor } from './cursor.js';
import type { Moments } from './list.js';
import { addVisibility, Conditions } from './visibility.js';
import { sqlStates, UNDER_WAY, OVER } from '../life.js';

/** Duties sent in a span of time; what a unit is reported for. */
export interface LateFilter {
  from: Date;
  /** Exclusive. */
  to: Date;
  /** Any of these names; absent: every unit. */
  units?: readonly string[];
  rehearsal: 'include' | 'only' | 'none';
}

/** Figures of one unit under one of its names; shares come with what they are shares of. */
export interface LateFigures {
  unit: string;
  duties: number;
  /** Signed in time, of those signed or past their time. */
  signedInTime: number;
  signedOf: number;
  /** First reports (DL-07) in time, of those sent or past their time. */
  reportedInTime: number;
  reportedOf: number;
  /** Something of them is past its time now. */
  lateNow: number;
  /** The longest anything was late, or is, in seconds of natural time; 0 when nothing was. */
  longestLate: number;
  /** Times urged by hand. */
  urged: number;
  /** Duties on a supervision order. */
  supervised: number;
  refusals: number;
}

export const LATE_KINDS = [
  'all',
  'late_now',
  'signed_late',
  'reported_late',
  'urged',
  'supervised',
  'refused',
] as const;
export type LateKind = (typeof LATE_KINDS)[number];

export interface LateDuty {
  id: string;
  incidentId: string;
  number: string;
  title: string;
  unit: string;
  sentAt: Date;
  signDueAt: Date | null;
  signedAt: Date | null;
  reportDueAt: Date | null;
  reportedAt: Date | null;
  /** Null when it is answered, not owed, or has no statutory time. */
  answerDueAt: Date | null;
  lateNow: boolean;
  longestLate: number;
  urged: number;
  supervised: boolean;
  refusals: number;
  rehearsal: boolean;
}

/** Figures by the name a duty was given under; whoever knows the directory adds up those of renamed units. */
export async function lateByUnit(
  manager: EntityManager,
  principal: Principal,
  filter: LateFilter,
  now: Moments,
): Promise<LateFigures[]> {
  const conditions = scopeOf(principal, filter);
  return manager.query(
    `${gradedSql(conditions, now)}
     select unit, count(*)::int as duties,
       count(*) filter (where sign_in_time)::int as "signedInTime",
       count(*) filter (where sign_judged)::int as "signedOf",
       count(*) filter (where report_in_time)::int as "reportedInTime",
       count(*) filter (where report_judged)::int as "reportedOf",
       count(*) filter (where late_now)::int as "lateNow",
       max(longest)::int as "longestLate",
       sum(urged)::int as urged,
       count(*) filter (where supervised)::int as supervised,
       sum(refusals)::int as refusals
     from graded group by unit order by count(*) filter (where late_now) desc, max(longest) desc, unit`,
    conditions.values,
  );
}

const cursorShape = z.tuple([cursorTime, z.uuid()]);
const WHICH: Record<LateKind, string> = {
  all: 'true',
  late_now: 'late_now',
  signed_late: 'sign_judged and not sign_in_time',
  reported_late: 'report_judged and not report_in_time',
  urged: 'urged > 0',
  supervised: 'supervised',
  refused: 'refusals > 0',
};

/** The duties behind a figure, newest first. */
export async function lateDuties(
  manager: EntityManager,
  principal: Principal,
  filter: LateFilter & { kind: LateKind },
  page: { cursor: string | null; limit: number; now: Moments },
): Promise<{ rows: LateDuty[]; next: string | null }> {
  const conditions = scopeOf(principal, filter);
  const graded = gradedSql(conditions, page.now);
  const outer = new Conditions(conditions.values);
  outer.add(WHICH[filter.kind]);
  if (page.cursor !== null) {
    const [sent, id] = unpackCursor(page.cursor, cursorShape);
    outer.add(`(sent_at, id) < (${outer.value(sent)}::timestamptz, ${outer.value(id)}::uuid)`);
  }
  const found: (LateDuty & { key: string })[] = await manager.query(
    `${graded}
     select id, incident_id as "incidentId", number, title, unit, sent_at as "sentAt", sign_due_at as "signDueAt",
       signed_at as "signedAt", report_due_at as "reportDueAt", reported_at as "reportedAt",
       answer_due as "answerDueAt", late_now as "lateNow", longest::int as "longestLate", urged::int as urged,
       supervised, refusals::int as refusals, rehearsal, ${exactly('sent_at')} as key
     from graded where ${outer.sql} order by graded.sent_at desc, id desc limit ${outer.value(page.limit + 1)}`,
    outer.values,
  );
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  const next = found.length > page.limit && last ? packCursor([last.key, last.id]) : null;
  return { rows, next };
}

function scopeOf(principal: Principal, filter: LateFilter): Conditions {
  const conditions = addVisibility(new Conditions(), principal);
  conditions.add("duty.must_sign and duty.state <> 'withdrawn' and not incident.historic");
  conditions.add(
    `duty.sent_at >= ${conditions.value(filter.from)}::timestamptz and duty.sent_at < ${conditions.value(filter.to)}::timestamptz`,
  );
  if (filter.units) conditions.add(`duty.unit = any(${conditions.value([...filter.units])}::text[])`);
  if (filter.rehearsal !== 'include') conditions.add(`duty.rehearsal = ${filter.rehearsal === 'only'}`);
  return conditions;
}

/**
 * Each duty with how it kept its times. What ended without a signature (closed) is measured to that moment; what a refusal
 * set aside counts as read when it was refused (decision 13).
 */
function gradedSql(conditions: Conditions, now: Moments): string {
  const moment = `case when duty.rehearsal then ${conditions.value(now.rehearsal)}::timestamptz
    else ${conditions.value(now.real)}::timestamptz end`;
  const late = (end: string, due: string) => `extract(epoch from ${end} - ${due})`;
  return `
  with scope as (
    select duty.id, duty.incident_id, duty.unit, duty.state, duty.sent_at, duty.sign_due_at, duty.signed_at,
      duty.report_due_at, duty.reported_at, duty.rehearsal, incident.number, incident.title,
      incident.state as matter, incident.closed_at, ${moment} as moment,
      case when 'respondent' = any(duty.roles) and incident.answered_at is null and incident.state in (${sqlStates(UNDER_WAY)})
        then answer.due end as answer_due
    from assignment duty join incident on incident.id = duty.incident_id
    left join lateral (select min(due_at) as due from deadline
      where deadline.incident_id = incident.id and kind = 'statutory' and deadline.state in ('open', 'missed')) answer on true
    where ${conditions.sql}
  ), measured as (
    select *,
      coalesce(signed_at, least(closed_at, moment)) as sign_end,
      coalesce(reported_at, least(closed_at, moment)) as report_end,
      matter in (${sqlStates(UNDER_WAY)}) as running
    from scope
  ), graded as (
    select measured.*,
      sign_due_at is not null and (signed_at is not null or sign_due_at <= sign_end) as sign_judged,
      coalesce(signed_at <= sign_due_at, false) as sign_in_time,
      report_due_at is not null and (reported_at is not null or report_due_at <= report_end) as report_judged,
      coalesce(reported_at <= report_due_at, false) as report_in_time,
      coalesce(matter not in (${sqlStates(OVER)}) and state = 'sent' and sign_due_at <= moment, false)
        or coalesce(running and reported_at is null and report_due_at <= moment, false)
        or coalesce(answer_due <= moment, false) as late_now,
      greatest(0, ${late('sign_end', 'sign_due_at')}, ${late('report_end', 'report_due_at')},
        ${late('moment', 'answer_due')}) as longest,
      coalesce(urgings.count, 0) as urged,
      coalesce(sheets.count, 0) > 0 as supervised,
      coalesce(refused.count, 0) as refusals
    from measured
    left join (select assignment_id, count(*) from urging group by 1) urgings on urgings.assignment_id = measured.id
    left join (select part.assignment_id, count(*) from supervision_part part
      join supervision sheet on sheet.id = part.supervision_id
      where sheet.number is not null and sheet.state <> 'withdrawn' group by 1) sheets on sheets.assignment_id = measured.id
    left join (select assignment_id, count(*) from refusal group by 1) refused on refused.assignment_id = measured.id
  )`;
}
