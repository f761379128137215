import { IsNull, type EntityManager } from 'typeorm';
import { explainedOf, type Explained, type LibraryGround } from './list.js';
import { PolicyDocumentRow, PolicyInterpretationRow } from '../entities/interpretation.entity.js';
import { rankDocuments, type PolicyMatch, type RankedDocument } from './rank.js';

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
