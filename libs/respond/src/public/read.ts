import { In } from 'typeorm';
import type { PlaceHit } from '#incidents';
import { Conditions } from '#incidents/service';
import { dayOf } from '#jurisdiction';
import { CommitmentRow } from '../entities/commitment.entity.js';
import { PublicationRow } from '../entities/publication.entity.js';
import type { Occasion, ResponseKind } from '../entities/response.entity.js';
import {
  summaryOf,
  type PublicAnswer,
  type PublicFilter,
  type PublicHead,
  type PublicLink,
} from './answer.js';
import { addFilter, addPublic } from './conditions.js';
import type { PublicGround } from './ground.js';
import { collect, commitmentsOf, outletsOf } from './parts.js';

export interface PublicPage {
  items: PublicHead[];
  /** All that match, on this page or another. */
  total: number;
}

/** Only these columns are ever read for the public. */
interface Found {
  id: string;
  incident_id: string;
  kind: ResponseKind;
  occasion: Occasion;
  units: string[];
  corrects: string | null;
  published_at: Date;
  title: string;
  html: string;
  text: string;
  places: PlaceHit[];
  fields: string[];
  heard_at: Date;
}

const FROM = `from response
  join response_version text on text.response_id = response.id and text.number = response.latest`;

const COLUMNS = `response.id, response.incident_id, response.kind, response.occasion, response.units, response.corrects,
  response.published_at, text.title, text.html, text.text,
  matter.places, matter.fields, coalesce(matter.first_known_at, matter.discovered_at) as heard_at`;

/** One page of published texts, newest first. */
export async function listPublic(
  ground: PublicGround,
  filter: PublicFilter,
  { skip, take }: { skip: number; take: number },
): Promise<PublicPage> {
  const conditions = addPublic(new Conditions(), ground.jurisdictionId, ground.rehearsal);
  addFilter(conditions, filter, ground.directory);
  const { manager } = ground;
  const [counted]: { count: string }[] = await manager.query(
    `select count(*) as count ${filter.words?.length ? FROM : 'from response'} where ${conditions.sql}`,
    conditions.values,
  );
  const total = Number(counted?.count ?? 0);
  if (skip >= total) return { items: [], total };
  const rows: Found[] = await manager.query(
    `select ${COLUMNS} ${FROM} join incident matter on matter.id = response.incident_id where ${conditions.sql}
     order by response.published_at desc, response.id limit ${conditions.value(take)} offset ${conditions.value(skip)}`,
    conditions.values,
  );
  return { items: await headsOf(ground, rows), total };
}

/** Published texts with all that is shown of them, newest first; in chunks, for feeds and exports. */
export async function answersOf(
  ground: PublicGround,
  filter: PublicFilter,
  page: { skip: number; take: number },
): Promise<PublicAnswer[]> {
  const { items } = await listPublic(ground, filter, page);
  const read = await readAnswers(
    ground,
    items.map(({ id }) => id),
  );
  return items.flatMap(({ id }) => read.get(id) ?? []);
}

/** One published text; null for whatever the public may not know of. */
export async function onePublic(ground: PublicGround, id: string): Promise<PublicAnswer | null> {
  return (await readAnswers(ground, [id])).get(id) ?? null;
}

/** Every published text with the moment it came out, newest first: for sitemaps. */
export async function allPublic(ground: PublicGround): Promise<{ id: string; publishedAt: Date }[]> {
  const conditions = addPublic(new Conditions(), ground.jurisdictionId, ground.rehearsal);
  return ground.manager.query(
    `select response.id, response.published_at as "publishedAt" from response where ${conditions.sql}
     order by response.published_at desc, response.id limit 50000`,
    conditions.values,
  );
}

/** Fields, places and years of which there is a text. */
export async function publicChoices(
  ground: PublicGround,
): Promise<{ fields: string[]; places: string[]; years: number[] }> {
  const conditions = addPublic(new Conditions(), ground.jurisdictionId, ground.rehearsal);
  const [found]: { fields: string[] | null; hits: string[] | null; years: number[] | null }[] =
    await ground.manager.query(
      `with shown as (select response.published_at, matter.fields, matter.places from response
         join incident matter on matter.id = response.incident_id where ${conditions.sql})
       select (select array_agg(distinct field) from shown, unnest(shown.fields) field) as fields,
         (select array_agg(distinct coalesce(hit ->> 'code', '') || ' ' || (hit ->> 'name'))
          from shown, jsonb_array_elements(shown.places) hit
          where hit -> 'ambiguous' = '[]' and hit ->> 'kind' in ('township', 'zone')) as hits,
         (select array_agg(distinct extract(year from published_at at time zone 'Asia/Shanghai')::int) from shown) as years`,
      conditions.values,
    );
  const { directory } = ground;
  const hits = (found?.hits ?? []).map((hit) => {
    const [code = '', name = ''] = hit.split(' ');
    return { code, name, kind: 'township' as const, via: null, ambiguous: [], words: [] };
  });
  return {
    fields: directory.profile.fields.map(({ name }) => name).filter((name) => found?.fields?.includes(name)),
    places: townshipsOf(hits, ground).sort((a, b) => a.localeCompare(b, 'zh-CN')),
    years: (found?.years ?? []).sort((a, b) => b - a),
  };
}

async function readAnswers(ground: PublicGround, ids: string[]): Promise<Map<string, PublicAnswer>> {
  if (ids.length === 0) return new Map();
  const conditions = addPublic(new Conditions(), ground.jurisdictionId, ground.rehearsal);
  conditions.add(`response.id = any(${conditions.value(ids)}::uuid[])`);
  const rows: Found[] = await ground.manager.query(
    `select ${COLUMNS} ${FROM} join incident matter on matter.id = response.incident_id where ${conditions.sql}`,
    conditions.values,
  );
  const heads = await headsOf(ground, rows);
  const [outlets, commitments, siblings] = await Promise.all([
    outletsOf(ground, ids),
    commitmentsOf(ground, ids),
    siblingsOf(ground, rows),
  ]);
  return new Map(
    rows.flatMap((row) => {
      const head = heads.find(({ id }) => id === row.id);
      if (!head) return [];
      const others = (siblings.get(row.incident_id) ?? []).filter(({ id }) => id !== row.id);
      const correctedBy = others.filter(({ corrects }) => corrects === row.id);
      const answer: PublicAnswer = {
        ...head,
        html: row.html,
        text: row.text,
        outlets: outlets.get(row.id) ?? [],
        commitments: commitments.get(row.id) ?? [],
        corrects: others.filter(({ id }) => id === row.corrects).map(linkOf)[0] ?? null,
        correctedBy: correctedBy.map(linkOf),
        others: others
          .filter(({ id }) => id !== row.corrects && !correctedBy.some((one) => one.id === id))
          .map(linkOf),
      };
      return [[row.id, answer] as const];
    }),
  );
}

interface Sibling extends PublicLink {
  incidentId: string;
  corrects: string | null;
}
const linkOf = ({ id, title, day }: PublicLink): PublicLink => ({ id, title, day });

/** Published texts of the same matters, oldest first, by matter. */
async function siblingsOf(ground: PublicGround, rows: Found[]): Promise<Map<string, Sibling[]>> {
  const conditions = addPublic(new Conditions(), ground.jurisdictionId, ground.rehearsal);
  conditions.add(
    `response.incident_id = any(${conditions.value(rows.map((row) => row.incident_id))}::uuid[])`,
  );
  const found: Pick<Found, 'id' | 'incident_id' | 'corrects' | 'published_at' | 'title'>[] =
    await ground.manager.query(
      `select response.id, response.incident_id, response.corrects, response.published_at, text.title ${FROM}
       where ${conditions.sql} order by response.published_at, response.id`,
      conditions.values,
    );
  const siblings = found.map((row) => ({
    id: row.id,
    title: row.title,
    day: dayOf(row.published_at),
    incidentId: row.incident_id,
    corrects: row.corrects,
  }));
  return collect(siblings.map((sibling) => [sibling.incidentId, sibling]));
}

async function headsOf(ground: PublicGround, rows: Found[]): Promise<PublicHead[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const { manager } = ground;
  const listed = { state: 'published' as const, listed: true, rehearsal: ground.rehearsal };
  const [outs, promises, corrections] = await Promise.all([
    manager.find(PublicationRow, {
      where: { responseId: In(ids), ...listed },
      select: { responseId: true, publishedAt: true },
    }),
    manager.find(CommitmentRow, {
      where: { responseId: In(ids), rehearsal: ground.rehearsal },
      select: { responseId: true, settledAt: true, createdAt: true },
    }),
    correctionsOf(ground, ids),
  ]);
  return rows.map((row) => {
    const own = outs.filter((out) => out.responseId === row.id).flatMap((out) => out.publishedAt ?? []);
    const corrected = corrections.filter((one) => one.corrects === row.id).map((one) => one.published_at);
    const settled = promises
      .filter((one) => one.responseId === row.id)
      .map((one) => one.settledAt ?? one.createdAt);
    const publishedAt = earliest(own) ?? row.published_at;
    return {
      id: row.id,
      kind: row.kind,
      occasion: row.occasion,
      title: row.title,
      units: row.units,
      fields: row.fields.filter((field) => ground.directory.field(field) !== undefined),
      places: townshipsOf(row.places, ground),
      heardOn: dayOf(row.heard_at),
      publishedAt,
      changedAt: latest([publishedAt, ...corrected, ...settled]),
      summary: summaryOf(row.text),
      corrected: corrected.length > 0,
    };
  });
}

async function correctionsOf(
  ground: PublicGround,
  ids: string[],
): Promise<{ corrects: string; published_at: Date }[]> {
  const conditions = addPublic(new Conditions(), ground.jurisdictionId, ground.rehearsal);
  conditions.add(`response.corrects = any(${conditions.value(ids)}::uuid[])`);
  return ground.manager.query(
    `select response.corrects, response.published_at from response where ${conditions.sql}`,
    conditions.values,
  );
}

const earliest = (times: Date[]): Date | undefined => times.toSorted((a, b) => +a - +b)[0];
const latest = (times: [Date, ...Date[]]): Date => times.reduce((one, other) => (other > one ? other : one));

/** Townships and zones that are certain, by the names of the directory; no village, no word of the text. */
function townshipsOf(places: PlaceHit[], { directory, now }: PublicGround): string[] {
  const names = places.flatMap((hit) => {
    if (hit.ambiguous.length > 0 || (hit.kind !== 'township' && hit.kind !== 'zone')) return [];
    const place = directory.place(hit.code ?? '') ?? directory.placeNamed(hit.name);
    return (place && directory.townshipOf(place, now)?.place.name) ?? [];
  });
  return [...new Set(names)];
}
