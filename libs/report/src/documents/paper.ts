import type { OfficialPaper } from '#paper';
import type { Directory } from '#jurisdiction';
import type { DocumentRow } from './document.entity.js';
import { dayWords, documentNames } from './words.js';

const urgencies = { normal: null, urgent: '加急', most_urgent: '特急' };
/** 孝义市政府办公室 of 市政府办公室. */
const full = (city: string, unit: string) => (unit.startsWith('市') ? `${city}${unit.slice(1)}` : unit);

/** A document as it is printed: 请示 with its signer above the line, 函 and 单 in the form of a letter. */
export function documentPaper(
  row: Pick<DocumentRow, 'kind' | 'number' | 'content' | 'fields' | 'rehearsal' | 'issuedAt' | 'draftedAt'>,
  directory: Directory,
): OfficialPaper {
  const { content, kind } = row;
  const { name: city } = directory.profile.jurisdiction;
  const at = row.issuedAt ?? row.draftedAt;
  const from = full(city, directory.rolesOn(at).office);
  const letter = kind === 'accountability' || kind === 'dispatch';
  return {
    form: letter ? 'letter' : 'document',
    head: kind === 'bulletin' || kind === 'special' ? documentNames[kind] : from,
    number: row.number ?? '（未印发）',
    urgency: urgencies[content.urgency],
    signer: content.signer,
    title: `${row.rehearsal ? '【演练】' : ''}${content.title}`,
    to: content.to,
    paragraphs: content.paragraphs,
    fields: row.fields,
    from,
    date: dayWords(at),
    copies: content.copies,
    printedBy: from,
  };
}
