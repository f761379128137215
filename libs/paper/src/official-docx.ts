import {
  AlignmentType,
  Document,
  DocumentGridType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  WidthType,
  type FileChild,
} from 'docx';
import {
  blank,
  body,
  centred,
  FONT,
  LINE,
  LINE_PITCH,
  millimetres,
  pageNumber,
  paragraph,
  RED,
  rule,
  SIZE,
  text,
} from './layout.js';

/** What stands above the red line beside the name of the office (版头); absent parts are left out. */
export interface PaperHead {
  /** 紧急程度: 特急, 加急 */
  urgency?: string | null;
  /** 签发人, of papers to a superior (上行文). */
  signer?: string | null;
}

/** A paper of an office in its parts; what is absent is left out. */
export interface OfficialPaper extends PaperHead {
  /**
   * `letter` (信函格式): the number to the right under the line. `document`: the number centred above the line, or to the
   * left where a signer stands to the right.
   */
  form?: 'letter' | 'document';
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
  /** 版记: 抄送机关, and who printed it when. */
  copies?: string[];
  printedBy?: string | null;
}

/**
 * A paper as a Word document in the layout of GB/T 9704—2012: A4, margins 37/35/28/26 mm, 22 lines of 28 characters, name
 * of the office in red above a red line, title in 小标宋 2号, text in 仿宋 3号, page numbers “— 1 —” outside.
 */
export async function officialDocx(paper: OfficialPaper): Promise<Buffer> {
  const document = new Document({
    creator: paper.from,
    title: paper.title,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { size: SIZE.body, font: { name: FONT.body, eastAsia: FONT.body } } } },
    },
    sections: [
      {
        properties: {
          page: { size: PAGE, margin: MARGIN },
          grid: { type: DocumentGridType.LINES, linePitch: LINE_PITCH },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [...headOf(paper), ...bodyOf(paper), ...imprintOf(paper)],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const PAGE = { width: millimetres(210), height: millimetres(297) };
const MARGIN = {
  top: millimetres(37),
  bottom: millimetres(35),
  left: millimetres(28),
  right: millimetres(26),
  footer: millimetres(28),
};

/** 版头 */
function headOf({ form = 'letter', head, number, urgency, signer }: OfficialPaper): FileChild[] {
  const urgent = urgency
    ? [new Paragraph({ spacing: LINE, children: [text(urgency, SIZE.body, FONT.heading)] })]
    : [];
  const name = text(head, SIZE.head, FONT.title, RED);
  if (form === 'letter')
    return [
      ...urgent,
      new Paragraph({ ...centred, border: { bottom: rule(RED, 12, true) }, children: [name] }),
      ...(number ? [body(number, { alignment: AlignmentType.RIGHT })] : []),
      blank(),
    ];
  const left = number ?? '';
  const line = signer
    ? new Paragraph({
        spacing: LINE,
        border: { bottom: rule(RED, 18) },
        indent: { left: 320, right: 320 },
        tabStops: [{ type: TabStopType.RIGHT, position: millimetres(156) - 320 }],
        children: [text(`${left}\t签发人：`, SIZE.body, FONT.body), text(signer, SIZE.body, FONT.second)],
      })
    : new Paragraph({
        ...centred,
        spacing: LINE,
        border: { bottom: rule(RED, 18) },
        children: [text(left, SIZE.body, FONT.body)],
      });
  return [...urgent, new Paragraph({ ...centred, children: [name] }), blank(), line, blank()];
}

/** 主体 */
function bodyOf(paper: OfficialPaper): FileChild[] {
  const { title, to, paragraphs, fields, table, closing = [], from, date } = paper;
  const tables = [
    ...(fields?.length ? [grid(fields, false, [24, 76]), blank()] : []),
    ...(table ? [grid([table.head, ...table.rows], true, even(table.head.length)), blank()] : []),
  ];
  return [
    new Paragraph({ ...centred, spacing: LINE, children: [text(title, SIZE.title, FONT.title)] }),
    blank(),
    ...(to ? [body(`${to}：`)] : []),
    ...paragraphs.map(paragraph),
    ...(tables.length > 0 ? [blank(), ...tables] : []),
    ...closing.map(paragraph),
    blank(),
    body(from, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
    body(date, { alignment: AlignmentType.RIGHT, indent: { right: 1280 } }),
  ];
}

/** 版记 */
function imprintOf({ copies = [], printedBy, date }: OfficialPaper): FileChild[] {
  if (copies.length === 0 && !printedBy) return [];
  const line = (content: string, border: object) =>
    new Paragraph({
      border,
      keepNext: true,
      indent: { left: SIZE.page * 10, right: SIZE.page * 10 },
      tabStops: [{ type: TabStopType.RIGHT, position: millimetres(156) - SIZE.page * 10 }],
      children: [text(content, SIZE.page, FONT.body)],
    });
  const bold = rule('000000', 12);
  return [
    blank(),
    ...(copies.length > 0
      ? [line(`抄送：${copies.join('，')}。`, { top: bold, bottom: rule('000000', 6) })]
      : []),
    ...(printedBy
      ? [
          line(
            `${printedBy}\t${date}印发`,
            copies.length > 0 ? { bottom: bold } : { top: bold, bottom: bold },
          ),
        ]
      : []),
  ];
}

function grid(rows: string[][], headed: boolean, shares: number[]): Table {
  const cell = (content: string, index: number, bold: boolean) =>
    new TableCell({
      width: { size: Math.round((millimetres(156) * (shares[index] ?? 10)) / 100), type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: content
        .split('\n')
        .map(
          (line) => new Paragraph({ children: [text(line, SIZE.table, bold ? FONT.heading : FONT.body)] }),
        ),
    });
  return new Table({
    width: { size: millimetres(156), type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.round((millimetres(156) * share) / 100)),
    layout: TableLayoutType.FIXED,
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
