import { parse as parseCsv } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { readSheet } from 'read-excel-file/node';
import { decodeDocument } from '../feed/charset.js';
import { fieldOf, type Field } from './columns.js';

/** One row of a file; `bad` says why it cannot be used. */
export interface Row {
  /** Line of the file, or row of the sheet; the first is 1. */
  line: number;
  values: Partial<Record<Field, string>>;
  /** Other members of a JSON line, as they came. */
  extra: Record<string, unknown>;
  bad?: string;
}

/** The file as a whole cannot be read. */
export class UnreadableFile extends Error {}

/** Reads Excel, CSV (UTF-8 or GBK; comma, semicolon or tab) or JSON lines, told apart by their content. @throws UnreadableFile */
export async function readRows(bytes: Buffer): Promise<Row[]> {
  if (bytes.length === 0) throw new UnreadableFile('the file is empty');
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return fromExcel(bytes);
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1')
    throw new UnreadableFile('old Excel format (.xls): save it as .xlsx or CSV');
  const text = decodeDocument(bytes).replace(/^\ufeff/, '');
  return /^\s*[{[]/.test(text) ? fromJson(text) : fromCsv(text);
}

function fromJson(text: string): Row[] {
  if (/^\s*\[/.test(text)) {
    const all = parseJson(text);
    if (!Array.isArray(all)) throw new UnreadableFile('no JSON lines and no JSON array');
    return all.map((value, index) => jsonRow(value, index + 1));
  }
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [jsonRow(parseJson(line), index + 1)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function jsonRow(value: unknown, line: number): Row {
  const row: Row = { line, values: {}, extra: {} };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ...row, bad: 'no JSON object' };
  for (const [key, member] of Object.entries(value)) {
    const field = fieldOf(key);
    if (field && (typeof member === 'string' || typeof member === 'number'))
      row.values[field] ??= String(member);
    else row.extra[key] = member;
  }
  return row;
}

function fromCsv(text: string): Row[] {
  const delimiter = delimiterOf(text.split('\n', 10).find(namesMain) ?? '');
  try {
    const records = parseCsv(text, {
      delimiter,
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    let line = 1;
    return fromTable(
      records.map(({ record, info }) => {
        const numbered = { line, cells: record };
        line = info.lines + 1;
        return numbered;
      }),
    );
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(`no CSV: ${(error as Error).message}`);
  }
}

/** The mark that divides a line of headings most often. */
function delimiterOf(header: string): string {
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

const namesMain = (line: string): boolean => line.split(/[,;\t]/).some((cell) => isMain(fieldOf(cell)));

async function fromExcel(bytes: Buffer): Promise<Row[]> {
  const rows: unknown[][] = await readSheet(bytes).catch((error: Error) => {
    throw new UnreadableFile(`no Excel sheet: ${error.message}`);
  });
  return fromTable(rows.map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) })));
}

/** Excel keeps local wall-clock times, which the reader gives as if they were UTC. */
function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (!(cell instanceof Date)) return '';
  return DateTime.fromJSDate(cell, { zone: 'utc' }).toFormat('yyyy-MM-dd HH:mm:ss');
}

/** The first row that names a title or a text holds the headings; notes above it are passed over. */
function fromTable(table: { line: number; cells: string[] }[]): Row[] {
  const head = table.slice(0, 10).findIndex(({ cells }) => cells.some((cell) => isMain(fieldOf(cell))));
  if (head < 0) throw new UnreadableFile('no column is named 标题/title or 内容/text');
  const fields = (table[head]?.cells ?? []).map(fieldOf);
  return table.slice(head + 1).flatMap(({ line, cells }) => {
    const values: Row['values'] = {};
    cells.forEach((cell, index) => {
      const field = fields[index];
      if (field && cell.trim() !== '') values[field] ??= cell.trim();
    });
    return cells.every((cell) => cell.trim() === '') ? [] : [{ line, values, extra: {} }];
  });
}

const isMain = (field: Field | undefined): boolean => field === 'title' || field === 'text';
