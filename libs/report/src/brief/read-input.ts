import type { EntityManager } from 'typeorm';
import type { Claim, Tone } from '#incidents';
import { FirstReportRow, type IncidentRow } from '#incidents/service';
import type { BriefInput, BriefItem, PastCase, Published } from './input.js';
import { MOST_ITEMS } from './make-brief.js';

/** Earlier matters looked at for likeness: the latest with the same topic, or the same one before. */
const CASES_READ = 200;

/** What the record holds of a matter, as far as a brief goes. Reads only. */
export async function readBriefInput(manager: EntityManager, incident: IncidentRow): Promise<BriefInput> {
  const items = await readItems(manager, incident);
  const reports = await manager.find(FirstReportRow, {
    where: { incidentId: incident.id },
    order: { at: 'ASC', id: 'ASC' },
  });
  return {
    incident: {
      title: incident.title,
      opinionLevel: incident.opinionLevel,
      eventLevel: incident.eventLevel,
      places: placesOf(incident),
      topics: incident.topics,
      discoveredAt: incident.discoveredAt.toISOString(),
    },
    items,
    parties: partiesOf(incident),
    findings: reports.map(({ unit, answers, text, at }) => ({
      unit,
      truth: answers?.truth ?? null,
      text: answers ? [answers.found, answers.measures, answers.next].filter(Boolean).join(' ') : text,
      at: at.toISOString(),
    })),
    published: await readPublished(manager, incident.id),
    cases: await readCases(manager, incident),
  };
}

function placesOf({ places }: IncidentRow): BriefInput['incident']['places'] {
  const names = [...new Set(places.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    words: [...new Set(places.filter((place) => place.name === name).flatMap(({ words }) => words))],
  }));
}

/** Units whose own conduct or service the matter is about, and those a report is about. */
function partiesOf({ judgement, recused }: IncidentRow): string[] {
  const bodies = judgement?.bodies.flatMap(({ conduct, unit }) => (conduct && unit ? [unit] : [])) ?? [];
  return [...new Set([...bodies, ...recused])].toSorted();
}

interface ItemColumns extends Omit<BriefItem, 'at' | 'claim' | 'tone' | 'own'> {
  at: Date;
  claim: Claim | null;
  tone: Tone | null;
  url: string | null;
}

/** Of a concern split from a report nobody learns when the report was published, so only the time of discovery counts. */
async function readItems(manager: EntityManager, incident: IncidentRow): Promise<BriefItem[]> {
  const at = incident.splitFrom
    ? 'item.discovered_at'
    : 'least(coalesce(item.published_at, item.discovered_at), item.discovered_at)';
  const rows: ItemColumns[] = await manager.query(
    `select item.id, item.title, item.text, item.source, ${at} as at, item.url, link.duplicate_of as "duplicateOf",
       judged.result ->> 'claim' as claim, judged.result ->> 'tone' as tone
     from incident_item link join item on item.id = link.item_id
     left join lateral (select result from judgement where judgement.item_id = item.id order by seq desc limit 1)
       judged on true
     where link.incident_id = $1 order by at desc, item.id desc limit $2`,
    [incident.id, MOST_ITEMS + 1],
  );
  const answer = hostOf(incident.answerUrl);
  return rows.map(({ url, at: moment, claim, tone, source, ...row }) => ({
    ...row,
    source: { name: source.name, tier: source.tier },
    at: moment.toISOString(),
    claim: claim ?? 'none',
    tone: tone ?? 'neutral',
    own: answer !== null && hostOf(url) === answer,
  }));
}

/** Host of an address; null when it is none. */
export const hostOf = (url: string | null): string | null =>
  url && URL.canParse(url) ? new URL(url).host : null;

/** Our own published texts; their tables belong to drafting, which no other step imports. */
export async function readPublished(manager: EntityManager, incidentId: string): Promise<Published[]> {
  const rows: (Omit<Published, 'at'> & { at: Date })[] = await manager.query(
    `select response.id, response.unit, response.occasion, said.title, said.text, response.published_at as at
     from response join response_version said on said.response_id = response.id and said.number = response.latest
     where response.incident_id = $1 and response.state = 'published' and response.published_at is not null
     order by response.published_at, response.id`,
    [incidentId],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

interface CaseColumns extends Omit<PastCase, 'answeredAt' | 'places' | 'same'> {
  answeredAt: Date;
  /** Null where the matter is no other come up again. */
  same: boolean | null;
  places: { name: string }[];
}

/** Earlier matters of the same timeline that got an answer, none of them a report on public servants. */
async function readCases(manager: EntityManager, incident: IncidentRow): Promise<PastCase[]> {
  const rows: CaseColumns[] = await manager.query(
    `select past.id as "incidentId", past.number, past.title, past.places, past.topics,
       past.answered_at as "answeredAt", past.answer_url as "answerUrl", said.text as published,
       past.id = $2 as same
     from incident past
     left join lateral (select version.title || ' ' || version.text as text from response
       join response_version version on version.response_id = response.id and version.number = response.latest
       where response.incident_id = past.id and response.state = 'published'
       order by response.published_at limit 1) said on true
     where past.jurisdiction_id = $3 and past.id <> $1 and past.rehearsal = $4 and not past.restricted
       and past.split_from is null and past.answered_at is not null and past.answered_at < $5
       and (past.id = $2 or past.topics && $6::text[])
     order by past.id = $2 desc nulls last, past.answered_at desc, past.id limit ${CASES_READ}`,
    [
      incident.id,
      incident.recurrenceOf,
      incident.jurisdictionId,
      incident.rehearsal,
      incident.lastItemAt ?? incident.discoveredAt,
      incident.topics,
    ],
  );
  return rows.map((row) => ({
    ...row,
    same: row.same ?? false,
    places: row.places.map(({ name }) => name),
    answeredAt: row.answeredAt.toISOString(),
  }));
}
