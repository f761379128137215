import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { OrderRow } from '../entities/order.entity.js';
import { note, type Act } from './act.js';

/** The rule of the third clock: the superior's own time (domain (f)5). */
export const SUPERIOR_RULE = 'DL-19';

/** The order's own row among the due times; a person may move it, since only the superior's word binds it. */
export async function setClock(act: Act, incident: IncidentRow, order: OrderRow): Promise<void> {
  const known = await act.manager.findOneBy(DeadlineRow, { orderId: order.id });
  if (!order.dueAt) {
    if (known) await act.manager.delete(DeadlineRow, { id: known.id });
    return;
  }
  const due = { startsAt: order.receivedAt, dueAt: order.dueAt, state: 'open' as const };
  if (known) {
    if (known.dueAt.getTime() === order.dueAt.getTime()) return;
    await act.manager.update(DeadlineRow, { id: known.id }, due);
  } else
    await act.manager.insert(DeadlineRow, {
      ...due,
      incidentId: incident.id,
      orderId: order.id,
      rule: SUPERIOR_RULE,
      kind: 'superior',
      origin: 'birth',
      settledAt: null,
      rehearsal: incident.rehearsal,
    });
  await note(act, incident, 'deadline.set', {
    rule: SUPERIOR_RULE,
    orderId: order.id,
    dueAt: order.dueAt.toISOString(),
  });
}
