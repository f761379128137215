import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { addItemVisibility } from './items.js';
import { Conditions } from './visibility.js';

const HOURS = 24;

/** Items seen in each of the last 24 hours, oldest first; no rehearsal, no imported history. Empty for those who see units' matters only. */
export async function itemsPerHour(
  manager: EntityManager,
  principal: Principal,
  now: Date,
): Promise<number[]> {
  if (!mayDo(principal, 'incidents.all')) return [];
  const conditions = addItemVisibility(new Conditions(), principal).add('not rehearsal and not historic');
  const moment = `${conditions.value(now.toISOString())}::timestamptz`;
  conditions.add(`discovered_at > ${moment} - interval '24 hours' and discovered_at <= ${moment}`);
  const rows: { ago: number; count: string }[] = await manager.query(
    `select floor(extract(epoch from ${moment} - discovered_at) / 3600)::int as ago, count(*) as count
     from item where ${conditions.sql} group by 1`,
    conditions.values,
  );
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const row of rows) counts[HOURS - 1 - row.ago] = Number(row.count);
  return counts;
}
