import { NUMBER } from '#incidents';
import type { ProofFindings } from './kinds.js';

/** Length of the pieces that are compared: long enough that a piece seldom stands in another text by chance. */
const PIECE = 4;
/** From this share on, with every figure in place, the page says what was approved; portals add dates and captions. */
const SAME = 0.95;
/** A sentence of the page is the counterpart of one approved when they share so much. */
const COUNTERPART = 0.4;

/** Letters and digits only, in one width: how it is set and spaced is the portal's. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}\p{S}\p{C}]/gu, '');

function pieces(text: string): Set<string> {
  const bare = plain(text);
  if (bare.length <= PIECE) return new Set(bare ? [bare] : []);
  return new Set(Array.from({ length: bare.length - PIECE + 1 }, (_, at) => bare.slice(at, at + PIECE)));
}

function shareOf(part: Set<string>, whole: Set<string>): number {
  if (part.size === 0) return 0;
  let found = 0;
  for (const piece of part) if (whole.has(piece)) found += 1;
  return found / part.size;
}

const UNIT = '(?:[人名户起例处辆件天年月日时分秒吨米元度家所个级次]|小时|公里|万元|亿元|平方米|公斤|%|％)';
const FIGURE = new RegExp(`(?<![\\d.])(?:\\d[\\d,]*(?:\\.\\d+)?[万亿]?${UNIT}?|${NUMBER}${UNIT})`, 'gu');

/** Figures of a text with their unit, each once, in order: 3人, 11月, 两万元. */
export const figuresOf = (text: string): string[] => [
  ...new Set(
    Array.from(text.normalize('NFKC').matchAll(FIGURE), ([found]) => found.replaceAll(',', '')).filter(
      (found) => /\d/.test(found) || found.length > 1,
    ),
  ),
];

const sentences = (text: string): string[] =>
  text.split(/[。！？!?；;\n]+/u).filter((one) => plain(one) !== '');

/**
 * How far a page says what was approved: share of the approved text that stands on it, and figures that differ.
 * @param approved plain text as it was signed
 * @param page plain text of the whole page, with whatever stands around
 */
export function comparePage(approved: string, page: string): ProofFindings & { same: boolean } {
  const whole = pieces(page);
  const share = Math.round(shareOf(pieces(approved), whole) * 1000) / 1000;
  const shown = new Set(figuresOf(page));
  const missing = figuresOf(approved).filter((figure) => !shown.has(figure));
  const instead = missing.length > 0 ? figuresInstead(approved, page, missing) : [];
  return { share, missing, instead, same: share >= SAME && missing.length === 0 };
}

/** Figures of the page's counterparts of those sentences whose figures are missing. */
function figuresInstead(approved: string, page: string, missing: readonly string[]): string[] {
  const own = new Set(figuresOf(approved));
  const candidates = sentences(page).map((sentence) => ({ sentence, all: pieces(sentence) }));
  const found = sentences(approved)
    .filter((sentence) => figuresOf(sentence).some((figure) => missing.includes(figure)))
    .flatMap((sentence) => {
      const wanted = pieces(sentence);
      const best = candidates
        .map(({ sentence: said, all }) => ({ said, share: shareOf(wanted, all) }))
        .sort((a, b) => b.share - a.share)[0];
      return best && best.share >= COUNTERPART ? figuresOf(best.said) : [];
    });
  return [...new Set(found)].filter((figure) => !own.has(figure));
}
