import { isZip, RosterFileError, unzip } from './zip.js';

/** One sheet as text; rows and columns as they stand, merged cells filled at their first place only. */
export interface Grid {
  file: string;
  sheet: string;
  rows: string[][];
}

/** A file that could be read, or why not. */
export interface ReadFile {
  file: string;
  grids: Grid[];
  problem: string | null;
}

/** Bytes of one upload. */
export const MAX_FILE = 3 * 1024 * 1024;
const MAX_ROWS = 2000;
const MAX_COLUMNS = 64;
const MAX_SHEETS = 40;

/**
 * The sheets of an Excel workbook (.xlsx), or of each workbook in a zip. Of an archive every file is told apart, so that
 * one bad form does not hold up the others.
 * @throws RosterFileError when the upload as a whole cannot be read
 */
export async function readFiles(name: string, bytes: Buffer): Promise<ReadFile[]> {
  if (bytes.length === 0) throw new RosterFileError('文件是空的，请重新选择。');
  if (bytes.length > MAX_FILE) throw new RosterFileError('文件过大，最多 3 MB，请分次上传。');
  if (!isZip(bytes)) throw new RosterFileError(whatElse(bytes));
  const entries = unzip(bytes);
  if (isWorkbook(entries)) return [await readWorkbook(name, bytes, entries)];
  const files = entries.filter((entry) => !/(^|\/)(__MACOSX\/|\.|~\$)|\/$/.test(entry.name));
  if (files.length === 0) throw new RosterFileError('压缩包是空的，请重新选择。');
  const read: ReadFile[] = [];
  let left = MAX_PACKED_TOGETHER;
  for (const { name: inner, bytes: content } of files) {
    left -= content.length;
    if (left < 0) throw new RosterFileError('压缩包内的文件合计过大，请分次上传。');
    read.push(await readInner(inner.replace(/^.*\//, ''), content));
  }
  return read;
}

/** Bytes of the workbooks of one archive together. */
const MAX_PACKED_TOGETHER = 12 * 1024 * 1024;

async function readInner(file: string, bytes: Buffer): Promise<ReadFile> {
  try {
    if (!isZip(bytes)) throw new RosterFileError(whatElse(bytes));
    if (bytes.length > MAX_FILE) throw new RosterFileError('文件过大，最多 3 MB。');
    const entries = unzip(bytes);
    if (!isWorkbook(entries)) throw new RosterFileError('不是 Excel 工作簿（.xlsx），未读取。');
    return await readWorkbook(file, bytes, entries);
  } catch (error) {
    if (error instanceof RosterFileError) return { file, grids: [], problem: error.message };
    throw error;
  }
}

const isWorkbook = (entries: { name: string }[]): boolean =>
  entries.some((entry) => entry.name === 'xl/workbook.xml');

function whatElse(bytes: Buffer): string {
  const head = bytes.subarray(0, 8);
  if (head.toString('hex') === 'd0cf11e0a1b11ae1')
    return '是旧版 Excel（.xls）或有密码的文件，请用 Excel 另存为不带密码的 .xlsx 后再上传。';
  if (head.toString('latin1').startsWith('%PDF'))
    return '是 PDF 扫描件，不能直接读取，请上传填好的 Excel 表（.xlsx），扫描件留存备查。';
  return '不是 Excel 工作簿（.xlsx），请下载空表填写后再上传。';
}

async function readWorkbook(
  file: string,
  bytes: Buffer,
  entries: { name: string; bytes: Buffer }[],
): Promise<ReadFile> {
  for (const entry of entries.filter(({ name }) => /\.(xml|rels)$/.test(name))) {
    const text = entry.bytes.toString('latin1');
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new RosterFileError('文件内容不正常，请下载空表重新填写。');
    if (entry.name.startsWith('xl/worksheets/')) checkSheet(text);
  }
  const { default: readExcel } = await import('read-excel-file/node');
  const sheets = await readExcel(bytes).catch(() => {
    throw new RosterFileError('Excel 文件已损坏，请重新保存为 .xlsx 后再上传。');
  });
  if (sheets.length > MAX_SHEETS)
    throw new RosterFileError(`工作表过多，最多 ${MAX_SHEETS} 张，请分次上传。`);
  const grids = sheets.map(({ sheet, data }) => ({
    file,
    sheet,
    rows: data.map((row) => row.map((cell) => cellText(cell))),
  }));
  return { file, grids, problem: null };
}

/** Before anything is built from it: how large it is, and that nothing in it is reckoned. */
function checkSheet(xml: string): void {
  if (/<f[ >/]/.test(xml)) throw new RosterFileError('表中有公式，请把公式改为文字后再上传。');
  const rows = xml.match(/<row[ >/]/g)?.length ?? 0;
  const far = [...xml.matchAll(/<c r="([A-Z]+)(\d+)"/g)].some(
    ([, column = '', row]) =>
      column.length > 2 || columnNumber(column) > MAX_COLUMNS || Number(row) > MAX_ROWS,
  );
  if (rows > MAX_ROWS || far)
    throw new RosterFileError(`表格过大，最多 ${MAX_ROWS} 行、${MAX_COLUMNS} 列，请核对是否选错文件。`);
}

const columnNumber = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** A long number that Excel took for a figure still is the number somebody typed. */
function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toFixed(0) : String(cell);
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return '';
}
