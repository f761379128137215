import writeExcel, { type Cell, type SheetData } from 'write-excel-file/node';
import type { LateReport, LateUnit } from '../contract/index.js';

const boxed = { borderStyle: 'thin', alignVertical: 'center', fontSize: 12 } as const;
const head = (value: string): Cell => ({
  value,
  type: String,
  ...boxed,
  fontWeight: 'bold',
  align: 'center',
});
const text = (value: string): Cell => ({ value, type: String, ...boxed });
const count = (value: number): Cell => ({ value, type: Number, ...boxed });
const share = (part: number, of: number): Cell =>
  of === 0 ? text('—') : { value: part / of, type: Number, format: '0.0%', ...boxed };
const hours = (seconds: number): Cell =>
  seconds === 0
    ? text('—')
    : { value: Math.round((seconds / 3600) * 10) / 10, type: Number, format: '0.0', ...boxed };

const COLUMNS: [title: string, width: number, cell: (row: LateUnit) => Cell][] = [
  ['单位', 26, (row) => text(row.unit)],
  ['任务（项）', 10, (row) => count(row.duties)],
  ['按时签收率', 12, (row) => share(row.signedInTime, row.signedOf)],
  ['核实初报按时率', 12, (row) => share(row.reportedInTime, row.reportedOf)],
  ['当前逾期（项）', 10, (row) => count(row.lateNow)],
  ['最长逾期（小时）', 12, (row) => hours(row.longestLate)],
  ['催办（次）', 10, (row) => count(row.urged)],
  ['督办（项）', 10, (row) => count(row.supervised)],
  ['退单（次）', 10, (row) => count(row.refusals)],
];

/** The report as an Excel workbook, fit for one page across. */
export function lateXlsx(report: LateReport): Promise<Buffer> {
  const data: SheetData = [
    [
      {
        value: `办理时限情况（${report.from} 至 ${report.to}）`,
        type: String,
        columnSpan: COLUMNS.length,
        align: 'center',
        fontSize: 16,
        fontWeight: 'bold',
        height: 32,
      },
      ...COLUMNS.slice(1).map(() => null),
    ],
    COLUMNS.map(([title]) => head(title)),
    ...report.units.map((unit) => COLUMNS.map(([, , cell]) => cell(unit))),
  ];
  return writeExcel(data, {
    sheet: '办理时限情况',
    columns: COLUMNS.map(([, width]) => ({ width })),
    orientation: 'landscape',
  }).toBuffer();
}
