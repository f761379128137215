import type { EntityManager } from 'typeorm';
import { parseDuration, type Timeline } from '#clock';
import type { Directory } from '#jurisdiction';
import { note, type Act } from './act.js';
import { OPINION_LEVELS, type OpinionLevel } from '../levels.js';
import { announce } from './announce.js';
import { standingDuties } from './duties.js';
import { lockIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';
import { isAnswered, sqlStates, ANSWERED } from '../life.js';

/** 持续发布进展: the documents (国办发〔2016〕61号、80号) set no interval; it is the profile's, of natural time. */
const RULE = 'DL-04';
const AT_ONCE = 100;

interface DueProgress {
  incidentId: string;
  /** Intervals since the last word. */
  round: number;
  /** When the last of them was over. */
  dueAt: Date;
}

/**
 * Matters that have been answered and are not closed, and of which nothing was said for the interval of DL-04, for all
 * levels or by level: respondents and office are reminded to tell how it goes on. Counted from the first answer or the last
 * publication or report upward. Whoever was away for several intervals is reminded once. A city whose DL-04 has no time reminds nobody.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function progressDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  directories: DirectoryReader,
): Promise<string[]> {
  const rehearsal = timeline === 'rehearsal';
  const cities: { id: string }[] = await manager.query(CITIES, [rehearsal]);
  const told: string[] = [];
  for (const { id } of cities) {
    const directory = await directories(manager, id);
    const intervals = intervalsOf(directory);
    if (!intervals) continue;
    const due: DueProgress[] = await manager.query(DUE, [now, rehearsal, id, intervals]);
    for (const one of due) {
      await manager.transaction((inner) => remind(inner, one, now, directory));
      told.push(one.incidentId);
    }
  }
  return told;
}

/** Seconds by level; null where the city has none. */
function intervalsOf({ profile }: Directory): Record<OpinionLevel, number> | null {
  const rule = profile.deadlines.find(({ id }) => id === RULE);
  const seconds = (level: OpinionLevel): number => {
    const limit = rule?.byLevel?.[level] ?? rule?.limit;
    return limit ? parseDuration(limit) / 1000 : 0;
  };
  const intervals = OPINION_LEVELS.map((level) => [level, seconds(level)] as const);
  if (!intervals.every(([, length]) => length > 0)) return null;
  return Object.fromEntries(intervals) as Record<OpinionLevel, number>;
}

async function remind(
  manager: EntityManager,
  due: DueProgress,
  now: Date,
  directory: Directory,
): Promise<void> {
  const incident = await lockIncident(manager, due.incidentId);
  if (!incident || !isAnswered(incident.state)) return;
  const act: Act = { manager, actor: 'system', at: now };
  const duties = (await standingDuties(act, incident.id)).filter((duty) => duty.roles.includes('respondent'));
  const key = keyOf(due);
  const office = officeFor(directory, incident.recused);
  for (const { id, unit } of duties)
    await announce(act, incident, {
      eventKey: `${key}:${unit}`,
      unit,
      audience: 'liaison_and_handler',
      template: 'progress_due',
      assignmentId: id,
    });
  if (office)
    await announce(act, incident, {
      eventKey: key,
      unit: office,
      audience: 'office',
      template: 'progress_due',
    });
  const units = duties.map(({ unit }) => unit);
  await note(act, incident, 'progress.due', { rule: RULE, units, round: due.round });
}

/** By the moment the interval was over: rounds count otherwise once the level has changed. */
const keyOf = ({ incidentId, dueAt }: DueProgress): string => `${incidentId}:progress:${dueAt.getTime()}`;

/** Answered, not closed, and open to be spoken of. */
const OPEN = `incident.state in (${sqlStates(ANSWERED)}) and not incident.historic and not incident.restricted`;
const CITIES = `
  select distinct incident.jurisdiction_id as id from incident where ${OPEN} and incident.rehearsal = $1`;

/** The row of the log says that a round was told; a report or an answer begins the count anew. */
const DUE = `
  select incident.id as "incidentId", past.round, past.due_at as "dueAt"
  from incident
  cross join lateral (select greatest(incident.answered_at, (
    select max(issue.sent_at) from report_issue issue where issue.incident_id = incident.id), (
    select max((told.data ->> 'at')::timestamptz) from incident_log told where told.incident_id = incident.id
      and told.type = 'publication.registered' and told.data ->> 'counts' <> 'none')) as since) base
  cross join lateral (select ($4::jsonb ->> case
    when incident.opinion_level = '特别重大' and not incident.opinion_confirmed then '重大'
    else incident.opinion_level end)::float as seconds) every
  cross join lateral (select floor(extract(epoch from $1::timestamptz - base.since) / every.seconds)::int as count) full_ones
  cross join lateral (select full_ones.count as round,
    base.since + make_interval(secs => every.seconds * full_ones.count) as due_at) past
  where ${OPEN} and incident.rehearsal = $2 and incident.jurisdiction_id = $3 and past.round >= 1
    and not exists (select 1 from incident_log told
      where told.incident_id = incident.id and told.type = 'progress.due' and told.at >= past.due_at)
  order by past.due_at limit ${AT_ONCE}`;
