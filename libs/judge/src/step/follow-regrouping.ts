import type { EntityManager } from 'typeorm';
import type { IncidentIndex } from '../index.js';

const LAST = `select coalesce(max(seq), 0)::text as seq from regrouping where jurisdiction_id = $1`;
const PLACED = `
  select link.item_id as "itemId", link.incident_id as "incidentId", link.pinned_by is not null as pinned
  from incident_item link where link.item_id in (
    select unnest(done.item_ids) from regrouping done where done.jurisdiction_id = $1 and done.seq > $2 and done.seq <= $3)`;

/**
 * What persons have put together or apart since this index last looked, here or in another process: it holds the rows as they
 * stand, so the same rows give the same index however it came to them.
 * @param upTo the last regrouping it knows; null when it is being built from the rows themselves
 * @returns the last one there is
 */
export async function followRegroupings(
  manager: EntityManager,
  jurisdictionId: string,
  index: IncidentIndex,
  upTo: bigint | null,
): Promise<bigint> {
  const [row]: { seq: string }[] = await manager.query(LAST, [jurisdictionId]);
  const last = BigInt(row?.seq ?? 0);
  if (upTo === null || last <= upTo) return last;
  const placed: { itemId: string; incidentId: string; pinned: boolean }[] = await manager.query(PLACED, [
    jurisdictionId,
    upTo.toString(),
    last.toString(),
  ]);
  index.regroup(placed);
  return last;
}
