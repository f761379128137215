import type { EntityManager } from 'typeorm';
import { takeSettled, type IncidentRow, type RegroupingPort } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { withCorrections } from '../index.js';
import { remerge } from '../corrections/remerge.js';
import { takeJudgement } from './working-incident.js';

const REACH = `
  select count(*)::int as items, min(item.published_at) as first, max(link.at) as last
  from incident_item link join item on item.id = link.item_id where link.incident_id = $1`;

/**
 * A matter that has gained or lost items: what was judged of each when it came, put together anew. Levels only rise, what
 * a person put right stands. The caller saves the row.
 */
export const rejudgeRegrouped: RegroupingPort['rejudge'] = async (
  manager: EntityManager,
  incident: IncidentRow,
  directory: Directory,
): Promise<void> => {
  const judgement = await remerge(manager, incident.id, directory);
  const [reach]: { items: number; first: Date | null; last: Date | null }[] = await manager.query(REACH, [
    incident.id,
  ]);
  incident.itemCount = reach?.items ?? 0;
  incident.publishedAt = reach?.first ?? null;
  incident.lastItemAt = reach?.last ?? null;
  await takeSettled({ manager }, incident);
  if (judgement) takeJudgement(incident, withCorrections(judgement, incident.corrected, directory));
};
