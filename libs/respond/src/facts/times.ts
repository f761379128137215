import { readNumber } from '#incidents';

/** Parts of a time as it is told; what is not said is null. */
export interface ToldTime {
  year: number | null;
  month: number | null;
  day: number | null;
  hour: number | null;
  minute: number | null;
}

const NUMERALS = '零〇一二两三四五六七八九十';
const TOLD =
  /(?:(\d{4})[年\-/.])?(?:(\d{1,2})[月\-/.])?(?:(\d{1,2})[日号]?)?\s*(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|夜间|深夜)?\s*(?:(\d{1,2})\s*[时点:：]\s*(?:(\d{1,2})\s*分?|(半)|(一刻|三刻))?)?/u;
const AFTER_NOON = /下午|傍晚|晚|夜间|深夜/u;

/** 二〇二六年 is read digit by digit, 十二日 as a number. */
function arabic(text: string): string {
  return text
    .replaceAll(new RegExp(`[零〇一二三四五六七八九]{4}(?=年)`, 'gu'), (year) =>
      year.replaceAll(/./gu, (digit) => String(readNumber(digit))),
    )
    .replaceAll(new RegExp(`[${NUMERALS}]+(?=[月日号时点分])`, 'gu'), (number) => String(readNumber(number)));
}

/** @returns null where the words give no date and no hour */
export function readTime(value: string): ToldTime | null {
  const text = arabic(value.normalize('NFKC').replaceAll(/(?<=[年月日号])\s+/gu, '')).replace(
    /^[^\d凌清早上中下傍晚夜深]+/u,
    '',
  );
  const match = TOLD.exec(text);
  if (!match?.[0]) return null;
  const [, year, month, day, period, hour, minute, half, quarter] = match;
  // A number alone is no time.
  if (!month && !day && !hour) return null;
  if (!month && !hour && !/[日号]/u.test(match[0])) return null;
  const number = (part: string | undefined) => (part === undefined ? null : Number(part));
  const told = number(hour);
  const shifted = told !== null && told < 12 && period && AFTER_NOON.test(period) ? told + 12 : told;
  return {
    year: number(year),
    month: number(month),
    day: number(day),
    hour: shifted,
    minute: half ? 30 : quarter ? (quarter === '一刻' ? 15 : 45) : number(minute),
  };
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute'] as const;

/** The same as far as both say it; times that have no part in common are not compared. */
export function sameTime(a: ToldTime | null, b: ToldTime | null): boolean {
  if (!a || !b) return false;
  const both = PARTS.filter((part) => a[part] !== null && b[part] !== null);
  return both.length > 0 && both.every((part) => a[part] === b[part]);
}
