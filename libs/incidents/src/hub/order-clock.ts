import { addDuration } from '#clock';
import type { Directory } from '#jurisdiction';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { OrderRow, UrgeStep } from '../entities/order.entity.js';
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

/** Whoever keeps the superior's clock hears: at once, before the time is up, when it is, and then the one who leads. */
export function orderLadder(
  order: Pick<OrderRow, 'receivedAt' | 'dueAt'>,
  from: Date,
  directory: Directory,
): UrgeStep[] {
  const { remindAt, leaderAfter } = directory.profile.clocks.orders;
  const step = (at: Date, to: UrgeStep['to'], template: string): UrgeStep => ({
    at: at.toISOString(),
    to,
    template,
  });
  const steps = [step(from, 'office', 'order_received')];
  if (!order.dueAt) return steps;
  const span = order.dueAt.getTime() - order.receivedAt.getTime();
  const reminder = new Date(order.receivedAt.getTime() + span * remindAt);
  if (reminder > from) steps.push(step(reminder, 'office', 'order_near'));
  steps.push(step(order.dueAt, 'office', 'order_missed'));
  steps.push(step(addDuration(order.dueAt, leaderAfter), 'office_leader', 'order_missed'));
  return steps;
}
