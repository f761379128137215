import type { EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import type { Act } from './act.js';
import { apparatusFor, closeNow } from './close.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';

const AT_ONCE = 50;
const DAY = 86_400_000;
const WORDS = (days: number): string => `回应后连续 ${days} 天没有新情况，自动办结`;

/** SQL: since when a matter has been quiet: its last answer, its last item, the last word of a superior or a supervision. */
const QUIET_SINCE = `greatest(incident.answered_at,
  (select max(round.answered_at) from round where round.incident_id = incident.id),
  (select max(item.discovered_at) from incident_item link join item on item.id = link.item_id
     where link.incident_id = incident.id))`;

/** Something still waits: a superior, a supervision order, an unfinished text, or a person. */
const NOTHING_OPEN = `not exists (select 1 from superior_order waiting
    where waiting.incident_id = incident.id and waiting.state = 'open')
  and not exists (select 1 from supervision_part part
    where part.incident_id = incident.id and part.state in ('open', 'answered'))`;

/** Since when nothing has happened to it; null before the answer. */
export async function quietSince(manager: EntityManager, incidentId: string): Promise<Date | null> {
  const [row]: { since: Date | null }[] = await manager.query(
    `select ${QUIET_SINCE} as since from incident where incident.id = $1`,
    [incidentId],
  );
  return row?.since ?? null;
}

/**
 * 一般 stays light: closed by itself when nothing has happened for seven days after its answer (issue 5; profile
 * `closing.quietDays`). What is followed up, supervised or waited for by a superior is not. Safe to run twice.
 */
export async function closeQuiet(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  directories: DirectoryReader,
): Promise<void> {
  for (const found of await candidates(manager, timeline)) {
    const { quietDays } = (await directories(manager, found.jurisdictionId)).profile.clocks.closing;
    if (found.since === null || now.getTime() - found.since.getTime() < quietDays * DAY) continue;
    await manager.transaction(async (inner) => {
      const incident = await lockIncident(inner, found.id);
      const since = incident && (await quietSince(inner, incident.id));
      if (!incident || incident.state !== 'answered' || since?.getTime() !== found.since?.getTime()) return;
      if (!apparatusFor(incident).quietClose || incident.needsRouting) return;
      const act: Act = { manager: inner, actor: 'system', at: now };
      await closeNow(act, incident, WORDS(quietDays), { quiet: true });
      await saveIncident(inner, incident, now);
    });
  }
}

/** Answered matters that are light by their level; whether several answer is looked at under the lock. */
function candidates(
  manager: EntityManager,
  timeline: Timeline,
): Promise<{ id: string; jurisdictionId: string; since: Date | null }[]> {
  return manager.query(
    `select incident.id, incident.jurisdiction_id as "jurisdictionId", ${QUIET_SINCE} as since
     from incident where incident.state = 'answered' and incident.opinion_level = '一般'
       and incident.event_level not in ('I', 'II') and not incident.historic and incident.rehearsal = $1
       and not incident.needs_routing and ${NOTHING_OPEN}
     order by since limit ${AT_ONCE}`,
    [timeline === 'rehearsal'],
  );
}
