import { DateTime } from 'luxon';

const SHANGHAI = 'Asia/Shanghai';
/** Zones by name in RFC 822 dates and their relatives, hours east of UTC. CST is China's own here. */
const ZONES: Record<string, number> = {
  ut: 0, utc: 0, gmt: 0, z: 0, est: -5, edt: -4, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7,
  cst: 8, bst: 1, cet: 1, cest: 2, jst: 9, kst: 9, hkt: 8, aest: 10,
}; // prettier-ignore
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  /** Minutes east of UTC; absent: Chinese local time. */
  offset?: number;
}

/**
 * Reads a date as feeds and people write it: RFC 822, ISO 8601 (W3C), asctime, `2018-01-05 16:50`, `2018年1月5日 16:50`,
 * `2018/1/5`, seconds or milliseconds since 1970. Without a zone it is Chinese local time.
 * @returns ISO 8601 with +08:00, or null where nothing sensible (1990–2100) can be read
 */
export function parseFeedDate(text: string): string | null {
  const value = text.normalize('NFKC').trim().slice(0, 100);
  const parts = fromIso(value) ?? fromChinese(value) ?? fromWords(value);
  const plain = parts && plainTime(parts);
  if (plain) return plain;
  const at = parts ? toDateTime(parts) : fromEpoch(value);
  if (!at?.isValid || at.year < 1990 || at.year > 2100) return null;
  return at.setZone(SHANGHAI).toISO({ suppressMilliseconds: true });
}

const TIME = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?`;
const OFFSET = String.raw`(z|utc|gmt|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t\s]+${TIME}\s*${OFFSET})?`, 'i');
const ISO_SHORT = /^(\d{4})-?(\d{2})(?:-?(\d{2}))?(?:T(\d{2}):?(\d{2}):?(\d{2})?\s*(z|[+-]\d{2}:?\d{2})?)?$/i;
const CHINESE = new RegExp(
  String.raw`(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?(?:\s*(?:星期|周).)?\s*(凌晨|上午|中午|下午|晚上|晚)?\s*(?:(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*[:分]?\s*(\d{1,2})?)?`,
);
const DAY_FIRST = new RegExp(
  String.raw`(\d{1,2})[\s-]+(${MONTHS.join('|')})[a-z]*\.?,?[\s-]+(\d{4}|\d{2})\b`,
  'i',
);
const MONTH_FIRST = new RegExp(
  String.raw`(${MONTHS.join('|')})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(\d{4})\b)?`,
  'i',
);

function fromIso(value: string): Parts | null {
  const long = ISO.exec(value);
  if (long) {
    const [, year, month, day, hour, minute, second, fraction, zone] = long;
    return parts({ year, month, day, hour, minute, second, fraction, zone });
  }
  const short = /^\d{10}$|^\d{13}$/.test(value) ? null : ISO_SHORT.exec(value);
  if (!short) return /^\d{4}$/.test(value) ? parts({ year: value, month: '1', day: '1' }) : null;
  const [, year, month, day, hour, minute, second, zone] = short;
  return parts({ year, month, day: day ?? '1', hour, minute, second, zone });
}

function fromChinese(value: string): Parts | null {
  const found = CHINESE.exec(value);
  if (!found) return null;
  const [, year, month, day, half, hour, minute, second] = found;
  const result = parts({ year, month, day, hour, minute, second });
  if ((half === '下午' || half?.startsWith('晚')) && result.hour < 12) result.hour += 12;
  return result;
}

/** RFC 822 and its relatives, and asctime: a month by its English name. */
function fromWords(value: string): Parts | null {
  const dayFirst = DAY_FIRST.exec(value);
  const monthFirst = dayFirst ? null : MONTH_FIRST.exec(value);
  const name = dayFirst?.[2] ?? monthFirst?.[1];
  const month = MONTHS.indexOf((name ?? '').toLowerCase()) + 1;
  if (month === 0) return null;
  const time = new RegExp(TIME).exec(value);
  const rest = time ? value.slice(time.index + time[0].length) : '';
  const year = dayFirst?.[3] ?? monthFirst?.[3] ?? /\b(\d{4})\s*$/.exec(value)?.[1];
  if (!year) return null;
  return parts({
    year: year.length === 2 ? String(Number(year) + (Number(year) < 70 ? 2000 : 1900)) : year,
    month: String(month),
    day: dayFirst?.[1] ?? monthFirst?.[2],
    hour: time?.[1],
    minute: time?.[2],
    second: time?.[3],
    zone: /^\s*(?:\(?([a-z]+)\)?)?\s*([+-]\d{1,2}:?\d{2})?/i.exec(rest)?.slice(1).toReversed().find(Boolean),
  });
}

function fromEpoch(value: string): DateTime | null {
  if (!/^\d{10}(\d{3})?$/.test(value)) return null;
  return DateTime.fromMillis(Number(value.padEnd(13, '0')));
}

type Texts = Partial<
  Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'zone', string | undefined>
>;

function parts(texts: Texts): Parts {
  const offset = offsetOf(texts.zone);
  return {
    year: Number(texts.year),
    month: Number(texts.month),
    day: Number(texts.day),
    hour: Number(texts.hour ?? 0),
    minute: Number(texts.minute ?? 0),
    second: Number(texts.second ?? 0),
    ms: Number((texts.fraction ?? '').slice(0, 3).padEnd(3, '0')),
    ...(offset === null ? {} : { offset }),
  };
}

function offsetOf(zone: string | undefined): number | null {
  if (!zone) return null;
  const numeric = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return numeric[1] === '-' ? -minutes : minutes;
  }
  const hours = ZONES[zone.toLowerCase()];
  return hours === undefined ? null : hours * 60;
}

const CHINA_OFFSET = 480;

/**
 * The same without a calendar, which takes thirty times as long: for days that exist, of the years in which China has had
 * one offset. Null for all others.
 */
function plainTime({ year, month, day, hour, minute, second, ms, offset }: Parts): string | null {
  if (year < 1992 || year > 2099 || hour > 24 || minute > 59 || second > 61) return null;
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const east = CHINA_OFFSET - (offset ?? CHINA_OFFSET);
  const local = new Date(midnight + (((hour * 60 + minute + east) * 60 + second) * 1000 + ms)).toISOString();
  return `${local.slice(0, local.endsWith('.000Z') ? -5 : -1)}+08:00`;
}

/** Adds what overflows (24:00, second 60) instead of refusing the date. */
function toDateTime(given: Parts): DateTime | null {
  if (given.hour > 24 || given.minute > 59 || given.second > 61) return null;
  const day = DateTime.fromObject(
    { year: given.year, month: given.month, day: given.day },
    { zone: SHANGHAI },
  );
  const local = given.offset === undefined ? day : day.setZone('utc', { keepLocalTime: true });
  return local
    .plus({ hours: given.hour, minutes: given.minute, seconds: given.second, milliseconds: given.ms })
    .minus({ minutes: given.offset ?? 0 });
}
