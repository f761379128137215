import {
  AlignmentType,
  Document,
  LineRuleType,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { ANNEX, cellsOf, type AnnexSheet } from './annex.js';

const millimetres = (mm: number) => Math.round((mm / 25.4) * 1440);
/** Fonts of GB/T 9704 by name only: none is bundled, the reader's own takes its place. Sizes in half points. */
const STYLE = {
  mark: { font: '黑体', size: 32 },
  title: { font: '方正小标宋简体', size: 44 },
  text: { font: '仿宋_GB2312', size: 28 },
} as const;
type Style = keyof typeof STYLE;

const run = (text: string, style: Style, line = 0) => {
  const { font, size } = STYLE[style];
  return new TextRun({ text, size, font: { name: font, eastAsia: font }, ...(line > 0 && { break: line }) });
};
const paragraph = (text: string, style: Style, centred = false) =>
  new Paragraph({
    spacing: { line: 560, lineRule: LineRuleType.AT_LEAST },
    ...(centred && { alignment: AlignmentType.CENTER }),
    children: text.split('\n').map((part, index) => run(part, style, index > 0 ? 1 : 0)),
  });

const WIDTHS = [34, 46, 54, 46, 46];
const row = (cells: string[]) =>
  new TableRow({
    cantSplit: true,
    children: cells.map(
      (text, index) =>
        new TableCell({
          width: { size: millimetres(WIDTHS[index] ?? 46), type: WidthType.DXA },
          verticalAlign: VerticalAlign.CENTER,
          children: [paragraph(text, 'text', true)],
        }),
    ),
  });

function sectionOf(sheet: AnnexSheet) {
  const { names, contacts } = cellsOf(sheet);
  return {
    properties: {
      page: {
        // A4 on its side; the library turns width and height round.
        size: { width: millimetres(210), height: millimetres(297), orientation: PageOrientation.LANDSCAPE },
        margin: {
          top: millimetres(28),
          bottom: millimetres(26),
          left: millimetres(37),
          right: millimetres(35),
        },
      },
    },
    children: [
      paragraph(ANNEX.mark, 'mark'),
      paragraph(ANNEX.title, 'title', true),
      paragraph(`${ANNEX.unit}${sheet.unit}`, 'text'),
      new Table({
        columnWidths: WIDTHS.map(millimetres),
        rows: [
          row(['', ...ANNEX.columns.map(([, title]) => title)]),
          row([ANNEX.rows[0], ...names]),
          row([ANNEX.rows[1], ...contacts]),
        ],
      }),
    ],
  };
}

/** The annex as a Word document, one page a unit, in the form of GB/T 9704. */
export const annexDocx = (sheets: readonly AnnexSheet[]): Promise<Buffer> =>
  Packer.toBuffer(new Document({ title: ANNEX.title, creator: '', sections: sheets.map(sectionOf) }));
