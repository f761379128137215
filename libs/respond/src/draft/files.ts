import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { decoded } from './attached/passages.js';

/** As large as an upload of the API can be once it is unpacked. */
export const LARGEST_FILE = 3_500_000;
export const MOST_FILES = 10;

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const MAGIC: [type: string, ending: string, bytes: number[]][] = [
  ['application/pdf', 'pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', 'png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 'jpg', [0xff, 0xd8, 0xff]],
];

export interface FileKind {
  type: string;
  /** Without its dot. */
  ending: string;
}

/** A photo or a scan: what may stand for a paper that was signed, received or published. */
export const SCAN_TYPES: readonly string[] = MAGIC.map(([type]) => type);

/**
 * What a file is by its content, as far as it may be attached: PDF, PNG, JPEG, Word, Excel without macros, and what is text and
 * by its name a text or a table (.txt, .csv); else null.
 */
export function kindOfFile(content: Uint8Array, name = ''): FileKind | null {
  const found = MAGIC.find(([, , bytes]) => bytes.every((byte, at) => content[at] === byte));
  if (found) return { type: found[0], ending: found[1] };
  if (content[0] === 0x50 && content[1] === 0x4b) return officeFile(content);
  const ending = /\.(?<ending>txt|csv)$/i.exec(name)?.groups?.['ending']?.toLowerCase();
  if (!ending || decoded(content) === null) return null;
  return { type: ending === 'csv' ? 'text/csv' : 'text/plain', ending };
}

/** Word and Excel files are ZIP archives that name their parts; nothing of them is unpacked. */
function officeFile(content: Uint8Array): FileKind | null {
  const names = new Set<string>();
  try {
    unzipSync(content, {
      filter: ({ name }) => {
        names.add(name);
        return false;
      },
    });
  } catch {
    return null;
  }
  if (!names.has('[Content_Types].xml') || [...names].some((name) => /vbaProject|activeX/i.test(name)))
    return null;
  if (names.has('word/document.xml')) return { type: `${OFFICE}.wordprocessingml.document`, ending: 'docx' };
  return names.has('xl/workbook.xml') ? { type: `${OFFICE}.spreadsheetml.sheet`, ending: 'xlsx' } : null;
}

/** A name without the signs that some system takes for its own. */
export const plainName = (name: string): string =>
  name.normalize('NFC').replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_');

/** A name that is safe on every system and ends as the content says: `检测报告.pdf`. */
export function safeName(name: string, ending: string): string {
  const stem = plainName(name)
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/^[.\s]+/, '')
    .slice(0, 80)
    .trim();
  return `${stem || '附件'}.${ending}`;
}

export const sha256 = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

/** What the answers of a checklist are given for. */
export const wordsHash = (version: { title: string; text: string }): string =>
  sha256(`${version.title}\n${version.text}`);
