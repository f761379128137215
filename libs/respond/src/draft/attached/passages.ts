import { unpack } from './unpack.js';

/** A paragraph or a row of a file. */
export interface Passage {
  /** Where it stands: 正文第3段, 表“名单”第12行. */
  place: string;
  text: string;
  /** Cells of a row, for columns that are headed by what they hold. */
  cells?: readonly string[];
}

/** What can be read of a file. */
export interface FileText {
  passages: Passage[];
  /** Pictures or other things in it that are not text: nobody but a person reads those. */
  rest: boolean;
}

/** Longer files are read so far and the rest is left to a person. */
const MOST_LETTERS = 400_000;

/**
 * Text of an attached file, by its ending.
 * @returns null for what no program here can read: PDF, pictures, broken or oversized archives
 */
export function textOf(content: Uint8Array, ending: string): FileText | null {
  const read = READERS[ending]?.(content) ?? null;
  if (!read) return null;
  let letters = 0;
  const passages = read.passages.filter(({ text }) => (letters += text.length) <= MOST_LETTERS);
  return { passages, rest: read.rest || passages.length < read.passages.length };
}

const READERS: Record<string, (content: Uint8Array) => FileText | null> = {
  docx: wordText,
  xlsx: excelText,
  txt: (content) => plainText(content, (line) => [line]),
  csv: (content) => plainText(content, (line) => line.split(/[,;\t]/)),
};

/** UTF-8, else what Windows writes; null where it is neither. */
export function decoded(content: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(content);
      // Bytes that no text holds: it is something else with the name of a text.
      const head = text.slice(0, 4_096).split('');
      return head.some((sign) => sign < ' ' && !'\t\n\r\f'.includes(sign)) ? null : text;
    } catch {
      continue;
    }
  return null;
}

function plainText(content: Uint8Array, cellsOf: (line: string) => string[]): FileText | null {
  const text = decoded(content);
  if (text === null) return null;
  const passages = text.split(/\r\n|\r|\n/).flatMap((line, at): Passage[] => {
    const cells = cellsOf(line).map((cell) => cell.replaceAll('"', '').trim());
    return line.trim() ? [{ place: `第${at + 1}行`, text: line, ...(cells.length > 1 && { cells }) }] : [];
  });
  return { passages, rest: false };
}

const WORD_PART = /^word\/(?<name>document|header|footer|footnotes|endnotes|comments)\d*\.xml$/;
const WORD_PLACES: Record<string, string> = {
  document: '正文',
  header: '页眉',
  footer: '页脚',
  footnotes: '脚注',
  endnotes: '尾注',
  comments: '批注',
};
/** Pictures, charts drawn as such, embedded files. */
const NO_TEXT = /^(?:word|xl)\/(?:media|embeddings|diagrams|charts)\//;

function wordText(content: Uint8Array): FileText | null {
  let rest = false;
  const parts = unpack(content, (name) => {
    rest ||= NO_TEXT.test(name);
    return WORD_PART.test(name);
  });
  if (!parts?.has('word/document.xml')) return null;
  const passages = [...parts].flatMap(([name, part]): Passage[] => {
    const place = WORD_PLACES[WORD_PART.exec(name)?.groups?.['name'] ?? ''] ?? '正文';
    return paragraphsOf(part.toString('utf8'), 'w:p', /<w:(?:t|delText)(?:\s[^>]*)?>([^<]*)</g).flatMap(
      (text, at) => (text.trim() ? [{ place: `${place}第${at + 1}段`, text }] : []),
    );
  });
  return { passages, rest };
}

/** Texts of the elements of that name, each in one; what was deleted but is still in the file counts. */
const paragraphsOf = (xml: string, element: string, run: RegExp): string[] =>
  xml
    .split(`</${element}>`)
    .slice(0, -1)
    .map((part) => [...part.matchAll(run)].map(([, text = '']) => unescaped(text)).join(''));

const SHEET = /^xl\/worksheets\/sheet(?<no>\d+)\.xml$/;
const SHARED = 'xl/sharedStrings.xml';
const BOOK = 'xl/workbook.xml';
const COMMENTS = /^xl\/(?:comments|threadedComments\/threadedComment)\d*\.xml$/;
const RUN = /<t(?:\s[^>]*)?>([^<]*)</g;

function excelText(content: Uint8Array): FileText | null {
  let rest = false;
  const parts = unpack(content, (name) => {
    rest ||= NO_TEXT.test(name);
    return SHEET.test(name) || COMMENTS.test(name) || name === SHARED || name === BOOK;
  });
  const book = parts?.get(BOOK)?.toString('utf8');
  if (!parts || book === undefined) return null;
  // How a word is read aloud stands beside it.
  const strings = (parts.get(SHARED)?.toString('utf8') ?? '').replaceAll(/<rPh[\s\S]*?<\/rPh>/g, '');
  const shared = paragraphsOf(strings, 'si', RUN);
  const names = [...book.matchAll(/<sheet\s[^>]*?name="([^"]*)"/g)].map(([, name = '']) => unescaped(name));
  const sheets = [...parts].filter(([name]) => SHEET.test(name));
  sheets.sort(([a], [b]) => sheetNo(a) - sheetNo(b));
  const rows = sheets.flatMap(([name, part]) => {
    const place = names[sheetNo(name) - 1] ?? `${sheetNo(name)}`;
    return rowsOf(part.toString('utf8'), shared).map(({ no, cells }) => ({
      place: `表“${place}”第${no}行`,
      text: cells.filter(Boolean).join('，'),
      cells,
    }));
  });
  const remarks = [...parts].filter(([name]) => COMMENTS.test(name)).map(([, part]) => part.toString('utf8'));
  const said = remarks.flatMap((xml) => paragraphsOf(xml, 'comment', RUN));
  return { passages: [...rows, ...said.map((text, at) => ({ place: `批注第${at + 1}条`, text }))], rest };
}

const sheetNo = (name: string): number => Number(SHEET.exec(name)?.groups?.['no'] ?? 0);

function rowsOf(xml: string, shared: readonly string[]): { no: string; cells: string[] }[] {
  return xml
    .split('</row>')
    .slice(0, -1)
    .flatMap((row, at) => {
      const cells = cellsOf(row, shared);
      const no = /<row\s[^>]*?\br="(\d+)"/.exec(row)?.[1] ?? `${at + 1}`;
      return cells.some(Boolean) ? [{ no, cells }] : [];
    });
}

/** Columns further right are left out: what is headed by what it holds stands in the first ones. */
const MOST_COLUMNS = 500;

/** Each cell in its column; empty ones are left out of the file. */
function cellsOf(row: string, shared: readonly string[]): string[] {
  const cells: string[] = [];
  for (const cell of row.split(/<c(?=[\s>])/).slice(1)) {
    const letters = /\br="(?<column>[A-Z]{1,3})\d+"/.exec(cell.slice(0, cell.indexOf('>')))?.groups?.[
      'column'
    ];
    const column = letters ? columnNo(letters) : cells.length;
    const text = cellText(cell, shared);
    if (column >= MOST_COLUMNS) cells.push(text);
    else {
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
  }
  return cells;
}

/** A is 0, AA is 26. */
const columnNo = (letters: string): number =>
  letters.split('').reduce((no, letter) => no * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function cellText(cell: string, shared: readonly string[]): string {
  const head = cell.slice(0, cell.indexOf('>'));
  if (/\bt="inlineStr"/.test(head))
    return [...cell.matchAll(RUN)].map(([, text = '']) => unescaped(text)).join('');
  const value = /<v(?:\s[^>]*)?>([^<]*)</.exec(cell)?.[1] ?? '';
  return /\bt="s"/.test(head) ? (shared[Number(value)] ?? '') : unescaped(value);
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x(?<hex>[0-9a-f]{1,6})|#(?<no>\d{1,7})|(?<name>\w+));/gi, (whole, ...found) => {
    const { hex, no, name } = found.at(-1) as Record<string, string | undefined>;
    const code = hex ? Number.parseInt(hex, 16) : Number(no);
    if (name !== undefined) return NAMED[name] ?? whole;
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
