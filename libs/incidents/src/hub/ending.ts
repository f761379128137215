import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import { nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { needsEvaluation } from './close.js';
import { setArchivingTime } from './closing-times.js';
import { settleDeadlines } from './deadlines.js';
import { RefusedAction } from './errors.js';

/**
 * 评估 is done: DL-12 is settled by it, DL-13 starts from it. The caller holds the lock, keeps the form and saves.
 * @throws IllegalTransition before the matter is closed
 */
export async function markEvaluated(act: Act, incident: IncidentRow, edition: number): Promise<void> {
  incident.state = nextIncidentState(incident.state, 'evaluate');
  await note(act, incident, 'incident.evaluated', { edition });
  await settleDeadlines(act, incident, ['DL-12'], act.at);
  if (edition === 1) await setArchivingTime(act, incident);
}

/**
 * 归档: nothing changes the matter after this. The caller holds the lock, keeps the file and saves.
 * @throws RefusedAction `evaluate_first`; IllegalTransition before the matter is closed
 */
export async function markArchived(act: Act, incident: IncidentRow): Promise<void> {
  if (incident.state === 'closed' && needsEvaluation(incident)) throw new RefusedAction('evaluate_first');
  incident.state = nextIncidentState(incident.state, 'archive');
  incident.needsRouting = false;
  await settleDeadlines(act, incident, ['DL-12', 'DL-13'], act.at);
  await note(act, incident, 'incident.archived');
}

/** Matters over for which the archive may be due: evaluated ones, and light ones closed before that moment. */
export const mayBeArchived = (
  manager: EntityManager,
  asked: { rehearsal: boolean; atOnce: number },
): Promise<
  { id: string; jurisdictionId: string; state: 'closed' | 'evaluated'; closedAt: Date; dueAt: Date | null }[]
> =>
  manager.query(
    `select incident.id, incident.jurisdiction_id as "jurisdictionId", incident.state, incident.closed_at as "closedAt",
       (select max(due.due_at) from deadline due where due.incident_id = incident.id and due.rule = 'DL-13'
          and due.state in ('open', 'missed')) as "dueAt"
     from incident where incident.state in ('closed', 'evaluated') and incident.closed_at is not null
       and not incident.historic and incident.rehearsal = $1
     order by incident.closed_at limit $2`,
    [asked.rehearsal, asked.atOnce],
  );
