const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** A number in Chinese numerals alone. */
export const CHINESE = '[零〇一二两三四五六七八九十百千]{1,6}';

/** A number as it is written in reports: 31, 1.2万, 1,200, 十二, 三十余, 上百, 数十, 近千, 两三. */
export const NUMBER =
  '(?:(?:至少|最少|约|大约|近|超过|超|逾|上|多达|达|共|数|几)?(?:\\d[\\d,]*(?:\\.\\d+)?[十百千万]?|[零〇一二两三四五六七八九十百千万数几]{1,7})(?:余|多|来|几)?)';

/**
 * Reads such a number; vague ones by their lower bound (三十余 → 30, 上百 → 100), 数 and 几 as 3, "两三" as the larger
 * only where it is one step apart. Null when it is none.
 */
export function readNumber(written: string): number | null {
  const text = written
    .replace(/^(?:至少|最少|约|大约|近|超过|超|逾|上|多达|达|共)/u, '')
    .replace(/[余多来]$/u, '')
    .replace(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/(?<=[十百千万])几$/u, '');
  const arabic = /^(\d+(?:\.\d+)?)([十百千万])?$/u.exec(text);
  if (arabic)
    return Math.round(Number(arabic[1]) * (arabic[2] === '万' ? 10_000 : (UNITS[arabic[2] ?? ''] ?? 1)));
  if (/^[数几]$/u.test(text)) return 3;
  const span = /^([二两三四五六七八九])([三四五六七八九])$/u.exec(text);
  if (span) return DIGITS[span[1]!]!;
  return chinese(text.replaceAll(/[数几]/gu, '三'));
}

function chinese(text: string): number | null {
  if (text === '') return null;
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const char of text) {
    if (char in DIGITS) digit = DIGITS[char]!;
    else if (char in UNITS) {
      section += (digit ?? 1) * UNITS[char]!;
      digit = null;
    } else if (char === '万') {
      total += (section + (digit ?? 0) || 1) * 10_000;
      section = 0;
      digit = null;
    } else return null;
  }
  return total + section + (digit ?? 0);
}
