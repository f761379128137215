import { readNumber, type Figure, type FigureBound } from '#incidents';
import { clauseAt } from '../text/reading.js';
import { readAmount } from './amounts.js';
import { speakerAt, type SourceOfText } from './speakers.js';
import { denialOf, isOfThisMatter } from './standing.js';

/** Sums, areas and households kept of one text, each. */
const MOST_OF_A_KIND = 4;
const YUAN: Record<string, number> = {
  '': 1,
  十: 10,
  百: 100,
  千: 1000,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  百亿: 1e10,
};
const SQUARE_METRES: Record<string, number> = {
  亩: 10_000 / 15,
  公顷: 10_000,
  平方米: 1,
  平米: 1,
  '㎡': 1,
  平方公里: 1e6,
  平方千米: 1e6,
};
const WRITTEN = '(?:\\d[\\d,]{0,14}(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千数几]{1,7})';
const LOOSE = '(?:余|多|来|几)?';
const MONEY = new RegExp(
  `(${WRITTEN})${LOOSE}\\s*(亿|千万|百万|十万|万|千|百)?${LOOSE}\\s*(?:元|块钱|块(?!地|钱?石|砖|板|牌|田|土))`,
  'gu',
);
const AREA = new RegExp(
  `(${WRITTEN})${LOOSE}\\s*(万)?${LOOSE}\\s*(亩|公顷|平方米|平米|㎡|平方公里|平方千米)`,
  'gu',
);
const HOUSEHOLDS = new RegExp(`(${WRITTEN}[十百千万]?${LOOSE})\\s*(?:余|多)?户(?![型外籍口])`, 'gu');

/** Money in yuan, areas in square metres and households that the text gives, with the words that say what they are of. */
export function thingsIn(text: string, full: string, source?: SourceOfText): Figure[] {
  return [
    ...(/[户]/u.test(text) ? found('households', HOUSEHOLDS, () => 1) : []),
    ...(/[元块]/u.test(text) ? found('money', MONEY, ([, , unit]) => YUAN[unit ?? '']!) : []),
    ...(/[亩顷㎡]|平[方米]/u.test(text)
      ? found('area', AREA, ([, , wan, unit]) => SQUARE_METRES[unit!]! * (wan ? 1e4 : 1))
      : []),
  ];

  function found(
    kind: Figure['kind'],
    pattern: RegExp,
    scale: (match: RegExpMatchArray) => number,
  ): Figure[] {
    const figures = new Map<number, Figure>();
    for (const match of text.matchAll(pattern)) {
      if (figures.size >= MOST_OF_A_KIND) break;
      const figure = readThing(kind, match, scale(match));
      if (figure && !figures.has(figure.value)) figures.set(figure.value, figure);
    }
    return [...figures.values()];
  }

  function readThing(kind: Figure['kind'], match: RegExpMatchArray, scale: number): Figure | null {
    const start = match.index ?? 0;
    const [word, written] = [match[0], match[1] ?? ''];
    const amount = sizeOf(
      written,
      text.slice(Math.max(0, start - 8), start),
      text.slice(start + written.length, start + word.length + 4),
    );
    if (!amount || amount.value * scale === 0 || !isOfThisMatter(text, start, word)) return null;
    const by = speakerAt(text, start, start + word.length, source);
    const words = [full.slice(clauseStart(text, start), start + word.length)];
    const value = Math.round(amount.value * scale * 100) / 100;
    return { kind, value, bound: amount.bound, denied: denialOf(text, start, word) !== null, by, words };
  }
}

/** What the sum is of stands before it in its clause: "直接经济损失约", "罚款", "拖欠工资". */
const clauseStart = (text: string, start: number): number => Math.max(clauseAt(text, start)[0], start - 12);

function sizeOf(
  written: string,
  before: string,
  after: string,
): { value: number; bound: FigureBound } | null {
  const decimal = /^\D*(\d[\d,]*\.\d+)$/u.exec(written);
  if (!decimal) return readAmount(written, before, after);
  const amount = readAmount(written.replace(/\.\d+$/u, ''), before, after);
  const value = Number(decimal[1]!.replaceAll(',', ''));
  return { value: Number.isNaN(value) ? (readNumber(written) ?? 0) : value, bound: amount?.bound ?? 'exact' };
}
