import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { addDuration } from '#clock';
import type { Directory } from '#jurisdiction';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { OrderRow, type OrderChannel, type UrgeStep } from '../entities/order.entity.js';
import { compareOpinionLevels, type OpinionLevel } from '../levels.js';
import { note, type Act } from './act.js';
import { settleDeadlines } from './deadlines.js';
import { RefusedAction } from './errors.js';
import { flagsOf } from './flags.js';

/** The rule of the third clock: the superior's own time (domain (f)5). */
export const SUPERIOR_RULE = 'DL-19';
const MUST_RESPOND = 'MR-5';

/** A superior's order as it is registered; names and numbers of persons come sealed. */
export interface NewOrder {
  itemId: string | null;
  body: string;
  documentNumber: string | null;
  callerSealed: Buffer | null;
  callerPhoneSealed: Buffer | null;
  channel: OrderChannel;
  receivedAt: Date;
  asked: string;
  dueAt: Date | null;
  reportTo: string | null;
  /** Units it names, as they are called in the directory. */
  units: string[];
}

/**
 * Puts an order on the record of a locked incident: row, clock (DL-19), level and log are one change. The matter is at
 * least 较大 and must be answered (OP-5, MR-5); routing looks at it again for the units named (RT-06). Stores the
 * incident's changes on the row handed in; the caller saves it.
 * @throws RefusedAction `incident_closed`, `in_the_future`, `due_before_received`, `unknown_unit`, `recused_unit`
 */
export async function registerOrder(
  act: Act,
  incident: IncidentRow,
  order: NewOrder,
  directory: Directory,
): Promise<OrderRow> {
  if (incident.state === 'closed' || incident.historic) throw new RefusedAction('incident_closed');
  if (order.receivedAt > act.at) throw new RefusedAction('in_the_future');
  checkDue(order);
  const units = namedUnits(order.units, incident, directory, act.at);
  const row = await insertOrder(act, incident, { ...order, units }, directory);
  await raiseLevel(act, incident, directory);
  incident.needsRouting = true;
  return row;
}

/**
 * Orders that came with an item (a feed, an import, manual entry) and stand on no record yet get one, so that there is
 * one place for all. What the item does not say is left open for a person to fill in.
 */
export async function adoptOrders(act: Act, incident: IncidentRow, directory: Directory): Promise<void> {
  const found: { id: string; source: { name: string }; asked: string; at: Date; dueAt: Date | null }[] =
    await act.manager.query(
      `select item.id, item.source, item.discovered_at as at, item.superior_due_at as "dueAt",
         coalesce(nullif(item.text, ''), item.title) as asked
       from incident_item link join item on item.id = link.item_id
       where link.incident_id = $1 and item.assigned_by_superior and link.duplicate_of is null
         and not exists (select 1 from superior_order known where known.item_id = item.id)
       order by item.seq`,
      [incident.id],
    );
  for (const item of found)
    await insertOrder(
      { ...act, actor: 'system' },
      incident,
      {
        itemId: item.id,
        body: item.source.name,
        documentNumber: null,
        callerSealed: null,
        callerPhoneSealed: null,
        channel: 'system',
        receivedAt: item.at,
        asked: item.asked,
        dueAt: item.dueAt,
        reportTo: null,
        units: [],
      },
      directory,
    );
}

async function insertOrder(
  act: Act,
  incident: IncidentRow,
  order: NewOrder,
  directory: Directory,
): Promise<OrderRow> {
  const steps = ladderOf(order, act.at, directory);
  const row = act.manager.create(OrderRow, {
    ...order,
    id: randomUUID(),
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    state: 'open',
    registeredBy: act.actor.replace(/^account:/, ''),
    createdAt: act.at,
    steps,
    step: 0,
    nextStepAt: new Date(steps[0]?.at ?? act.at),
    rehearsal: incident.rehearsal,
  });
  await act.manager.insert(OrderRow, row);
  await note(act, incident, 'order.registered', {
    orderId: row.id,
    body: row.body,
    documentNumber: row.documentNumber,
    dueAt: row.dueAt?.toISOString() ?? null,
    units: row.units,
  });
  await setClock(act, incident, row);
  return row;
}

/** The order's own row among the due times; a person may move it, since only the superior's word binds it. */
async function setClock(act: Act, incident: IncidentRow, order: OrderRow): Promise<void> {
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
export function ladderOf(
  order: Pick<NewOrder, 'receivedAt' | 'dueAt'>,
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
  const wanted = { ...order, ...fields };
  const later = order.dueAt !== null && (wanted.dueAt === null || wanted.dueAt > order.dueAt);
  if (later && !reason.trim()) throw new RefusedAction('reason_missing');
  checkDue(wanted);
  wanted.units = namedUnits(wanted.units, incident, directory, act.at);
  const moved = wanted.dueAt?.getTime() !== order.dueAt?.getTime();
  const named = wanted.units.some((unit) => !order.units.includes(unit));
  if (moved) {
    // Whoever was told stays told; only what lies ahead is laid out anew.
    const ahead = ladderOf(wanted, act.at, directory).slice(1);
    wanted.steps = [...order.steps.slice(0, order.step), ...ahead];
    const next = wanted.steps[order.step];
    wanted.nextStepAt = next ? new Date(next.at) : null;
  }
  Object.assign(order, wanted);
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
    nextStepAt: null,
  } satisfies Partial<OrderRow>);
  await act.manager.save(OrderRow, order);
  await note(act, incident, 'order.reported', { orderId: order.id, body: order.body, to: report.to });
  await settleDeadlines(act, incident, [SUPERIOR_RULE], report.at, order.id);
}

/** An order registered by mistake, or taken back by the superior. @throws RefusedAction `order_settled` */
export async function withdrawOrder(
  act: Act,
  incident: IncidentRow,
  order: OrderRow,
  reason: string,
): Promise<void> {
  if (order.state !== 'open') throw new RefusedAction('order_settled');
  Object.assign(order, { state: 'withdrawn', withdrawnReason: reason.trim(), nextStepAt: null });
  await act.manager.save(OrderRow, order);
  await act.manager.update(DeadlineRow, { orderId: order.id }, { state: 'superseded' });
  await note(act, incident, 'order.withdrawn', {
    orderId: order.id,
    body: order.body,
    reason: reason.trim(),
  });
}

/** Whether a superior still waits to be told: then the matter is not done with. */
export const hasOpenOrder = (manager: EntityManager, incidentId: string): Promise<boolean> =>
  manager.existsBy(OrderRow, { incidentId, state: 'open' });

function checkDue(order: Pick<NewOrder, 'receivedAt' | 'dueAt'>): void {
  if (order.dueAt && order.dueAt <= order.receivedAt) throw new RefusedAction('due_before_received');
}

/** Present-day names (RT-52). @throws RefusedAction `unknown_unit`; `recused_unit` (RT-05) */
function namedUnits(names: string[], incident: IncidentRow, directory: Directory, at: Date): string[] {
  const units = names.map((name) => {
    const unit = directory.dutyHolder(name.trim(), at)?.unit;
    if (!unit || unit.external) throw new RefusedAction('unknown_unit', `（${name}）`);
    if (incident.recused.includes(unit.name)) throw new RefusedAction('recused_unit', `（${unit.name}）`);
    return unit.name;
  });
  return [...new Set(units)];
}

/** OP-5 and MR-5 hold from the moment of registration; judging finds the same in the order's item. */
async function raiseLevel(act: Act, incident: IncidentRow, directory: Directory): Promise<void> {
  const from = incident.opinionLevel;
  const least = directory.profile.levels.opinion.superiorAtLeast as OpinionLevel;
  if (compareOpinionLevels(from, least) < 0) {
    incident.opinionLevel = least;
    await note(act, incident, 'level.raised', { from, to: least });
  }
  const rule = directory.profile.levels.mustRespond.find((entry) => entry.id === MUST_RESPOND);
  if (rule?.enabled && !incident.mustRespond.includes(MUST_RESPOND))
    incident.mustRespond = [...incident.mustRespond, MUST_RESPOND];
  const { opinionLevel, mustRespond, judgement } = incident;
  if (judgement) incident.judgement = { ...judgement, opinionLevel, mustRespond };
  incident.flags = flagsOf(incident);
}
