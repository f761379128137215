import type { EntityManager } from 'typeorm';
import { parseDuration, type Timeline } from '#clock';
import type { Directory } from '#jurisdiction';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { standingDuties } from './duties.js';
import { lockIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';
import { isAnswered, sqlStates, ANSWERED } from '../life.js';

/** 持续发布进展: the documents (国办发〔2016〕61号、80号) set no interval; a reminder a day is the proposal of the profile. */
const RULE = 'DL-04';
const DAY = 'PT24H';
const AT_ONCE = 100;

interface DueProgress {
  incidentId: string;
  /** Days (or the profile's interval) since the last word. */
  round: number;
  since: Date;
}

/**
 * Matters that have been answered and are not closed, and of which nothing was said for a day: respondents and office are
 * reminded to tell how it goes on (DL-04). Counted from the first answer or the last report upward. Whoever was away for
 * days is reminded once, not once a day.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function progressDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  directories: DirectoryReader,
): Promise<string[]> {
  const due: (DueProgress & { jurisdictionId: string })[] = await manager.query(DUE, [
    now,
    timeline === 'rehearsal',
    parseDuration(DAY) / 1000,
  ]);
  for (const one of due) {
    const directory = await directories(manager, one.jurisdictionId);
    await manager.transaction((inner) => remind(inner, one, now, directory));
  }
  return due.map(({ incidentId }) => incidentId);
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

const keyOf = ({ incidentId, since, round }: DueProgress): string =>
  `${incidentId}:progress:${since.getTime()}:${round}`;

/** The row of the log says that a round was told; a report or an answer begins the count anew. */
const DUE = `
  select incident.id as "incidentId", incident.jurisdiction_id as "jurisdictionId", base.since,
    floor(extract(epoch from $1::timestamptz - base.since) / $3)::int as round
  from incident
  cross join lateral (select greatest(incident.answered_at, (
    select max(issue.sent_at) from report_issue issue where issue.incident_id = incident.id)) as since) base
  where incident.state in (${sqlStates(ANSWERED)}) and not incident.historic and not incident.restricted and incident.rehearsal = $2
    and base.since <= $1::timestamptz - make_interval(secs => $3)
    and not exists (select 1 from incident_log told where told.incident_id = incident.id
      and told.type = 'progress.due'
      and told.at >= base.since + make_interval(secs => $3 * floor(extract(epoch from $1::timestamptz - base.since) / $3)))
  order by base.since limit ${AT_ONCE}`;
