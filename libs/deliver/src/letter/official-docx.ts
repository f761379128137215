import {
  AlignmentType,
  BorderStyle,
  Document,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';

/** GB/T 9704: type sizes in half points, lines in twentieths of a point, margins in millimetres. */
const SIZE = { head: 44, title: 44, body: 32, table: 24 };
const LINE = { line: 560, lineRule: LineRuleType.EXACT };
const millimetres = (mm: number) => Math.round((mm / 25.4) * 1440);
/** Fonts by name only: none is bundled, the reader's own takes its place. */
const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', heading: '黑体' };
const RED = 'C00000';

/** A paper of an office in its parts; what is absent is left out. */
export interface OfficialPaper {
  /** Who writes, in red over the line. */
  head: string;
  number: string | null;
  title: string;
  to: string | null;
  paragraphs: string[];
  /** Label and value, one line each, in a table. */
  fields?: [label: string, value: string][];
  /** A table with a head line. */
  table?: { head: string[]; rows: string[][] };
  /** Below the tables. */
  closing?: string[];
  from: string;
  date: string;
}

const text = (content: string, size: number, font: string, color?: string) =>
  new TextRun({ text: content, size, font: { name: font, eastAsia: font }, ...(color && { color }) });
const body = (content: string, options: object = {}) =>
  new Paragraph({ spacing: LINE, ...options, children: [text(content, SIZE.body, FONT.body)] });
const blank = () => body('');
/** 一、 heads a part (黑体); everything else is text with two characters' indent. */
const paragraph = (content: string) =>
  /^[一二三四五六七八九十]、.{1,20}$/u.test(content)
    ? new Paragraph({
        spacing: LINE,
        indent: { firstLine: 640 },
        children: [text(content, SIZE.body, FONT.heading)],
      })
    : body(content, { indent: { firstLine: 640 } });

function grid(rows: string[][], headed: boolean, shares: number[]): Table {
  const cell = (content: string, index: number, bold: boolean) =>
    new TableCell({
      width: { size: shares[index] ?? 10, type: WidthType.PERCENTAGE },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: content
        .split('\n')
        .map(
          (line) => new Paragraph({ children: [text(line, SIZE.table, bold ? FONT.heading : FONT.body)] }),
        ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, at) =>
        new TableRow({
          cantSplit: true,
          tableHeader: headed && at === 0,
          children: row.map((one, index) => cell(one, index, headed ? at === 0 : index === 0)),
        }),
    ),
  });
}

const even = (count: number) => Array.from({ length: count }, () => Math.floor(100 / count));

/**
 * A paper as a Word document in the layout of GB/T 9704: A4, head in red above a red line, number to the right, title
 * in 小标宋 2号, text in 仿宋 3号.
 */
export async function officialDocx(paper: OfficialPaper): Promise<Buffer> {
  const { head, number, title, to, paragraphs, fields, table, closing = [], from, date } = paper;
  const line = { style: BorderStyle.DOUBLE, size: 12, color: RED, space: 4 };
  const centred = { alignment: AlignmentType.CENTER };
  const tables = [
    ...(fields?.length ? [grid(fields, false, [24, 76]), blank()] : []),
    ...(table ? [grid([table.head, ...table.rows], true, even(table.head.length)), blank()] : []),
  ];
  const document = new Document({
    creator: from,
    title,
    sections: [
      {
        properties: {
          page: {
            size: { width: millimetres(210), height: millimetres(297) },
            margin: {
              top: millimetres(37),
              bottom: millimetres(35),
              left: millimetres(28),
              right: millimetres(26),
            },
          },
        },
        children: [
          new Paragraph({
            ...centred,
            border: { bottom: line },
            children: [text(head, SIZE.head, FONT.title, RED)],
          }),
          ...(number ? [body(number, { alignment: AlignmentType.RIGHT })] : []),
          blank(),
          new Paragraph({ ...centred, spacing: LINE, children: [text(title, SIZE.title, FONT.title)] }),
          blank(),
          ...(to ? [body(`${to}：`)] : []),
          ...paragraphs.map(paragraph),
          ...(tables.length > 0 ? [blank(), ...tables] : []),
          ...closing.map(paragraph),
          blank(),
          body(from, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
          body(date, { alignment: AlignmentType.RIGHT, indent: { right: 1280 } }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
