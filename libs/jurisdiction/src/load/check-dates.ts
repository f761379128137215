import type { CalendarDay, Profile } from '../schema/profile.js';
import type { FileKey, Report } from './problems.js';

const DATED = [
  'units',
  'places',
  'fields',
  'topics',
  'rules',
  'exceptions',
  'portfolios',
  'outlets',
  'templates',
] as const;

/** Days that exist, in order. */
export function checkDates(profile: Profile, report: Report): void {
  for (const file of DATED) effectiveDates(profile[file], file, report);
  for (const [index, entry] of profile.calendar.entries()) calendarDays(entry, index, report);
  for (const [index, { from, to }] of profile.jurisdiction.sensitiveDates.entries()) {
    const path = ['sensitiveDates', index];
    if (!dateOrDay(from) || !dateOrDay(to) || from.length !== to.length)
      report('jurisdiction', path, '起止日期应同为 MM-DD 或同为 YYYY-MM-DD');
    else if (from.length === 10 && from > to) report('jurisdiction', path, '起始日期晚于截止日期');
  }
}

/** Longer than any holiday: a slip of the year would close the city for good. */
const LONGEST = 31;

function calendarDays({ day, to = day }: CalendarDay, index: number, report: Report): void {
  for (const [part, date] of [['day', day] as const, ['to', to] as const])
    if (!exists(date)) return report('calendar', [index, part], `没有 ${date} 这一天`);
  const days = (Date.parse(to) - Date.parse(day)) / 86_400_000 + 1;
  if (days < 1) report('calendar', [index, 'to'], `截止日期 ${to} 早于起始日期 ${day}`);
  else if (days > LONGEST) report('calendar', [index, 'to'], `一次安排不超过 ${LONGEST} 天，请核对年份`);
}

function effectiveDates(
  entries: { validFrom?: string | undefined; validTo?: string | undefined }[],
  file: FileKey,
  report: Report,
): void {
  for (const [index, entry] of entries.entries()) {
    for (const key of ['validFrom', 'validTo'] as const) {
      const day = entry[key];
      if (day !== undefined && !exists(day)) report(file, [index, key], `没有 ${day} 这一天`);
    }
    if (entry.validFrom && entry.validTo && entry.validFrom > entry.validTo)
      report(file, [index, 'validTo'], `失效日期 ${entry.validTo} 早于生效日期 ${entry.validFrom}`);
  }
}

/** A leap year, so that 02-29 may be named. */
const dateOrDay = (text: string): boolean => exists(/^\d{2}-\d{2}$/.test(text) ? `2028-${text}` : text);

function exists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
