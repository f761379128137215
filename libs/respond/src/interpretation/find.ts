import { IsNull, type EntityManager } from 'typeorm';
import type { KnownPolicy } from '#incidents';
import type { Directory } from '#jurisdiction';
import { explainedOf, type Explained, type LibraryGround } from './list.js';
import { PolicyDocumentRow, PolicyInterpretationRow } from '../entities/interpretation.entity.js';
import { LEAST, rankDocuments, type PolicyMatch, type RankedDocument } from './rank.js';

export interface FoundDocument extends Explained {
  match: PolicyMatch;
}

/** 误读找起草单位: the documents a text is about, best first, with the words that speak for each. */
export async function findDocuments(
  { manager, jurisdictionId, directory }: Pick<LibraryGround, 'manager' | 'jurisdictionId' | 'directory'>,
  text: string,
  most = 5,
): Promise<FoundDocument[]> {
  const { name, shortNames } = directory.profile.jurisdiction;
  const city = [name, ...shortNames];
  const matches = rankDocuments(text, await readRanked(manager, jurisdictionId), { most, city });
  const read = await explainedOf(
    manager,
    matches.map(({ id }) => id),
  );
  return read.flatMap((explained) => {
    const match = matches.find(({ id }) => id === explained.document.id);
    return match ? [{ ...explained, match }] : [];
  });
}

async function readRanked(manager: EntityManager, jurisdictionId: string): Promise<RankedDocument[]> {
  const documents = await manager.find(PolicyDocumentRow, {
    where: { jurisdictionId, removedAt: IsNull() },
    select: { id: true, title: true, number: true, keywords: true },
  });
  const parts: Pick<PolicyInterpretationRow, 'id' | 'documentId' | 'title' | 'form' | 'questions'>[] =
    await manager
      .createQueryBuilder(PolicyInterpretationRow, 'part')
      .select(['part.id', 'part.documentId', 'part.title', 'part.form', 'part.questions'])
      .innerJoin(PolicyDocumentRow, 'document', 'document.id = part.documentId')
      .where('document.jurisdictionId = :jurisdictionId and part.removedAt is null', { jurisdictionId })
      .orderBy('part.id')
      .getMany();
  return documents.map((document) => ({
    id: document.id,
    title: document.title,
    number: document.number,
    keywords: document.keywords,
    interpretations: parts.filter((part) => part.documentId === document.id),
  }));
}

/** So much speaks for a document without naming it: more than one of its keywords, or one and a part of its title. */
const SURE = 2 * LEAST;
/** A document that is at least half as likely is one it could be as well. */
const RIVAL = 0.5;

/**
 * RT-15: the document a misread policy is, for routing. Sure where its number or title stands in the matter, or much speaks
 * for it and nothing that others drafted comes near.
 * @returns null where nothing fits
 */
export async function knownPolicy(
  manager: EntityManager,
  incident: { id: string; jurisdictionId: string },
  directory: Directory,
): Promise<KnownPolicy | null> {
  const ground = { manager, jurisdictionId: incident.jurisdictionId, directory };
  const found = await findDocuments(ground, await textOfIncident(manager, incident.id));
  const [best] = found;
  if (!best) return null;
  const { document, match } = best;
  const rivals = found.filter(
    (one) =>
      one.match.score >= match.score * RIVAL &&
      (one.match.named || !match.named) &&
      one.document.drafters[0] !== document.drafters[0],
  );
  const number = document.number ? `（${document.number}）` : '';
  return {
    name: `${quoted(document.title)}${number}`,
    drafters: document.drafters,
    issuedByCity: isCity(document.issuer, directory),
    words: match.words,
    sure: rivals.length === 0 && (match.named || match.score >= SURE),
  };
}

/** The document itself where its title says that it is issued (关于印发《…》的通知). */
const quoted = (title: string): string => /《.+》/u.exec(title)?.[0] ?? `《${title}》`;

/** Issued in the city's own name: by its government or its office. */
function isCity(issuer: string, directory: Directory): boolean {
  const { name, roles } = directory.profile.jurisdiction;
  return [roles.government, roles.office, `${name}人民政府`, `${name}人民政府办公室`].includes(issuer.trim());
}

/** Items of a matter that are read for what it is about, and letters of each. */
const ITEMS = 20;
const LETTERS = 2_000;

/** What a matter is about, in its own words: its title and its first items. */
export async function textOfIncident(manager: EntityManager, incidentId: string): Promise<string> {
  const rows: { text: string }[] = await manager.query(
    `select title as text from incident where id = $1 union all
     (select left(item.title || '\n' || item.text, $2) from incident_item part join item on item.id = part.item_id
      where part.incident_id = $1 and part.duplicate_of is null order by part.at, item.id limit $3)`,
    [incidentId, LETTERS, ITEMS],
  );
  return rows.map(({ text }) => text).join('\n');
}
