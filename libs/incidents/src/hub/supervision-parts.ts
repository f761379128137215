import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import {
  SupervisionPartRow,
  type SupervisionRow,
  type SupervisionUrgency,
} from '../entities/supervision.entity.js';
import { RefusedAction } from './errors.js';
import { lockAll } from './supervision-sheet.js';
import { isOver } from '../life.js';

/** What a supervision order says before it is issued. */
export interface SupervisionDraft {
  title: string;
  /** 督办事由, masked. */
  cause: string;
  urgency: SupervisionUrgency;
  parts: { assignmentId: string; requirement: string; dueAt: Date }[];
}

/**
 * The duties to be supervised with their incidents, locked, in the order they are asked for.
 * @throws RefusedAction `not_found`, `duty_withdrawn`, `duty_informed_only`, `incident_closed`
 */
export async function lockMatters(
  manager: EntityManager,
  parts: SupervisionDraft['parts'],
): Promise<{ duty: AssignmentRow; incident: IncidentRow }[]> {
  const ids = parts.map((part) => part.assignmentId);
  const seen = await manager.findBy(AssignmentRow, { id: In(ids) });
  const incidents = await lockAll(
    manager,
    seen.map((duty) => duty.incidentId),
  );
  const duties = await manager.findBy(AssignmentRow, { id: In(ids) });
  if (new Set(ids).size !== ids.length || duties.length !== ids.length) throw new RefusedAction('not_found');
  return ids.map((id) => {
    const duty = duties.find((one) => one.id === id);
    const incident = duty && incidents.get(duty.incidentId);
    if (!duty || !incident) throw new RefusedAction('not_found');
    if (duty.state === 'withdrawn') throw new RefusedAction('duty_withdrawn');
    if (!duty.mustSign) throw new RefusedAction('duty_informed_only');
    if (isOver(incident.state) || incident.historic) throw new RefusedAction('incident_closed');
    return { duty, incident };
  });
}

/** @throws RefusedAction `reason_missing`, `due_in_past` */
export function checkParts(given: SupervisionDraft, at: Date): void {
  if (!given.cause.trim() || given.parts.some(({ requirement }) => !requirement.trim()))
    throw new RefusedAction('reason_missing');
  if (given.parts.some(({ dueAt }) => dueAt <= at)) throw new RefusedAction('due_in_past');
}

/** @throws RefusedAction `supervised_already` */
export async function writeParts(
  manager: EntityManager,
  row: SupervisionRow,
  given: SupervisionDraft,
  matters: { duty: AssignmentRow }[],
): Promise<void> {
  const running = await manager.findBy(SupervisionPartRow, {
    assignmentId: In(given.parts.map((part) => part.assignmentId)),
    state: In(['open', 'answered']),
  });
  if (running[0]) throw new RefusedAction('supervised_already', `（${running[0].unit}）`);
  await manager.insert(
    SupervisionPartRow,
    given.parts.map(({ assignmentId, requirement, dueAt }, index) => {
      const duty = matters[index]?.duty as AssignmentRow;
      return {
        id: randomUUID(),
        jurisdictionId: row.jurisdictionId,
        supervisionId: row.id,
        incidentId: duty.incidentId,
        assignmentId,
        unit: duty.unit,
        requirement: requirement.trim(),
        dueAt,
        state: 'open' as const,
        nextTellAt: null,
        told: 0,
        rehearsal: row.rehearsal,
      };
    }),
  );
}
