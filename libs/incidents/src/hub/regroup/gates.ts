import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../../entities/incident.entity.js';
import type { RegroupingRow } from '../../entities/regrouping.entity.js';
import { isAnswered, isOver } from '../../life.js';
import { isReport } from '../accusations.js';
import { openConcern } from '../concern.js';
import { RefusedAction } from '../errors.js';

type Half = 'public' | 'report';

/**
 * Two matters between which items may go at all: of one lane, both going on, neither restricted unless both are reports on
 * public servants of which nothing was split out (RT-05).
 * @throws RefusedAction `merge_self`, `merge_mixed`, `merge_over`, `merge_unrouted`, `merge_restricted`
 */
export async function mayMeet(manager: EntityManager, one: IncidentRow, other: IncidentRow): Promise<void> {
  if (one.id === other.id) throw new RefusedAction('merge_self');
  const lanes = one.rehearsal === other.rehearsal && one.historic === other.historic;
  if (!lanes || one.jurisdictionId !== other.jurisdictionId) throw new RefusedAction('merge_mixed');
  for (const incident of [one, other]) mayRegroup(incident);
  if ((await halfOf(manager, one)) !== (await halfOf(manager, other)))
    throw new RefusedAction('merge_restricted');
}

/** @throws RefusedAction `merge_over`, `merge_unrouted` */
export function mayRegroup(incident: IncidentRow): void {
  if (isOver(incident.state)) throw new RefusedAction('merge_over');
  // It may yet turn out to be a report, which only those with the right may know of.
  const unrouted = incident.state === 'judged' && !incident.routing && incident.needsRouting;
  if (unrouted) throw new RefusedAction('merge_unrouted');
}

/** @throws RefusedAction `merge_restricted` for what takes part in no regrouping */
async function halfOf(manager: EntityManager, incident: IncidentRow): Promise<Half> {
  if (incident.splitFrom || incident.flags.includes('classified_content'))
    throw new RefusedAction('merge_restricted');
  if (!incident.restricted && !isReport(incident)) return 'public';
  if (!isReport(incident) || (await openConcern(manager, incident.id)))
    throw new RefusedAction('merge_restricted');
  return 'report';
}

/**
 * Items of a report stay together; what of it is a public concern is split out by its own way (RT-05).
 * @throws RefusedAction `merge_over`, `merge_unrouted`, `merge_restricted`
 */
export function mayLoseItems(incident: IncidentRow): void {
  mayRegroup(incident);
  const kept = incident.restricted || incident.splitFrom || incident.flags.includes('classified_content');
  if (kept) throw new RefusedAction('merge_restricted');
}

/**
 * What has been said to the public, or is about to be, stands under its own number.
 * @throws RefusedAction `merge_answered`, `merge_lowering_waiting`
 */
export async function mayGoInto(manager: EntityManager, from: IncidentRow): Promise<void> {
  const [found]: { said: boolean; lowering: boolean }[] = await manager.query(
    `select exists (select 1 from response where incident_id = $1 and state not in ('drafting', 'withdrawn'))
         or exists (select 1 from publication where incident_id = $1)
         or exists (select 1 from direct_reply where incident_id = $1) as said,
       exists (select 1 from level_lowering where incident_id = $1 and state = 'waiting')
         or exists (select 1 from level_settlement where incident_id = $1 and state = 'waiting') as lowering`,
    [from.id],
  );
  if (isAnswered(from.state) || from.answeredAt || from.round > 1 || found?.said)
    throw new RefusedAction('merge_answered');
  if (found?.lowering) throw new RefusedAction('merge_lowering_waiting');
}

/** What a person did that rests on the grouping; signing and reporting do not. */
const BUILDS_ON: Record<string, string> = {
  'routing.confirmed': '已确认交办方案',
  'routing.corrected': '已更正交办方案',
  'level.confirmed': '已确认舆情等级',
  'level.lowered': '已降低舆情等级',
  'refusal.ruled': '已裁定退单',
  'disposition.decided': '已决定处置去向',
  'incident.answered': '已登记回应',
  'incident.replied': '已直接答复',
  'incident.closed': '已办结',
  'response.moved': '回应稿已提交',
  'publication.registered': '已发布回应',
  'report.split': '已拆出公众诉求',
};
export const UNDO_DAYS = 30;

/**
 * Whether it can still be taken back.
 * @throws RefusedAction `undo_done`, `undo_too_late`, `undo_later_first`, `undo_followed`
 */
export async function mayUndo(manager: EntityManager, done: RegroupingRow, now: Date): Promise<void> {
  if (done.undoneAt || done.kind === 'undo') throw new RefusedAction('undo_done');
  if (now.getTime() - done.at.getTime() > UNDO_DAYS * 86_400_000) throw new RefusedAction('undo_too_late');
  const later: { found: boolean }[] = await manager.query(
    `select exists (select 1 from regrouping where seq > $1 and kind <> 'undo' and undone_at is null
       and (from_id = any($2::uuid[]) or into_id = any($2::uuid[]))) as found`,
    [done.seq, [done.fromId, done.intoId]],
  );
  if (later[0]?.found) throw new RefusedAction('undo_later_first');
  const acts: { type: string }[] = await manager.query(
    `select distinct type from incident_log where incident_id = any($1::uuid[]) and id > $2
       and type = any($3) and actor <> 'system' and actor <> 'rules' order by type`,
    [[done.fromId, done.intoId], done.logId, Object.keys(BUILDS_ON)],
  );
  if (acts.length > 0)
    throw new RefusedAction('undo_followed', `${acts.map(({ type }) => BUILDS_ON[type]).join('，')}。`);
}
