import type { EntityManager } from 'typeorm';
import type { CorrectedJudgement } from '#incidents';
import type { Directory } from '#jurisdiction';
import type { Example } from '../model/judge-models.js';

interface Row {
  title: string;
  text: string;
  corrected: Pick<CorrectedJudgement, 'field' | 'topic'>;
}

/** So many of the newest are taught; what was said long ago still stands in the examples of the directory. */
const MOST = 5_000;

/** The newest word of each aspect for each matter, with the text it was said of (else the first of its incident). */
const CORRECTED = `
  select item.title, item.text, said.corrected
  from (
    select coalesce(item_id, (select link.item_id from incident_item link
        where link.incident_id = newest.incident_id and link.duplicate_of is null
        order by link.at, link.item_id limit 1)) as item_id,
      jsonb_object_agg(aspect, after) as corrected, max(at) as at
    from (
      select distinct on (incident_id, item_id, aspect) incident_id, item_id, aspect, after, at
      from judgement_correction
      where jurisdiction_id = $1 and taken_back_at is null and aspect in ('field', 'topic')
      order by incident_id, item_id, aspect, at desc, id
    ) newest
    where not exists (select 1 from incident where incident.id = newest.incident_id
      and (incident.restricted or incident.rehearsal))
    group by incident_id, item_id
  ) said
  join item on item.id = said.item_id
  order by said.at desc, item.id limit $2`;

/** What people corrected as examples; nothing of restricted matters (RT-05) or rehearsals is taught. */
export async function correctionExamples(
  manager: EntityManager,
  jurisdictionId: string,
  directory: Directory,
): Promise<Example[]> {
  const rows: Row[] = await manager.query(CORRECTED, [jurisdictionId, MOST]);
  return rows.flatMap(({ title, text, corrected }) => {
    const topic = corrected.topic?.topics[0]?.no;
    const label =
      corrected.field?.fields[0] ?? (topic === undefined ? undefined : directory.topic(topic)?.field);
    if (!label && topic === undefined) return [];
    const full = [title, text].filter((part) => part.trim()).join('\n');
    return [{ text: full, label: label ?? undefined, topic }];
  });
}
