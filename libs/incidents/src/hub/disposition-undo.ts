import { In } from 'typeorm';
import { setsAside } from '../disposition.js';
import { DirectReplyRow, DispositionRow, type BeforeDisposition } from '../entities/disposition.entity.js';
import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { isUnderWay, nextIncidentState, type IncidentEvent, type IncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { dropDuties, followDuties, standingDuties, tellResumed } from './duties.js';
import { RefusedAction } from './errors.js';

/** What stands before a decision, for taking it back. */
export async function beforeOf(act: Act, incident: IncidentRow): Promise<BeforeDisposition> {
  const duties = await standingDuties(act, incident.id);
  return {
    state: incident.state,
    disposition: incident.disposition,
    disposedBy: incident.disposedBy,
    watchUntil: incident.watchUntil?.toISOString() ?? null,
    duties: duties.map(({ id, state }) => ({ id, state })),
  };
}

/**
 * Takes the last decision of a person back: duties it withdrew stand again with their clocks, duties it sent are withdrawn.
 * @throws RefusedAction `disposition_nothing_to_undo`, `disposition_followed`
 */
export async function takeBack(act: Act, incident: IncidentRow): Promise<void> {
  const last = await act.manager.findOne(DispositionRow, {
    where: { incidentId: incident.id },
    order: { seq: 'DESC' },
  });
  if (!last?.before || last.undoes) throw new RefusedAction('disposition_nothing_to_undo');
  if (await hasFollowed(act, incident, last, last.before)) throw new RefusedAction('disposition_followed');
  const { before } = last;
  await restore(act, incident, last, before);
  incident.disposition = before.disposition;
  incident.disposedBy = before.disposedBy;
  incident.watchUntil =
    incident.state === 'watching' && before.watchUntil ? new Date(before.watchUntil) : null;
  await act.manager.insert(DispositionRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    kind: last.kind,
    reason: 'taken_back',
    details: {},
    previous: last.previous,
    before: null as never,
    undoes: last.id,
    by: act.actor,
    at: act.at,
    rehearsal: incident.rehearsal,
  });
  await note(act, incident, 'disposition.undone', { kind: last.kind });
}

/** Whether anybody has gone on from the decision: signed, replied, corrected, or the matter has moved on by itself. */
export async function hasFollowed(
  act: Pick<Act, 'manager'>,
  incident: IncidentRow,
  decision: DispositionRow,
  before: BeforeDisposition,
): Promise<boolean> {
  const { kind, at } = decision;
  if (incident.disposition !== kind) return true;
  if (setsAside(kind)) return incident.state !== 'set_aside';
  if (kind === 'watch') return incident.state !== 'watching';
  const waiting = incident.state === 'awaiting_confirmation' && before.state !== 'watching';
  if (!isUnderWay(incident.state) && !waiting) return true;
  if (incident.routedAt && incident.routedAt > at) return true;
  if (await act.manager.existsBy(DirectReplyRow, { incidentId: incident.id })) return true;
  const duties = await act.manager.findBy(AssignmentRow, { incidentId: incident.id });
  const stood = new Map(before.duties.map((duty) => [duty.id, duty.state]));
  return duties.some(({ id, state }) => state !== 'withdrawn' && state !== (stood.get(id) ?? 'sent'));
}

/** The steps through the table that lead from what the decision made of it back to where it stood. */
function wayBack(now: IncidentState, then: IncidentState): IncidentEvent[] {
  const aside: IncidentEvent[] = now === 'set_aside' ? [] : ['set_aside'];
  if (isUnderWay(then)) return isUnderWay(now) ? [] : ['dispatch'];
  if (then === 'set_aside') return aside;
  if (then === 'watching') return [...aside, 'watch'];
  if (now === 'awaiting_confirmation') return [];
  return [...(isUnderWay(now) ? aside : []), 'needs_confirmation'];
}

async function restore(
  act: Act,
  incident: IncidentRow,
  decision: DispositionRow,
  before: BeforeDisposition,
): Promise<void> {
  const kept = new Set(before.duties.map(({ id }) => id));
  const standing = await standingDuties(act, incident.id);
  if (standing.some(({ id }) => !kept.has(id))) await dropDuties(act, incident, before.disposition);
  for (const event of wayBack(incident.state, before.state))
    incident.state = nextIncidentState(incident.state, event);
  for (const { id, state } of before.duties) await act.manager.update(AssignmentRow, { id }, { state });
  await resume(act, [...kept], decision.at);
  const stood = new Set(standing.map(({ id }) => id));
  const again = await standingDuties(act, incident.id);
  await tellResumed(
    act,
    incident,
    again.filter(({ id }) => !stood.has(id)),
  );
  // Judged but not decided: the rules look at it again.
  if (before.state === 'judged' || before.state === 'awaiting_confirmation') incident.needsRouting = true;
  await followDuties(act, incident);
}

/** The clocks of duties that the decision stopped go on where they would be by now. */
async function resume(act: Act, dutyIds: string[], stoppedAt: Date): Promise<void> {
  if (dutyIds.length === 0) return;
  await act.manager.update(
    EscalationRow,
    { assignmentId: In(dutyIds), stoppedAt, stopReason: 'withdrawn' },
    { stoppedAt: null, stopReason: null },
  );
}
