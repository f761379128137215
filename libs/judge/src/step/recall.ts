import type { EntityManager } from 'typeorm';
import { IncidentRow } from '#incidents/service';
import { recallReach, type Reach } from '../index.js';

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

/** The matter and the closed ones it came up from: OP-9 counts over the whole life. */
const LIFE = `
  with recursive life(id, up, places, depth) as (
    select incident.id, incident.recurrence_of, incident.places, 0 from incident where incident.id = $1
    union all
    select incident.id, incident.recurrence_of, incident.places, life.depth + 1
    from incident join life on incident.id = life.up where life.depth < 20
  )`;
const BEFORE = `${LIFE}
  select distinct place->>'name' as name from life, jsonb_array_elements(life.places) place
  where life.depth > 0 and place->>'kind' = 'township'`;
const SOURCES = `${LIFE}
  select item.source->>'name' as source, max(link.at) as at
  from life join incident_item link on link.incident_id = life.id join item on item.id = link.item_id
  where link.duplicate_of is null group by 1 order by 2, 1`;
const SPAN = `select min(at) as first, max(at) as last, count(*)::int as items from incident_item where incident_id = $1`;
/** By the hour: a matter may have thousands of reposts. */
const LAST_DAY = `
  select max(link.at) as at, count(*)::int as items, sum(coalesce((item.engagement->>'views')::bigint, 0))::float as views,
    sum(coalesce((item.engagement->>'comments')::bigint, 0) + coalesce((item.engagement->>'reposts')::bigint, 0)
      + coalesce((item.engagement->>'likes')::bigint, 0))::float as interactions
  from incident_item link join item on item.id = link.item_id
  where link.incident_id = $1 and link.at > $2::timestamptz - interval '24 hours'
  group by date_trunc('hour', link.at) order by 1`;

/** A locked incident with what its items say of its reach. */
export async function recall(manager: EntityManager, row: IncidentRow): Promise<Working> {
  return { row, reach: await reachOf(manager, row), born: false, touched: false, reroute: false };
}

/** What the items of an incident say of its reach. */
export async function reachOf(
  manager: EntityManager,
  row: Pick<IncidentRow, 'id' | 'recurrenceOf' | 'discoveredAt'>,
): Promise<Reach> {
  const before: { name: string }[] = row.recurrenceOf ? await manager.query(BEFORE, [row.id]) : [];
  const sources: { source: string; at: Date }[] = await manager.query(SOURCES, [row.id]);
  const [span]: { first: Date | null; last: Date | null; items: number }[] = await manager.query(SPAN, [
    row.id,
  ]);
  const last = span?.last ?? row.discoveredAt;
  const hours: { at: Date; items: number; views: number; interactions: number }[] = await manager.query(
    LAST_DAY,
    [row.id, last],
  );
  return recallReach({
    before: before.map(({ name }) => name),
    sources,
    first: span?.first ?? row.discoveredAt,
    last,
    items: span?.items ?? 0,
    day: hours.map(({ at, ...counted }) => ({ at: at.getTime(), ...counted })),
  });
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
