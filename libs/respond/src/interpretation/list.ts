import { In, IsNull, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Conditions, packCursor, unpackCursor } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { PolicyDocumentRow, PolicyInterpretationRow } from '../entities/interpretation.entity.js';
import { lateSince } from './due.js';

export interface LibraryFilter {
  /** Words that must all stand in the document or its interpretations. */
  q?: string | undefined;
  /** A unit that drafted it, under any name it has had. */
  unit?: string | undefined;
  field?: string | undefined;
  /** `late`: not explained in time; `without`: not explained; `removed`: taken out of the library. */
  state: 'all' | 'late' | 'without' | 'abolished' | 'removed';
}

/** A document with what explains it, the newest first. */
export interface Explained {
  document: PolicyDocumentRow;
  interpretations: PolicyInterpretationRow[];
}

export interface LibraryGround {
  manager: EntityManager;
  jurisdictionId: string;
  directory: Directory;
  now: Date;
}

const cursorShape = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d$/), z.uuid()]);
const UNEXPLAINED = `document.exempt is null and not exists (select 1 from policy_interpretation part
  where part.document_id = document.id and part.removed_at is null)`;

/** One page of documents, the newest first. @throws BadCursor */
export async function listDocuments(
  ground: LibraryGround,
  filter: LibraryFilter,
  page: { cursor: string | null; limit: number },
): Promise<{ items: Explained[]; next: string | null }> {
  const conditions = conditionsOf(ground, filter);
  if (page.cursor !== null) {
    const [day, id] = unpackCursor(page.cursor, cursorShape);
    conditions.add(
      `(-(document.published_on - date '2000-01-01'), document.id) > (-(${conditions.value(day)}::date - date '2000-01-01'), ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: { id: string; day: string }[] = await ground.manager.query(
    `select document.id, document.published_on::text as day from policy_document document where ${conditions.sql}
     order by document.published_on desc, document.id limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const items = await explainedOf(
    ground.manager,
    shown.map(({ id }) => id),
  );
  return { items, next: rows.length > page.limit && last ? packCursor([last.day, last.id]) : null };
}

function conditionsOf({ jurisdictionId, directory, now }: LibraryGround, filter: LibraryFilter): Conditions {
  const conditions = new Conditions();
  conditions.add(`document.jurisdiction_id = ${conditions.value(jurisdictionId)}`);
  conditions.add(`document.removed_at is ${filter.state === 'removed' ? 'not null' : 'null'}`);
  if (filter.state === 'without' || filter.state === 'late') conditions.add(UNEXPLAINED);
  if (filter.state === 'late')
    conditions.add(`document.published_on <= ${conditions.value(lateSince(now, directory))}::date`);
  if (filter.state === 'abolished')
    conditions.add(
      `document.abolished_on <= (${conditions.value(now.toISOString())}::timestamptz at time zone 'Asia/Shanghai')::date`,
    );
  if (filter.unit)
    conditions.add(`document.drafters && ${conditions.value(directory.succession(filter.unit))}::text[]`);
  if (filter.field) conditions.add(`${conditions.value(filter.field)} = any(document.fields)`);
  for (const word of filter.q?.split(/\s+/).filter(Boolean) ?? []) {
    const like = conditions.value(`%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    conditions.add(`document.title ilike ${like} or document.number ilike ${like} or document.issuer ilike ${like}
      or array_to_string(document.keywords || document.drafters, ' ') ilike ${like}
      or exists (select 1 from policy_interpretation part where part.document_id = document.id and part.removed_at is null
        and (part.title ilike ${like} or part.text ilike ${like} or part.questions::text ilike ${like}))`);
  }
  return conditions;
}

/** Documents in the order asked for, each with its interpretations. */
export async function explainedOf(manager: EntityManager, ids: readonly string[]): Promise<Explained[]> {
  if (ids.length === 0) return [];
  const [documents, parts] = await Promise.all([
    manager.findBy(PolicyDocumentRow, { id: In([...ids]) }),
    manager.find(PolicyInterpretationRow, {
      where: { documentId: In([...ids]), removedAt: IsNull() },
      order: { publishedOn: 'DESC', id: 'ASC' },
    }),
  ]);
  return ids.flatMap((id) => {
    const document = documents.find((row) => row.id === id);
    return document ? [{ document, interpretations: parts.filter((part) => part.documentId === id) }] : [];
  });
}

/** Figures of the whole library that notice task 4 asks about. */
export interface LibraryFigures {
  documents: number;
  /** Not explained within three working days. */
  late: number;
  interpretations: number;
  /** Of these, explained otherwise than in writing alone (多样化; task 4(2): 90 % from 2021 on). */
  diverse: number;
}

export async function libraryFigures({
  manager,
  jurisdictionId,
  directory,
  now,
}: LibraryGround): Promise<LibraryFigures> {
  const [row]: Record<keyof LibraryFigures, string>[] = await manager.query(
    `select count(*) as documents,
       count(*) filter (where ${UNEXPLAINED} and document.published_on <= $2::date) as late,
       coalesce(sum(own.all), 0) as interpretations, coalesce(sum(own.diverse), 0) as diverse
     from policy_document document left join lateral (
       select count(*) as all, count(*) filter (where part.form <> 'text') as diverse from policy_interpretation part
       where part.document_id = document.id and part.removed_at is null) own on true
     where document.jurisdiction_id = $1 and document.removed_at is null`,
    [jurisdictionId, lateSince(now, directory)],
  );
  return {
    documents: Number(row?.documents ?? 0),
    late: Number(row?.late ?? 0),
    interpretations: Number(row?.interpretations ?? 0),
    diverse: Number(row?.diverse ?? 0),
  };
}
