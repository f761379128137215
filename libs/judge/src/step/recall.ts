import type { EntityManager } from 'typeorm';
import { IncidentRow } from '#incidents/service';
import type { Reach } from './working-incident.js';

/** An incident while a batch works on it. */
export interface Working {
  /** When something joined that was discovered before. */
  earlier?: Date;
  row: IncidentRow;
  reach: Reach;
  born: boolean;
  touched: boolean;
  reroute: boolean;
}

/** A locked incident with what its items say of its reach. */
export async function recall(manager: EntityManager, row: IncidentRow): Promise<Working> {
  const found: { sources: string[] | null; first: Date | null; last: Date | null; items: string }[] =
    await manager.query(
      `select array_agg(distinct item.source->>'name') filter (where link.duplicate_of is null) as sources,
         min(link.at) as first, max(link.at) as last, count(*) as items
       from incident_item link join item on item.id = link.item_id where link.incident_id = $1`,
      [row.id],
    );
  const reach = found[0];
  return {
    row,
    reach: {
      sources: new Set(reach?.sources ?? []),
      first: reach?.first ?? row.discoveredAt,
      last: reach?.last ?? row.discoveredAt,
      items: Number(reach?.items ?? 0),
    },
    born: false,
    touched: false,
    reroute: false,
  };
}

/** The newest incident in which the matter of a closed one came up again. */
export async function successorOf(manager: EntityManager, incidentId: string): Promise<string | null> {
  const next = await manager.findOne(IncidentRow, {
    where: { recurrenceOf: incidentId },
    order: { createdAt: 'DESC' },
    select: { id: true },
  });
  return next?.id ?? null;
}
