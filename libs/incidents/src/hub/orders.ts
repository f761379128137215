import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Directory } from '#jurisdiction';
import type { IncidentRow } from '../entities/incident.entity.js';
import { OrderRow, type OrderChannel } from '../entities/order.entity.js';
import { compareOpinionLevels, type OpinionLevel } from '../levels.js';
import { orderDue } from '../order-due.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { flagsOf } from './flags.js';
import { setClock } from './order-clock.js';
import { isOver } from '../life.js';

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
  if (isOver(incident.state) || incident.historic) throw new RefusedAction('incident_closed');
  if (order.receivedAt > act.at) throw new RefusedAction('in_the_future');
  checkDue(order);
  const units = namedUnits(order.units, incident, directory, act.at);
  const row = await insertOrder(act, incident, { ...order, units });
  await raiseLevel(act, incident, directory);
  incident.needsRouting = true;
  return row;
}

/**
 * Orders that came with an item (a feed, an import, manual entry) and stand on no record yet get one, so that there is
 * one place for all. What the item does not say is left open for a person to fill in.
 */
export async function adoptOrders(act: Act, incident: IncidentRow): Promise<void> {
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
    await insertOrder({ ...act, actor: 'system' }, incident, {
      itemId: item.id,
      body: item.source.name,
      documentNumber: null,
      callerSealed: null,
      callerPhoneSealed: null,
      channel: 'system',
      receivedAt: item.at,
      asked: item.asked,
      dueAt: item.dueAt ?? orderDue(item.asked, item.at),
      reportTo: null,
      units: [],
    });
}

async function insertOrder(act: Act, incident: IncidentRow, order: NewOrder): Promise<OrderRow> {
  const row = act.manager.create(OrderRow, {
    ...order,
    id: randomUUID(),
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    state: 'open',
    registeredBy: act.actor.replace(/^account:/, ''),
    createdAt: act.at,
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

/** Whether a superior still waits to be told: then the matter is not done with. */
export const hasOpenOrder = (manager: EntityManager, incidentId: string): Promise<boolean> =>
  manager.existsBy(OrderRow, { incidentId, state: 'open' });

/** @throws RefusedAction `due_before_received` */
export function checkDue(order: Pick<NewOrder, 'receivedAt' | 'dueAt'>): void {
  if (order.dueAt && order.dueAt <= order.receivedAt) throw new RefusedAction('due_before_received');
}

/** Present-day names (RT-52). @throws RefusedAction `unknown_unit`; `recused_unit` (RT-05) */
export function namedUnits(names: string[], incident: IncidentRow, directory: Directory, at: Date): string[] {
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
