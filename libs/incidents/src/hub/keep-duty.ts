import { AssignmentRow } from '../entities/duty.entity.js';
import { nextDutyState } from '../life.js';
import type { Act } from './act.js';

/** A refusal ends with the unit still on duty: it has received it, and verified it where it has reported. */
export async function keepDuty(act: Act, assignmentId: string): Promise<void> {
  const duty = await act.manager.findOneBy(AssignmentRow, { id: assignmentId, state: 'refused' });
  if (!duty) return;
  const state = nextDutyState(duty.state, 'keep', duty.reportedAt !== null);
  await act.manager.update(AssignmentRow, { id: duty.id }, { state });
}
