import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';

const HOURS = 24;

/** Items seen in each of the last 24 hours, oldest first; no rehearsal, no imported history. Empty for those who see units' matters only. */
export async function itemsPerHour(
  manager: EntityManager,
  principal: Principal,
  now: Date,
): Promise<number[]> {
  if (!mayDo(principal, 'incidents.all')) return [];
  const rows: { ago: number; count: string }[] = await manager.query(
    `select floor(extract(epoch from $2::timestamptz - discovered_at) / 3600)::int as ago, count(*) as count
     from item where jurisdiction_id = $1 and not rehearsal and not historic
       and discovered_at > $2::timestamptz - interval '24 hours' and discovered_at <= $2 group by 1`,
    [principal.jurisdictionId, now.toISOString()],
  );
  const counts = new Array<number>(HOURS).fill(0);
  for (const row of rows) counts[HOURS - 1 - row.ago] = Number(row.count);
  return counts;
}
