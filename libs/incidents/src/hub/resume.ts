import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { Act } from './act.js';

/**
 * Lets the sign-off clocks of unsigned duties go on where they stood when the incident was closed: every time moves by
 * as long as it was closed. (The statutory clocks are not touched: they never rest.)
 */
export async function resumeEscalations(act: Act, duties: AssignmentRow[], closedAt: Date): Promise<void> {
  const closedFor = act.at.getTime() - closedAt.getTime();
  const later = (time: Date | string) => new Date(new Date(time).getTime() + closedFor);
  for (const duty of duties.filter((entry) => entry.mustSign && entry.state === 'sent')) {
    if (duty.signDueAt)
      await act.manager.update(AssignmentRow, { id: duty.id }, { signDueAt: later(duty.signDueAt) });
    const stopped = await act.manager.findOneBy(EscalationRow, {
      assignmentId: duty.id,
      stopReason: 'closed',
    });
    if (!stopped) continue;
    stopped.policy.steps = stopped.policy.steps.map((step) => ({
      ...step,
      at: later(step.at).toISOString(),
    }));
    stopped.nextDueAt &&= later(stopped.nextDueAt);
    stopped.stoppedAt = null;
    stopped.stopReason = null;
    await act.manager.save(EscalationRow, stopped);
  }
}
