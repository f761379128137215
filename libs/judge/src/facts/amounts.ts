import { readNumber, type FigureBound } from '#incidents';

/** A number as the text gives it: three dozen or so (三十余) is 30, at least. */
export interface Amount {
  value: number;
  bound: FigureBound;
  /** 数人, 几人: some, and nobody knows how many. Counts where nothing better is told. */
  vague: boolean;
}

const AT_LEAST = /^(?:至少|最少|超过|超|逾|上)|[余多]$|^[数几]|[十百千万]几$/u;
const ABOUT = /^(?:约|大约|近)|来$|^[二两三四五六七八][三四五六七八九]$/u;
const BEFORE: readonly [FigureBound, RegExp][] = [
  ['atMost', /(?:不足|不到|不超过|不多于|少于|低于|至多|最多|顶多)$/u],
  ['atLeast', /(?:至少|最少|不少于|不低于|不下|超过|超出|多于|高于|突破|逾)$/u],
  ['about', /(?:大约|大概|约|将近|接近|近|估计|预计|差不多|左右)(?:有|为|达|在)?$/u],
];
/** Behind number and counter: "30人以上", "20人左右", "12余人". */
const AFTER: readonly [FigureBound, RegExp][] = [
  ['atLeast', /^[^，。；\d]{0,3}?(?:以上|余|多|开外)/u],
  ['atMost', /^[^，。；\d]{0,3}?(?:以下|以内)/u],
  ['about', /^[^，。；\d]{0,3}?(?:左右|上下)/u],
];
/** The lower end of a span stands in front: "3至5人", "三到五人", "3—5人". */
const SPAN = /([\d.]+|[一二两三四五六七八九十百千]{1,5})(?:人|名|个|户)?(?:至|到|-|—|~|～|–){1,2}$/u;
const GROWS = /(?:升|增|增加|上升|涨|降|减|达|扩大|更新|修正)$/u;

/**
 * Reads a number with what stands around it. A span counts by its lower end, as vague numbers do (`readNumber`).
 * @param written the number as `NUMBER` fits it
 * @param before what stands before it; the last ten characters suffice
 * @param after what stands behind it
 * @returns null where it is no number
 */
export function readAmount(written: string, before: string, after: string): Amount | null {
  const value = readNumber(written);
  if (value === null) return null;
  const vague = /^[数几]$/u.test(written);
  const span = SPAN.exec(before);
  const low = span && !GROWS.test(before.slice(0, span.index)) ? plain(span[1]!) : null;
  const grown = /由|从/u.test(before);
  if (low !== null && !grown && low < value) return { value: low, bound: 'about', vague };
  return { value, bound: boundOf(written, before, after), vague };
}

const plain = (text: string): number | null => (Number.isNaN(Number(text)) ? readNumber(text) : Number(text));

function boundOf(written: string, before: string, after: string): FigureBound {
  const told =
    BEFORE.find(([, pattern]) => pattern.test(before)) ?? AFTER.find(([, pattern]) => pattern.test(after));
  if (told) return told[0];
  if (AT_LEAST.test(written) || (before.endsWith('上') && /^[百千万]/u.test(written))) return 'atLeast';
  return ABOUT.test(written) ? 'about' : 'exact';
}

const FULL_WIDTH = /[０-９．％]/gu;
const ANY_FULL_WIDTH = /[０-９]/u;

/** Full-width digits in plain ones, of the same length. */
export const plainDigits = (text: string): string =>
  ANY_FULL_WIDTH.test(text)
    ? text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    : text;
