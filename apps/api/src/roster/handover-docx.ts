import {
  AlignmentType,
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
import type { HandoverView } from '../contract/index.js';

const millimetres = (mm: number) => Math.round((mm / 25.4) * 1440);
/** Fonts of GB/T 9704 by name only: none is bundled, the reader's own takes its place. Sizes in half points. */
const STYLE = {
  title: { font: '方正小标宋简体', size: 44 },
  head: { font: '黑体', size: 32 },
  text: { font: '仿宋_GB2312', size: 32 },
  cell: { font: '仿宋_GB2312', size: 24 },
} as const;
type Style = keyof typeof STYLE;

const paragraph = (text: string, style: Style, centred = false) => {
  const { font, size } = STYLE[style];
  return new Paragraph({
    spacing: { line: 560, lineRule: LineRuleType.AT_LEAST },
    ...(centred && { alignment: AlignmentType.CENTER }),
    children: [new TextRun({ text, size, font: { name: font, eastAsia: font } })],
  });
};

const WIDTHS = [30, 74, 30, 22];
const row = (cells: string[]) =>
  new TableRow({
    cantSplit: true,
    children: cells.map(
      (text, index) =>
        new TableCell({
          width: { size: millimetres(WIDTHS[index] ?? 30), type: WidthType.DXA },
          children: [paragraph(text, 'cell')],
        }),
    ),
  });

const kinds = { unsigned: '未签收', late: '超时', awaiting: '待确认交办', refused: '退单待裁定' } as const;

/** `2026年11月23日` */
const dayWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year ?? ''}年${month ?? ''}月${date ?? ''}日`;
};

/** 交接班记录 as a Word document: what was left, in the words of the sheet, and the matters the reader may see. */
export function handoverDocx(sheet: HandoverView): Promise<Buffer> {
  const matters = sheet.matters.map(({ number, title, opinionLevel, kinds: found }) =>
    row([number, title, found.map((kind) => kinds[kind]).join('、'), opinionLevel]),
  );
  const children = [
    paragraph('值班交接班记录', 'title', true),
    paragraph(`单位：${sheet.unit}`, 'text'),
    paragraph(`班次：${dayWords(sheet.day)}`, 'text'),
    paragraph(`交班人：${sheet.outgoing ?? ''}　　接班人：${sheet.incoming ?? ''}`, 'text'),
    ...(matters.length > 0
      ? [
          paragraph('待办事件', 'head'),
          new Table({
            columnWidths: WIDTHS.map(millimetres),
            rows: [row(['编号', '标题', '情况', '等级']), ...matters],
          }),
        ]
      : []),
    paragraph('交班事项', 'head'),
    ...(sheet.notes || '无').split('\n').map((text) => paragraph(text, 'text')),
    ...(sheet.acceptedNote ? [paragraph(`接班说明：${sheet.acceptedNote}`, 'text')] : []),
    paragraph('交班人签名：　　　　　　　　接班人签名：', 'text'),
  ];
  const margin = { top: 37, bottom: 35, left: 28, right: 26 };
  const page = {
    size: { width: millimetres(210), height: millimetres(297) },
    margin: {
      top: millimetres(margin.top),
      bottom: millimetres(margin.bottom),
      left: millimetres(margin.left),
      right: millimetres(margin.right),
    },
  };
  return Packer.toBuffer(
    new Document({ title: '值班交接班记录', creator: '', sections: [{ properties: { page }, children }] }),
  );
}
