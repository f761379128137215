import type { EntityManager } from 'typeorm';
import { addDuration, parseDuration, type Timeline } from '#clock';
import {
  announce,
  lockIncident,
  officeFor,
  type Act,
  type DirectoryReader,
  type IncidentRow,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { CommitmentRow } from '../entities/commitment.entity.js';
import { PublicationRow } from '../entities/publication.entity.js';
import { COMMITMENTS_PAGE, PUBLICATIONS_PAGE } from './pages.js';

/** At once in one sweep; the next comes a minute later. */
const AT_ONCE = 100;
/** A unit is reminded with a fifth of its time left. */
const FIRST = 0.8;
/** Commitments further away than this cannot be due for a reminder. */
const AHEAD = 'P31D';

interface Waiting {
  id: string;
  incidentId: string;
}

/**
 * Publications that are about to be late or are, and promises before, at and after their day: the unit hears, when the time
 * is up the office too (`announce`), and its leader in charge. Each is told once; whoever was away for days is told once.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function publicationsDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  directories: DirectoryReader,
): Promise<string[]> {
  const rehearsal = timeline === 'rehearsal';
  const late: Waiting[] = await manager.query(
    `select id, incident_id as "incidentId" from publication
     where state = 'due' and rehearsal = $2 and due_at is not null and (
       (reminded < 2 and due_at <= $1)
       or (reminded < 1 and created_at + (due_at - created_at) * ${FIRST} <= $1))
     order by due_at limit ${AT_ONCE}`,
    [now, rehearsal],
  );
  const near: Waiting[] = await manager.query(
    `select id, incident_id as "incidentId" from commitment
     where state = 'open' and rehearsal = $2 and reminded < 3 and due_at <= $1 order by due_at limit 500`,
    [addDuration(now, AHEAD), rehearsal],
  );
  const told = new Set<string>();
  const at = { now, directories };
  for (const one of late) if (await tell(manager, one, at, remindOwner)) told.add(one.incidentId);
  for (const one of near) if (await tell(manager, one, at, remindUnit)) told.add(one.incidentId);
  return [...told];
}

type Remind = (act: Act, incident: IncidentRow, id: string, directory: Directory) => Promise<boolean>;

async function tell(
  manager: EntityManager,
  { id, incidentId }: Waiting,
  { now, directories }: { now: Date; directories: DirectoryReader },
  remind: Remind,
): Promise<boolean> {
  return manager.transaction(async (inner) => {
    const incident = await lockIncident(inner, incidentId);
    if (!incident) return false;
    const directory = await directories(inner, incident.jurisdictionId);
    return remind({ manager: inner, actor: 'system', at: now }, incident, id, directory);
  });
}

async function remindOwner(
  act: Act,
  incident: IncidentRow,
  id: string,
  directory: Directory,
): Promise<boolean> {
  const row = await act.manager.findOneBy(PublicationRow, { id });
  if (row?.state !== 'due' || !row.dueAt || !row.owner) return false;
  const step = row.dueAt <= act.at ? 2 : 1;
  if (row.reminded >= step) return false;
  // No new version: whoever is filling in the form must not be thrown out by a reminder.
  await act.manager.update(PublicationRow, { id }, { reminded: step });
  const over = step === 2;
  const about = { subjectId: id, data: dataOf(row.owner, row.dueAt, PUBLICATIONS_PAGE) };
  const key = `${id}:due${step}:${row.dueAt.getTime()}`;
  const template = over ? 'publication_overdue' : 'publication_near';
  const { owner } = row;
  await announce(act, incident, {
    ...about,
    eventKey: key,
    unit: owner,
    audience: 'liaison_and_handler',
    template,
  });
  if (over)
    await tellAbove(act, incident, directory, {
      ...about,
      key,
      unit: owner,
      template: 'publication_overdue',
    });
  return true;
}

async function remindUnit(
  act: Act,
  incident: IncidentRow,
  id: string,
  directory: Directory,
): Promise<boolean> {
  const row = await act.manager.findOneBy(CommitmentRow, { id });
  if (row?.state !== 'open') return false;
  const step = commitmentStep(row.dueAt, act.at, directory.profile.clocks.publication.remindBefore);
  if (step <= row.reminded) return false;
  await act.manager.update(CommitmentRow, { id }, { reminded: step });
  const about = { subjectId: id, data: dataOf(row.unit, row.dueAt, COMMITMENTS_PAGE) };
  const key = `${id}:due${step}:${row.dueAt.getTime()}`;
  const template = step === 1 ? 'commitment_near' : step === 2 ? 'commitment_due' : 'commitment_overdue';
  await announce(act, incident, {
    ...about,
    eventKey: key,
    unit: row.unit,
    audience: 'liaison_and_handler',
    template,
  });
  if (step >= 2)
    await tellAbove(act, incident, directory, { ...about, key, unit: row.unit, template }, step === 3);
  return true;
}

/**
 * Which reminder a promise has come to: 0 none, 1 before its day, 2 at the time, 3 so long after it.
 * @param span of the profile (`publication.remindBefore`), before and after
 */
export function commitmentStep(dueAt: Date, now: Date, span: string): 0 | 1 | 2 | 3 {
  const left = dueAt.getTime() - now.getTime();
  const ahead = parseDuration(span);
  if (left <= -ahead) return 3;
  if (left <= 0) return 2;
  return left <= ahead ? 1 : 0;
}

async function tellAbove(
  act: Act,
  incident: IncidentRow,
  directory: Directory,
  what: { key: string; unit: string; template: string; subjectId: string; data: Record<string, unknown> },
  leader = true,
): Promise<void> {
  const { key, unit, ...news } = what;
  if (leader)
    await announce(act, incident, { ...news, eventKey: `${key}:leader`, unit, audience: 'charge_leader' });
  const office = officeFor(directory, incident.recused);
  if (office)
    await announce(act, incident, { ...news, eventKey: `${key}:office`, unit: office, audience: 'office' });
}

const dataOf = (unit: string, dueAt: Date, path: string) => ({ unit, dueAt: dueAt.toISOString(), path });
