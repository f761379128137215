import { In, type EntityManager } from 'typeorm';
import { IncidentItemRow, ItemRow } from '#incidents/service';

/** An item seen again with higher counts since it was judged, and where it stands. */
export interface GrownItem {
  row: ItemRow;
  incidentId: string | null;
}

/** Those of a jurisdiction, the longest waiting first. */
export async function grownItems(
  manager: EntityManager,
  jurisdictionId: string,
  atMost: number,
): Promise<GrownItem[]> {
  const rows = await manager
    .createQueryBuilder(ItemRow, 'item')
    .where('item.jurisdictionId = :jurisdictionId', { jurisdictionId })
    .andWhere('item.grownAt IS NOT NULL AND item.judgedAt IS NOT NULL')
    .orderBy('item.grownAt')
    .addOrderBy('item.seq')
    .take(atMost)
    .getMany();
  if (rows.length === 0) return [];
  const links = await manager.findBy(IncidentItemRow, { itemId: In(rows.map(({ id }) => id)) });
  const incidentOf = new Map(links.map(({ itemId, incidentId }) => [itemId, incidentId]));
  return rows.map((row) => ({ row, incidentId: incidentOf.get(row.id) ?? null }));
}

/** They have been judged with what was read; what has grown since waits for the next round. */
export async function settleGrown(manager: EntityManager, grown: readonly GrownItem[]): Promise<void> {
  if (grown.length === 0) return;
  await manager.query(
    `update item set grown_at = null from unnest($1::uuid[], $2::timestamptz[]) as seen(id, at)
     where item.id = seen.id and item.grown_at <= seen.at`,
    [grown.map(({ row }) => row.id), grown.map(({ row }) => row.grownAt)],
  );
}
