import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { addItemVisibility, addVisibility, Conditions, ItemRow } from '#incidents/service';
import { notFound } from '../http/problem.js';

/** An item the caller may see. @throws ProblemError 404 */
export async function visibleItem(manager: EntityManager, caller: Principal, id: string): Promise<ItemRow> {
  const conditions = addItemVisibility(new Conditions(), caller);
  conditions.add(`item.id = ${conditions.value(id)}::uuid`);
  const [seen]: object[] = await manager.query(
    `select 1 from item where ${conditions.sql}`,
    conditions.values,
  );
  const row = seen && (await manager.findOneBy(ItemRow, { id }));
  if (!row) throw notFound();
  return row;
}

/** Whether the item stands in a matter the caller may not know of: it is then answered as if there were none (RT-05). */
export async function isItemKept(manager: EntityManager, caller: Principal, id: string): Promise<boolean> {
  const visible = addVisibility(new Conditions([id]), caller);
  const kept: object[] = await manager.query(
    `select 1 from incident_item link join incident on incident.id = link.incident_id
     where link.item_id = $1::uuid and not (${visible.sql})`,
    visible.values,
  );
  return kept.length > 0;
}
