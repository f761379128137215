import { In, type EntityManager } from 'typeorm';
import { AssignmentRow } from '../../entities/duty.entity.js';
import { IncidentItemRow, type IncidentRow } from '../../entities/incident.entity.js';
import { ItemRow } from '../../entities/item.entity.js';
import type { RegroupingRow, RowChange } from '../../entities/regrouping.entity.js';
import { isSigned } from '../../life.js';
import { note, type Act } from '../act.js';
import { announce } from '../announce.js';
import { takeSettled } from '../fact-settling.js';
import { followDuties, standingDuties } from '../duties.js';
import { saveIncident } from '../lock.js';
import { mergeT0 } from '../statutory-times.js';
import { carrySignature, rehome } from './carry.js';
import { pinItems } from './divide.js';
import { endAsMerged, linksOf, settle, type Tools } from './merge.js';
import { putBack, putMatterBack } from './restore.js';

/** Items that joined a matter after the regrouping, and are still in it. */
export async function itemsSince(
  manager: EntityManager,
  done: RegroupingRow,
  incidentId: string,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select link.item_id as id from incident_item link where link.incident_id = $1 and exists (
       select 1 from incident_log log where log.incident_id = $1 and log.id > $2
         and log.type = 'item.added' and log.data ->> 'itemId' = link.item_id::text)
     order by link.at, link.item_id`,
    [incidentId, done.logId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes a merge, split or move back: items, duties, due times, levels and states stand as they stood before, but for what
 * others have done since. A matter that a split made ends in the one it came from. Both are locked by the caller and saved
 * here.
 * @param back of the items that joined since a merge: those that belong to the matter that comes back
 * @returns every item that has changed its matter
 */
export async function takeBack(
  act: Act,
  done: RegroupingRow,
  { from, into }: { from: IncidentRow; into: IncidentRow },
  tools: Tools,
  back: readonly string[],
): Promise<string[]> {
  const { changes, kind } = done;
  const stays = kind === 'split' ? [from] : [from, into];
  const late = kind === 'split' ? await endSplit(act, from, into) : [];
  if (kind === 'merge') await rehome(act, movedDuties(changes, from.id), from.id);
  await putBack(act, changes, into);
  const stale: IncidentRow[] = [];
  for (const incident of stays) {
    const moved = await putMatterBack(act, changes, incident);
    // A figure may have been taken back while the two were one.
    await takeSettled(act, incident);
    if (moved.some((column) => ['judgement', 'item_count'].includes(column))) stale.push(incident);
  }
  if (kind === 'merge') {
    await bringSignaturesBack(act, done, from, into);
    await tellAgain(act, done, from);
  }
  const returned = await returnItems(act, into, from, back);
  for (const incident of stays) {
    if (stale.includes(incident) || returned.length + late.length > 0) await judgeAnew(act, incident, tools);
    else {
      await followDuties(act, incident);
      await saveIncident(act.manager, incident, act.at);
    }
    await note(act, incident, 'regrouping.undone', { kind, reason: '' });
  }
  return [...new Set([...done.itemIds, ...returned, ...late])];
}

const movedDuties = (changes: readonly RowChange[], fromId: string): string[] =>
  changes.flatMap(({ table, key, before, after }) =>
    table === 'assignment' && before?.['incident_id'] === fromId && after['incident_id'] !== fromId
      ? [key]
      : [],
  );

/** What a split made ends again; whatever joined it meanwhile goes where its items go. */
async function endSplit(act: Act, from: IncidentRow, made: IncidentRow): Promise<string[]> {
  const own = await standingDuties(act, from.id);
  const links = await linksOf(act, made.id);
  for (const duty of await standingDuties(act, made.id)) {
    const same = own.find(({ unit }) => unit === duty.unit);
    if (same?.state === 'sent' && isSigned(duty)) await carrySignature(act, from, same, duty);
  }
  await act.manager.update(IncidentItemRow, { incidentId: made.id }, { incidentId: from.id });
  await endAsMerged(act, made, from.id);
  return links.filter(({ pinnedBy }) => pinnedBy === null).map(({ itemId }) => itemId);
}

/** A unit that has signed the merged matter since has signed the one that comes back. */
async function bringSignaturesBack(
  act: Act,
  { changes, at }: RegroupingRow,
  from: IncidentRow,
  into: IncidentRow,
): Promise<void> {
  const joined = changes.flatMap(({ table, key, after }) =>
    table === 'assignment' && after['state'] === 'withdrawn' ? [key] : [],
  );
  const duties = await act.manager.findBy(AssignmentRow, {
    id: In(joined),
    incidentId: from.id,
    state: 'sent',
  });
  const here = await standingDuties(act, into.id);
  for (const duty of duties) {
    const same = here.find(({ unit }) => unit === duty.unit);
    if (same && isSigned(same) && same.signedAt && same.signedAt >= at)
      await carrySignature(act, from, duty, same);
  }
}

/** Units that were told of the merge hear where the matter is again. */
async function tellAgain(act: Act, { id }: RegroupingRow, from: IncidentRow): Promise<void> {
  for (const duty of await standingDuties(act, from.id))
    await announce(act, from, {
      eventKey: `${duty.id}:unmerged:${id}`,
      unit: duty.unit,
      audience: 'liaison_and_handler',
      template: 'merge_undone',
      assignmentId: duty.id,
      ownOnly: true,
    });
}

async function returnItems(
  act: Act,
  into: IncidentRow,
  from: IncidentRow,
  back: readonly string[],
): Promise<string[]> {
  if (back.length === 0) return [];
  const links = (await linksOf(act, into.id)).filter(({ itemId }) => back.includes(itemId));
  await pinItems(act, links, from.id);
  return links.map(({ itemId }) => itemId);
}

/** More has been said since: what it holds now decides its levels and T0, from where they stood before. */
async function judgeAnew(act: Act, incident: IncidentRow, tools: Tools): Promise<void> {
  const links = await linksOf(act, incident.id);
  const items = await act.manager.findBy(ItemRow, { id: In(links.map(({ itemId }) => itemId)) });
  for (const { discoveredAt, createdAt, rehearsal } of items) {
    const knownAt = rehearsal || createdAt < discoveredAt ? discoveredAt : createdAt;
    await mergeT0(act, incident, { discoveredAt, knownAt, learnedAt: null });
  }
  incident.needsRouting = !incident.historic;
  await settle(act, incident, tools);
}
