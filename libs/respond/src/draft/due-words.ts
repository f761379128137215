import { DateTime } from 'luxon';
import { addWorkingTime, type WorkingTime } from '#clock';

const ZONE = 'Asia/Shanghai';
const N = '[0-9０-９]{1,4}|[一二两三四五六七八九十]{1,3}';
const NUMBERS: Record<string, number> = Object.fromEntries(
  Array.from('一二三四五六七八九十').map((word, index) => [word, index + 1]),
);

/** `15`, `１５`, 十五, 两, 二十; NaN for what is no number. */
export function numberOf(words: string): number {
  const plain = words.normalize('NFKC').replace('两', '二');
  if (/^\d+$/.test(plain)) return Number(plain);
  const [tens, ones] = plain.includes('十') ? plain.split('十') : ['', plain];
  if (!plain.includes('十')) return NUMBERS[plain] ?? Number.NaN;
  return (tens ? (NUMBERS[tens] ?? Number.NaN) : 1) * 10 + (ones ? (NUMBERS[ones] ?? Number.NaN) : 0);
}

type Read = (found: RegExpExecArray, now: DateTime, working: WorkingTime | null) => DateTime | null;

const endOf = (day: DateTime): DateTime => day.endOf('day').startOf('second');

/** A day without its year is the next such day, or one of the last weeks. */
function dayInYear(now: DateTime, month: number, day: number, year: number | null): DateTime | null {
  const at = DateTime.fromObject({ year: year ?? now.year, month, day }, { zone: ZONE });
  if (!at.isValid) return null;
  return year === null && at < now.minus({ months: 6 }) ? at.plus({ years: 1 }) : at;
}

function calendarDay(found: RegExpExecArray, now: DateTime): DateTime | null {
  const { year, month, day, hour, minute } = found.groups as Record<string, string | undefined>;
  const at = dayInYear(now, numberOf(month ?? ''), numberOf(day ?? ''), year ? numberOf(year) : null);
  if (!at || hour === undefined) return at && endOf(at);
  return at.set({ hour: Math.min(23, numberOf(hour)), minute: minute ? numberOf(minute) : 0 });
}

function workingDays(count: number, now: DateTime, working: WorkingTime | null): DateTime {
  if (working)
    return DateTime.fromJSDate(addWorkingTime(now.toJSDate(), `P${count}WD`, working).due, { zone: ZONE });
  let at = now;
  for (let left = count; left > 0;) {
    at = at.plus({ days: 1 });
    if (at.weekday <= 5) left -= 1;
  }
  return endOf(at);
}

function span(found: RegExpExecArray, now: DateTime, working: WorkingTime | null): DateTime | null {
  const { count, unit } = found.groups as Record<string, string>;
  const n = numberOf(count ?? '');
  if (!Number.isFinite(n)) return null;
  if (unit?.includes('工作日')) return workingDays(n, now, working);
  if (unit?.includes('小时')) return now.plus({ hours: n });
  if (unit?.includes('月')) return endOf(now.plus({ months: n }));
  if (unit?.includes('周') || unit?.includes('星期')) return endOf(now.plus({ weeks: n }));
  return endOf(now.plus({ days: n }));
}

const WEEKDAYS = '一二三四五六日天';
function weekday(found: RegExpExecArray, now: DateTime): DateTime {
  const { which, day } = found.groups as Record<string, string | undefined>;
  const at = WEEKDAYS.indexOf(day ?? '日');
  const monday = now.startOf('week').plus({ weeks: which === '下' ? 1 : 0 });
  return endOf(monday.plus({ days: day ? Math.min(6, at) : 6 }));
}

function monthPart(found: RegExpExecArray, now: DateTime): DateTime | null {
  const { month, part } = found.groups as Record<string, string | undefined>;
  const named = month ? dayInYear(now, numberOf(month), 1, null) : now;
  const at = named && part?.startsWith('下月') ? named.plus({ months: 1 }) : named;
  if (!at) return null;
  if (part?.includes('上旬')) return endOf(at.set({ day: 10 }));
  if (part?.includes('中旬')) return endOf(at.set({ day: 20 }));
  return at.endOf('month').startOf('second');
}

const SOON: Record<string, number> = { 今: 0, 当: 0, 明: 1, 后: 2 };

/** Ways a due time is written, the more exact first. */
const WAYS: [RegExp, Read][] = [
  [
    new RegExp(
      `(?:(?<year>20\\d\\d)年)?(?<month>${N})月(?<day>${N})[日号](?:(?:上午|下午|晚上|晚)?(?<hour>\\d{1,2})(?:时|点|[:：])(?:(?<minute>\\d{1,2})分?)?)?`,
      'u',
    ),
    calendarDay,
  ],
  [new RegExp(`(?<count>${N})(?<unit>个?工作日|个?小时|个月|[日天周]|个?星期)(?:之内|以内|内)`, 'u'), span],
  [/(?<day>[今当明后])(?:天|日|晚)/u, (found, now) => endOf(now.plus({ days: SOON[found[1] ?? ''] ?? 0 }))],
  [/(?<which>[本下])(?:周|星期)(?<day>[一二三四五六日天])?(?:之?[前内]|以前|末)?/u, weekday],
  [new RegExp(`(?<month>${N})月(?<part>底|末|上旬|中旬|下旬)`, 'u'), monthPart],
  [/(?<part>下?月底|本月内|本月底)(?<month>)/u, monthPart],
  [/年底|年内/u, (_found, now) => now.endOf('year').startOf('second')],
];

/**
 * The first due time a sentence names: 11月25日前, 3个工作日内, 24小时内, 明天, 本周五, 月底.
 * @param now the moment it is counted from, when the text is (to be) published
 * @param working days off and worked; absent: Monday to Friday
 * @returns null where none is named
 */
export function dueIn(
  sentence: string,
  now: Date,
  working: WorkingTime | null = null,
): { words: string; at: Date } | null {
  const from = DateTime.fromJSDate(now, { zone: ZONE });
  for (const [pattern, read] of WAYS) {
    const found = pattern.exec(sentence);
    const at = found && read(found, from, working);
    if (found && at?.isValid) return { words: found[0], at: at.toJSDate() };
  }
  return null;
}
