import type { EntityManager } from 'typeorm';
import { maskForUnits } from '#incidents';
import { upwardFacts, type IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { BriefRow } from '../brief/brief.entity.js';
import type { DocumentFacts } from './facts.js';

const QUESTIONS = 6;

/** What is stored of an incident now, for its papers: from the record and the latest brief. */
export async function documentFacts(
  manager: EntityManager,
  incident: IncidentRow,
  directory: Directory,
  at: Date,
): Promise<DocumentFacts> {
  const [facts, brief, [seen]] = await Promise.all([
    upwardFacts(manager, incident, directory, at),
    manager.findOne(BriefRow, { where: { incidentId: incident.id }, order: { number: 'DESC' } }),
    manager.query<Seen[]>(SEEN, [incident.id]),
  ]);
  const { office, publicity, government, discipline } = directory.rolesOn(at);
  const content = brief?.content;
  return {
    ...facts,
    title: maskForUnits(facts.title),
    city: directory.profile.jurisdiction.name,
    roles: { office, publicity, government, discipline },
    lead: incident.routing?.lead ?? null,
    topics: incident.topics,
    first: { at: seen?.at?.toISOString() ?? null, source: seen?.source ?? null },
    spread: {
      views: seen?.views ?? null,
      interactions: seen?.interactions ?? null,
      hotSearch: seen?.hot ?? false,
    },
    // Only what is told of the matter itself; claims stand in it as claims.
    summary: (content?.happened ?? []).flatMap(({ text, itemIds }) =>
      itemIds.length > 0 ? [maskForUnits(text)] : [],
    ),
    questions: (content?.questions ?? [])
      .slice(0, QUESTIONS)
      .map(({ question, independent }) => ({ text: maskForUnits(question), items: independent })),
    claim: incident.judgement?.claim ?? 'none',
  };
}

interface Seen {
  at: Date | null;
  source: string | null;
  views: number | null;
  interactions: number | null;
  hot: boolean | null;
}

const SEEN = `
  with seen as (
    select item.* from incident_item link join item on item.id = link.item_id where link.incident_id = $1
  ), earliest as (
    select coalesce(published_at, discovered_at) as at, source ->> 'name' as source from seen
    order by coalesce(published_at, discovered_at), id limit 1
  )
  select earliest.at, earliest.source, totals.* from earliest, (
    select sum((engagement ->> 'views')::numeric)::float8 as views,
      sum(coalesce((engagement ->> 'comments')::numeric, 0) + coalesce((engagement ->> 'reposts')::numeric, 0)
        + coalesce((engagement ->> 'likes')::numeric, 0))
        filter (where engagement ?| array['comments', 'reposts', 'likes'])::float8 as interactions,
      bool_or(hot_search <> 'none') as hot
    from seen) totals`;
