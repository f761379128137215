import writeExcel, { type Cell, type SheetData } from 'write-excel-file/node';
import { ANNEX, cellsOf, type AnnexSheet } from './annex.js';

const boxed = {
  borderStyle: 'thin',
  align: 'center',
  alignVertical: 'center',
  textWrap: true,
  fontFamily: '仿宋_GB2312',
  fontSize: 14,
} as const;
const cell = (value: string): Cell => ({ value, type: String, ...boxed });
const wide = (value: string, style: object = {}): (Cell | null)[] => [
  { value, type: String, columnSpan: 5, alignVertical: 'center', ...style },
  null,
  null,
  null,
  null,
];

/**
 * The annex as an Excel workbook, one sheet a unit; what it writes, the import reads.
 * @param sheets at least one
 */
export function annexXlsx(sheets: readonly AnnexSheet[]): Promise<Buffer> {
  const names = sheetNames(sheets.map((sheet) => sheet.unit));
  return writeExcel(
    sheets.map((sheet, index) => ({
      sheet: names[index] ?? String(index + 1),
      data: rowsOf(sheet),
      columns: [{ width: 18 }, { width: 22 }, { width: 26 }, { width: 22 }, { width: 22 }],
      orientation: 'landscape' as const,
    })),
  ).toBuffer();
}

function rowsOf(sheet: AnnexSheet): SheetData {
  const { names, contacts } = cellsOf(sheet);
  return [
    wide(ANNEX.mark, { fontFamily: '黑体', fontSize: 16 }),
    wide(ANNEX.title, { fontFamily: '方正小标宋简体', fontSize: 22, align: 'center', height: 40 }),
    wide(`${ANNEX.unit}${sheet.unit}`, { fontFamily: '仿宋_GB2312', fontSize: 14 }),
    [cell(''), ...ANNEX.columns.map(([, title]) => cell(title))],
    [cell(ANNEX.rows[0]), ...names.map(cell)],
    [cell(ANNEX.rows[1]), ...contacts.map(cell)],
  ];
}

/** Excel allows 31 letters, no brackets and such, no name twice. */
function sheetNames(units: string[]): string[] {
  const used = new Set<string>();
  return units.map((unit, index) => {
    const plain =
      unit
        .replace(/[\\/?*[\]:']/g, ' ')
        .trim()
        .slice(0, 28) || '名单';
    const name = used.has(plain) ? `${plain}${index + 1}` : plain;
    used.add(name);
    return name;
  });
}
