import type { EntityManager } from 'typeorm';
import type { Engagement } from '#incidents';

/** What counts of an item that comes again. */
export interface SeenItem {
  key: Buffer;
  discoveredAt: Date;
  engagement?: Engagement;
  hotSearch?: 'none' | 'local' | 'national';
}

/** Counts only ever grow: a smaller one is another reading of the same page, not news. */
const GROW = `
  update item set
    engagement = (select jsonb_object_agg(kind, greatest((item.engagement->>kind)::bigint, (seen.counts->>kind)::bigint))
      from unnest(array['views', 'comments', 'reposts', 'likes']) kind where item.engagement ? kind or seen.counts ? kind),
    hot_search = case when array_position($5::text[], seen.hot) > array_position($5::text[], item.hot_search)
      then seen.hot else item.hot_search end,
    grown_at = case when item.judged_at is null then null else seen.at end
  from unnest($2::bytea[], $3::jsonb[], $4::text[], $6::timestamptz[]) as seen(key, counts, hot, at)
  where item.jurisdiction_id = $1 and item.key = seen.key and (
    array_position($5::text[], seen.hot) > array_position($5::text[], item.hot_search)
    or exists (select 1 from unnest(array['views', 'comments', 'reposts', 'likes']) kind
      where coalesce((seen.counts->>kind)::bigint, 0) > coalesce((item.engagement->>kind)::bigint, 0)))
  returning item.id`;
const HOT = ['none', 'local', 'national'];

/**
 * Items that are known and come again with higher counts or on a hot list: the row is brought up to date and marked, so
 * that its matter is judged again (OP-3, OP-4). What was not higher changes nothing.
 * @returns how many have grown; wake `judge` after the commit
 */
export async function growKnown(
  manager: EntityManager,
  jurisdictionId: string,
  items: readonly SeenItem[],
): Promise<number> {
  const counted = new Map<string, SeenItem>();
  for (const item of items)
    if (item.hotSearch || Object.keys(item.engagement ?? {}).length > 0)
      counted.set(item.key.toString('hex'), item);
  if (counted.size === 0) return 0;
  const seen = [...counted.values()];
  const [rows]: [unknown[], number] = await manager.query(GROW, [
    jurisdictionId,
    seen.map(({ key }) => key),
    seen.map(({ engagement }) => JSON.stringify(engagement ?? {})),
    seen.map(({ hotSearch }) => hotSearch ?? 'none'),
    HOT,
    seen.map(({ discoveredAt }) => discoveredAt.toISOString()),
  ]);
  return rows.length;
}
