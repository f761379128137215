import { AlignmentType, BorderStyle, Document, LineRuleType, Packer, Paragraph, TextRun } from 'docx';
import type { LetterParts } from './letter-text.js';

/** GB/T 9704: type sizes in half points, lines in twentieths of a point, margins in millimetres. */
const SIZE = { head: 44, title: 44, body: 32 };
const LINE = { line: 560, lineRule: LineRuleType.EXACT };
const millimetres = (mm: number) => Math.round((mm / 25.4) * 1440);
/** Fonts by name only: none is bundled, the reader's own takes its place. */
const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', head: '方正小标宋简体' };

const text = (content: string, size: number, font: string, color?: string) =>
  new TextRun({ text: content, size, font: { name: font, eastAsia: font }, ...(color && { color }) });
const body = (content: string, options: object = {}) =>
  new Paragraph({ spacing: LINE, ...options, children: [text(content, SIZE.body, FONT.body)] });
const blank = () => body('');

/**
 * The letter as a Word document in the form of a 信函格式公文 (GB/T 9704): A4, head in red above a red line, number to the
 * right, body in 仿宋 3号 with two characters' indent.
 */
export async function letterDocx(letter: LetterParts): Promise<Buffer> {
  const { from, number, title, to, paragraphs, date } = letter;
  const line = { style: BorderStyle.DOUBLE, size: 12, color: 'C00000', space: 4 };
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
            alignment: AlignmentType.CENTER,
            border: { bottom: line },
            children: [text(from, SIZE.head, FONT.head, 'C00000')],
          }),
          body(number, { alignment: AlignmentType.RIGHT }),
          blank(),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: LINE,
            children: [text(title, SIZE.title, FONT.title)],
          }),
          blank(),
          body(`${to}：`),
          ...paragraphs.map((one) => body(one, { indent: { firstLine: 640 } })),
          blank(),
          body(from, { alignment: AlignmentType.RIGHT, indent: { right: 640 } }),
          body(date, { alignment: AlignmentType.RIGHT, indent: { right: 1280 } }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
