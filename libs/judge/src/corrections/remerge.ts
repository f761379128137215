import type { EntityManager } from 'typeorm';
import type { Engagement, Judgement } from '#incidents';
import type { Directory } from '#jurisdiction';
import { hear, heatOf, mergeJudgements, newReach } from '../index.js';

interface JudgedRow {
  result: Judgement;
  source: string;
  engagement: Engagement;
  at: Date;
  duplicateOf: string | null;
}

const JUDGED = `
  select judged.result, item.source->>'name' as source, item.engagement, link.at, link.duplicate_of as "duplicateOf"
  from incident_item link
  join item on item.id = link.item_id
  join lateral (select result, seq from judgement where judgement.item_id = link.item_id
    order by seq desc limit 1) judged on true
  where link.incident_id = $1 order by judged.seq`;

/**
 * What the items of an incident say together, from what was judged of each when it came: as judging made it before
 * anybody put anything right. Null where it has no judged item.
 */
export async function remerge(
  manager: EntityManager,
  incidentId: string,
  directory: Directory,
): Promise<Judgement | null> {
  const rows: JudgedRow[] = await manager.query(JUDGED, [incidentId]);
  let merged: Judgement | null = null;
  const reach = newReach();
  for (const { result, duplicateOf, ...told } of rows) {
    hear(reach, { ...told, duplicate: duplicateOf !== null });
    merged = merged
      ? mergeJudgements(merged, result, heatOf(reach, [merged, result], directory), directory)
      : result;
  }
  return merged;
}
