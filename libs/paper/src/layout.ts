import { AlignmentType, BorderStyle, Footer, LineRuleType, PageNumber, Paragraph, TextRun } from 'docx';

/** GB/T 9704—2012: type sizes in half points (2号 22 pt, 3号 16 pt, 4号 14 pt), lines in twentieths of a point. */
export const SIZE = { head: 44, title: 44, body: 32, page: 28, table: 24 };
/** 22 lines in 225 mm, rounded down: a twentieth of a point too much, and the page holds 21. */
export const LINE_PITCH = Math.floor(((225 / 25.4) * 72 * 20) / 22);
/**
 * 28 characters of 16 pt in 156 mm: each takes 15.79 pt, rounded down lest the last one go to the next line. As the
 * spacing of the text, in twentieths of a point, because Word and LibreOffice read the grid of a section differently.
 */
const CHARACTER_SPACING = Math.floor(((156 / 25.4 / 28) * 72 - 16) * 20);
export const LINE = { line: LINE_PITCH, lineRule: LineRuleType.EXACT };
/** Lengths of the standard stand in millimetres. */
export const millimetres = (mm: number): number => Math.round((mm / 25.4) * 1440);
/** Fonts by name only: none is bundled, the reader's own takes its place. */
export const FONT = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  heading: '黑体',
  second: '楷体_GB2312',
  page: '宋体',
};
export const RED = 'C00000';
/** Two characters of 3号. */
const INDENT = 640;

export const text = (content: string, size: number, font: string, color?: string): TextRun =>
  new TextRun({
    text: content,
    size,
    font: { name: font, eastAsia: font, ascii: 'Times New Roman', hAnsi: 'Times New Roman' },
    ...(color && { color }),
    ...(size === SIZE.body && { characterSpacing: CHARACTER_SPACING }),
  });
export const body = (content: string, options: object = {}): Paragraph =>
  new Paragraph({ spacing: LINE, ...options, children: [text(content, SIZE.body, FONT.body)] });
export const blank = (): Paragraph => body('');
export const centred = { alignment: AlignmentType.CENTER };

/** 一、 heads a part (黑体), （一） one within it (楷体); everything else is text, two characters in. */
export function paragraph(content: string): Paragraph {
  const font = /^[一二三四五六七八九十]+、.{1,20}$/u.test(content)
    ? FONT.heading
    : /^（[一二三四五六七八九十]+）.{1,20}$/u.test(content)
      ? FONT.second
      : FONT.body;
  return new Paragraph({
    spacing: LINE,
    indent: { firstLine: INDENT },
    // A head never stands alone at the foot of a page.
    keepNext: font !== FONT.body,
    children: [text(content, SIZE.body, font)],
  });
}

/** “— 1 —” in 4号: odd pages to the right, even ones to the left, one character in. */
export function pageNumber(side: 'left' | 'right'): Footer {
  const run = (content: string) =>
    new TextRun({ children: [content], size: SIZE.page, font: { name: FONT.page, eastAsia: FONT.page } });
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [side]: SIZE.page * 10 },
        children: [run('— '), run(PageNumber.CURRENT), run(' —')],
      }),
    ],
  });
}

export const rule = (colour: string, width: number, double = false) => ({
  style: double ? BorderStyle.DOUBLE : BorderStyle.SINGLE,
  size: width,
  color: colour,
  space: 4,
});
