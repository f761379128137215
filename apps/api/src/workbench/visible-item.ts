import type { EntityManager } from 'typeorm';
import type { Principal } from '#access';
import { addItemVisibility, Conditions, ItemRow } from '#incidents/service';
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
