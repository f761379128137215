import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { Act } from './act.js';
import { delayEscalation } from './escalations.js';

/** Clocks of a unit's own work: they rested while the matter was closed. The others never rest. */
const RESTED: ReadonlySet<string> = new Set(['sign', 'report']);

/**
 * Lets the clocks of a matter go on that was closed: sign-off and first report where they stood, every time moved by as
 * long as it was closed; statutory and superiors' times as they are, for they have never stopped.
 */
export async function resumeEscalations(
  act: Act,
  incident: IncidentRow,
  duties: AssignmentRow[],
  closedAt: Date,
): Promise<void> {
  const closedFor = act.at.getTime() - closedAt.getTime();
  const later = (time: Date) => new Date(time.getTime() + closedFor);
  for (const duty of duties.filter((entry) => entry.mustSign && entry.state === 'sent'))
    if (duty.signDueAt)
      await act.manager.update(AssignmentRow, { id: duty.id }, { signDueAt: later(duty.signDueAt) });
  for (const duty of duties.filter((entry) => entry.reportDueAt && !entry.reportedAt))
    if (duty.reportDueAt)
      await act.manager.update(AssignmentRow, { id: duty.id }, { reportDueAt: later(duty.reportDueAt) });
  const stopped = await act.manager.findBy(EscalationRow, { incidentId: incident.id, stopReason: 'closed' });
  for (const climb of stopped) {
    climb.stoppedAt = null;
    climb.stopReason = null;
    await delayEscalation(act, climb, RESTED.has(climb.clock) ? closedFor : 0);
  }
}
