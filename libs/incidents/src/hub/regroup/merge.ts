import type { CorrectedJudgement } from '../../corrections.js';
import type { IncidentRow } from '../../entities/incident.entity.js';
import { IncidentItemRow } from '../../entities/incident.entity.js';
import { compareEventLevels, compareOpinionLevels } from '../../levels.js';
import { nextIncidentState } from '../../life.js';
import { note, type Act } from '../act.js';
import { isRunning } from '../dispatch.js';
import { followDuties } from '../duties.js';
import { RefusedAction } from '../errors.js';
import { stopAllEscalations } from '../escalations.js';
import { flagsOf } from '../flags.js';
import { keepAnswering, leaveWatch } from '../keep-disposition.js';
import { lapse } from '../lapse.js';
import { lockIncident, saveIncident } from '../lock.js';
import type { RegroupingPort, Rules } from '../ports.js';
import { mergeT0 } from '../statutory-times.js';
import { carryBelongings, uniteRecusals } from './belongings.js';
import { carryDuties, type Course } from './carry.js';

/** What a regrouping works with. */
export interface Tools {
  port: RegroupingPort;
  directory: Rules['directory'];
}

/**
 * One matter goes into another, whole: items, duties with their signatures, due times, orders. The earlier T0 holds, levels
 * only rise. Both are locked by the caller and saved here; then the rules look at the one that stays.
 * @param asked whose routing holds, where a person has corrected both
 * @throws RefusedAction `merge_whose_routing`
 */
export async function absorb(
  act: Act,
  into: IncidentRow,
  from: IncidentRow,
  tools: Tools,
  asked?: Course,
): Promise<string[]> {
  const course = courseOf(into, from, asked);
  const items = await act.manager.findBy(IncidentItemRow, { incidentId: from.id });
  const itemIds = items.map(({ itemId }) => itemId);
  await act.manager.update(IncidentItemRow, { incidentId: from.id }, { incidentId: into.id });
  await uniteRecusals(act, into, from);
  into.corrected = unitedCorrections(into.corrected, from.corrected);
  takeLevels(into, from);
  takeCourse(act, into, from, course, tools);
  await carryDuties(act, into, from, course);
  await carryBelongings(act, into, from);
  await mergeT0(act, into, {
    discoveredAt: from.discoveredAt,
    knownAt: from.firstKnownAt ?? from.discoveredAt,
    learnedAt: from.learnedAt,
  });
  if (!into.historic && isRunning(into)) await keepAnswering(act, into);
  await note(act, into, 'incident.absorbed', { from: from.id, items: itemIds.length });
  await endAsMerged(act, from, into.id);
  await settle(act, into, tools);
  return itemIds;
}

/** What people put right of either; where of both its own first, of figures one by one. */
function unitedCorrections(
  own: CorrectedJudgement | null,
  other: CorrectedJudgement | null,
): CorrectedJudgement | null {
  if (!own || !other) return own ?? other;
  const facts = { ...other.figure?.facts, ...own.figure?.facts };
  return { ...other, ...own, ...((own.figure ?? other.figure) && { figure: { facts } }) };
}

/** A person's decision wins over the rules'; whoever is under way wins over who is not. */
function courseOf(into: IncidentRow, from: IncidentRow, asked?: Course): Course {
  if (!isRunning(from)) return 'into';
  if (!isRunning(into)) return 'from';
  if (into.routedBy && from.routedBy) {
    if (!asked) throw new RefusedAction('merge_whose_routing');
    return asked;
  }
  return into.routedBy ? 'into' : from.routedBy ? 'from' : 'both';
}

function takeCourse(act: Act, into: IncidentRow, from: IncidentRow, course: Course, { port }: Tools): void {
  into.needsRouting = !into.historic;
  if (course === 'into' || !from.routing) return;
  const began = isRunning(into);
  const both = course === 'both' && into.routing;
  const decided = into.routedBy && from.routedBy ? act.actor.replace(/^account:/, '') : from.routedBy;
  into.routing = both ? port.unite(both, from.routing) : from.routing;
  into.routedBy = both ? decided : from.routedBy;
  into.routedAt = act.at;
  if (began) return;
  into.state = nextIncidentState(into.state, 'dispatch');
  into.clocks ??= from.clocks;
  into.clockLevel ??= from.clockLevel;
  into.dispatchedAt ??= from.dispatchedAt;
  into.firstSignedAt ??= from.firstSignedAt;
  into.allSignedAt ??= from.allSignedAt;
  into.disposition = from.disposition;
  into.disposedBy = from.disposedBy;
}

/** A level that a person has confirmed there counts here too. */
function takeLevels(into: IncidentRow, from: IncidentRow): void {
  const event = compareEventLevels(from.eventLevel, into.eventLevel);
  if (event > 0) Object.assign(into, { eventLevel: from.eventLevel, provisional: from.provisional });
  else if (event === 0) into.provisional &&= from.provisional;
  const opinion = compareOpinionLevels(from.opinionLevel, into.opinionLevel);
  if (opinion > 0)
    Object.assign(into, { opinionLevel: from.opinionLevel, opinionConfirmed: from.opinionConfirmed });
  else if (opinion === 0) into.opinionConfirmed ||= from.opinionConfirmed;
  into.mustRespond = [...new Set([...into.mustRespond, ...from.mustRespond])];
}

/** Nothing runs under this number any more; clocks and messages end without a miss. */
export async function endAsMerged(act: Act, from: IncidentRow, intoId: string): Promise<void> {
  from.state = nextIncidentState(from.state, 'merge');
  from.mergedInto = intoId;
  from.needsRouting = false;
  from.itemCount = 0;
  await leaveWatch(act, from, 'person');
  await stopAllEscalations(act, from.id, 'merged');
  await lapse(act, from, {}, 'merged');
  await act.manager.query(
    `update deadline set state = 'superseded', settled_at = $2
     where incident_id = $1 and settled_at is null and state in ('open', 'missed')`,
    [from.id, act.at],
  );
  await act.manager.query(
    `update notice set state = 'cancelled' where incident_id = $1 and state in ('pending', 'to_call')`,
    [from.id],
  );
  await act.manager.query(`update announcement set told_at = $2 where incident_id = $1 and told_at is null`, [
    from.id,
    act.at,
  ]);
  await note(act, from, 'incident.merged', { into: intoId });
  await saveIncident(act.manager, from, act.at);
}

/** A matter that has gained or lost items: judged by what it holds now, saved, and looked at by the rules. */
export async function settle(act: Act, incident: IncidentRow, { port, directory }: Tools): Promise<void> {
  await port.rejudge(act.manager, incident, directory);
  incident.flags = flagsOf(incident);
  await followDuties(act, incident);
  await saveIncident(act.manager, incident, act.at);
  await port.reroute(act.manager, incident.id);
  const routed = await lockIncident(act.manager, incident.id);
  if (!routed) return;
  Object.assign(incident, routed);
  await followDuties(act, incident);
  await saveIncident(act.manager, incident, act.at);
}

/** The items of a matter, oldest first. */
export const linksOf = (act: Act, incidentId: string): Promise<IncidentItemRow[]> =>
  act.manager.find(IncidentItemRow, { where: { incidentId }, order: { at: 'ASC', itemId: 'ASC' } });
