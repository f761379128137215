import type { EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import { watchEnd, type WatchEnd, type WatchReach } from '../disposition.js';
import { DispositionRow } from '../entities/disposition.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { workingOpinionLevel } from '../levels.js';
import { isUnderWay, nextIncidentState } from '../life.js';
import type { Routing } from '../routing.js';
import { note, type Act } from './act.js';
import { awaitConfirmation } from './dispatch.js';
import { settleDeadlines } from './deadlines.js';
import { dropDuties } from './duties.js';
import { leaveWatch } from './keep-disposition.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DeadlinePolicy, DirectoryReader, Rules } from './ports.js';

const AT_ONCE = 50;
const HOUR = 3_600_000;

/** How far the matter reaches now: independent sources (names of those whose items repeat no other), townships, levels. */
export async function reachOf(manager: EntityManager, incident: IncidentRow): Promise<WatchReach> {
  const [row]: { sources: number }[] = await manager.query(
    `select count(distinct item.source ->> 'name')::int as sources
     from incident_item link join item on item.id = link.item_id
     where link.incident_id = $1 and link.duplicate_of is null`,
    [incident.id],
  );
  const townships = incident.places.filter(({ kind }) => kind === 'township').map(({ name }) => name);
  return {
    sources: row?.sources ?? 0,
    townships: new Set(townships).size,
    mustRespond: incident.mustRespond.length > 0,
    opinionLevel: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
    eventLevel: incident.eventLevel,
  };
}

/** What would end a watch of the matter as it stands; null: it may be watched. */
export const watchHindrance = (reach: WatchReach, { directory }: Pick<Rules, 'directory'>): WatchEnd | null =>
  watchEnd(reach, null, { sources: directory.profile.clocks.watch.sources, over: false });

/**
 * 先观察 begins: nobody has a duty, the statutory clocks run on, and it ends by itself. The caller has kept the disposition,
 * with the reach as its `details`.
 */
export async function beginWatch(act: Act, incident: IncidentRow, { directory }: Rules): Promise<void> {
  const hours = directory.profile.clocks.watch.hours;
  await dropDuties(act, incident, 'watch');
  if (isUnderWay(incident.state)) incident.state = nextIncidentState(incident.state, 'set_aside');
  incident.state = nextIncidentState(incident.state, 'watch');
  incident.watchUntil = new Date(act.at.getTime() + hours * HOUR);
  await settleDeadlines(act, incident, ['DL-05'], act.at);
  await note(act, incident, 'watch.begun', { until: incident.watchUntil.toISOString() });
}

/** Why the watch of a matter is over by now; null while it goes on. */
export async function watchOver(
  act: Act,
  incident: IncidentRow,
  { directory }: Rules,
): Promise<WatchEnd | null> {
  const begun = await act.manager.findOne(DispositionRow, {
    where: { incidentId: incident.id, kind: 'watch' },
    order: { seq: 'DESC' },
  });
  const { sources } = directory.profile.clocks.watch;
  const over = incident.watchUntil !== null && incident.watchUntil <= act.at;
  const since = begun?.details.reach ?? null;
  return watchEnd(await reachOf(act.manager, incident), since, { sources, over });
}

/** The watch ends and nothing is decided yet: what follows is for the rules or a person to say. */
export async function endWatch(act: Act, incident: IncidentRow, reason: WatchEnd): Promise<void> {
  await leaveWatch(act, incident, reason);
  incident.disposition = null;
  incident.disposedBy = null;
}

export const WATCH_ENDED: Record<WatchEnd, string> = {
  time: '观察时间已满，请决定处置去向。',
  items: '观察期间独立来源增多，请决定处置去向。',
  township: '观察期间涉及第二个乡镇（街道），请决定处置去向。',
  must_respond: '观察期间已属必须回应的情形，请确定回应主体。',
  level: '观察期间等级上升，请决定处置去向。',
};

/** A routing with something a person has to decide. */
export const askedOf = (routing: Routing, question: string): Routing => ({
  ...routing,
  needsHuman: true,
  questions: [...new Set([...routing.questions, question])],
});

/**
 * Ends the watches whose time has passed: the city office decides what becomes of them. Safe to run twice.
 * @returns incidents of which somebody is to hear; the caller wakes `escalate` for them
 */
export async function watchesDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  { directories, policy }: { directories: DirectoryReader; policy: DeadlinePolicy },
): Promise<string[]> {
  return manager.transaction(async (inner) => {
    const due: { id: string }[] = await inner.query(
      `select id from incident where watch_until <= $1 and rehearsal = $2 and state = 'watching'
       order by watch_until limit ${AT_ONCE} for update skip locked`,
      [now, timeline === 'rehearsal'],
    );
    for (const { id } of due) {
      const incident = await lockIncident(inner, id);
      if (incident) await timeOver(inner, incident, now, { directories, policy });
    }
    return due.map(({ id }) => id);
  });
}

async function timeOver(
  manager: EntityManager,
  incident: IncidentRow,
  now: Date,
  { directories, policy }: { directories: DirectoryReader; policy: DeadlinePolicy },
): Promise<void> {
  const act: Act = { manager, actor: 'system', at: now };
  const rules = { policy, directory: await directories(manager, incident.jurisdictionId) };
  const reason = (await watchOver(act, incident, rules)) ?? 'time';
  await endWatch(act, incident, reason);
  if (incident.routing)
    await awaitConfirmation(act, incident, askedOf(incident.routing, WATCH_ENDED[reason]), rules);
  await saveIncident(manager, incident, now);
}
