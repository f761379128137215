import { In } from 'typeorm';
import { SupervisionPartRow, SupervisionRow } from '../entities/supervision.entity.js';
import type { Act } from './act.js';

const WHY = { withdrawn: '任务已撤回', closed: '事件已办结', merged: '事件已归并' };

/**
 * Nobody answers any more for what no longer stands: the duty was taken back, or the matter closed. A supervision order
 * with nothing left open is settled by that. Its incident is locked by the caller.
 */
export async function lapseSupervision(
  act: Act,
  of: { incidentId: string; assignmentId?: string },
  reason: 'withdrawn' | 'closed' | 'merged',
): Promise<void> {
  const { manager } = act;
  const parts = await manager.findBy(SupervisionPartRow, { ...of, state: In(['open', 'answered']) });
  if (parts.length === 0) return;
  await manager.update(
    SupervisionPartRow,
    { id: In(parts.map(({ id }) => id)) },
    { state: 'withdrawn', nextTellAt: null },
  );
  for (const supervisionId of new Set(parts.map((part) => part.supervisionId))) {
    const states = (await manager.findBy(SupervisionPartRow, { supervisionId })).map(({ state }) => state);
    if (states.some((state) => state === 'open')) continue;
    const state = states.includes('answered')
      ? 'answered'
      : states.includes('closed')
        ? 'closed'
        : 'withdrawn';
    const settled = state !== 'answered';
    await manager.update(
      SupervisionRow,
      { id: supervisionId, state: In(['drafted', 'issued', 'answered']) },
      {
        state,
        version: () => 'version + 1',
        ...(settled && { settledBy: 'system', settledAt: act.at, settledNote: WHY[reason] }),
      },
    );
  }
}
