import type { Directory } from '#jurisdiction';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { OrderRow, type OrderChannel } from '../entities/order.entity.js';
import { note, type Act } from './act.js';
import { settleDeadlines } from './deadlines.js';
import { RefusedAction } from './errors.js';
import { retimeEscalation, stopEscalations } from './escalations.js';
import { setClock, SUPERIOR_RULE } from './order-clock.js';
import { checkDue, namedUnits, type NewOrder } from './orders.js';

/** What a person may set right or complete; absent: as it stands. */
export type OrderChange = Partial<
  Pick<NewOrder, 'body' | 'documentNumber' | 'channel' | 'dueAt' | 'reportTo' | 'units'>
>;

/**
 * Completes or corrects an order; a later time is the superior's own consent and needs its reason.
 * @throws RefusedAction `order_settled`, `reason_missing`, `due_before_received`, `unknown_unit`, `recused_unit`
 */
export async function amendOrder(
  act: Act,
  incident: IncidentRow,
  order: OrderRow,
  change: OrderChange & { reason: string },
  directory: Directory,
): Promise<void> {
  if (order.state !== 'open') throw new RefusedAction('order_settled');
  const { reason, ...fields } = change;
  const { receivedAt } = order;
  const dueAt = fields.dueAt === undefined ? order.dueAt : fields.dueAt;
  const later = order.dueAt !== null && (dueAt === null || dueAt > order.dueAt);
  if (later && !reason.trim()) throw new RefusedAction('reason_missing');
  checkDue({ receivedAt, dueAt });
  const units = namedUnits(fields.units ?? order.units, incident, directory, act.at);
  const named = units.some((unit) => !order.units.includes(unit));
  // Whoever was told stays told; only what lies ahead is laid out anew.
  if (dueAt?.getTime() !== order.dueAt?.getTime() || receivedAt.getTime() !== order.receivedAt.getTime())
    await retimeEscalation(act, 'order', order.id, { from: receivedAt, dueAt });
  Object.assign(order, fields, { units });
  await act.manager.save(OrderRow, order);
  await setClock(act, incident, order);
  await note(act, incident, 'order.amended', {
    orderId: order.id,
    body: order.body,
    fields: Object.keys(fields),
    reason: reason.trim(),
  });
  if (named) incident.needsRouting = true;
}

export interface OrderReport {
  at: Date;
  to: string;
  by: OrderChannel;
  text: string;
}

/**
 * 回告: settles the order and its clock by when it was reported, not by when that is registered.
 * @throws RefusedAction `order_settled`, `in_the_future`, `report_before_received`
 */
export async function reportOrder(
  act: Act,
  incident: IncidentRow,
  order: OrderRow,
  report: OrderReport,
): Promise<void> {
  if (order.state !== 'open') throw new RefusedAction('order_settled');
  if (report.at > act.at) throw new RefusedAction('in_the_future');
  if (report.at < order.receivedAt) throw new RefusedAction('report_before_received');
  Object.assign(order, {
    state: 'reported',
    reportedAt: report.at,
    reportedTo: report.to,
    reportedBy: report.by,
    reportText: report.text,
  } satisfies Partial<OrderRow>);
  await act.manager.save(OrderRow, order);
  await note(act, incident, 'order.reported', { orderId: order.id, body: order.body, to: report.to });
  await settleDeadlines(act, incident, [SUPERIOR_RULE], report.at, order.id);
  await stopEscalations(act, [order.id], 'reported');
}

/** An order registered by mistake, or taken back by the superior. @throws RefusedAction `order_settled` */
export async function withdrawOrder(
  act: Act,
  incident: IncidentRow,
  order: OrderRow,
  reason: string,
): Promise<void> {
  if (order.state !== 'open') throw new RefusedAction('order_settled');
  Object.assign(order, { state: 'withdrawn', withdrawnReason: reason.trim() });
  await act.manager.save(OrderRow, order);
  await act.manager.update(DeadlineRow, { orderId: order.id }, { state: 'superseded' });
  await stopEscalations(act, [order.id], 'withdrawn');
  await note(act, incident, 'order.withdrawn', {
    orderId: order.id,
    body: order.body,
    reason: reason.trim(),
  });
}
