import chineseDays from 'chinese-days';
import { weekdayOf, yearOf, type WorkingCalendar } from './working-calendar.js';

/**
 * The arrangements of the State Council (国务院办公厅关于某年部分节假日安排的通知), with 调休, as far as the library holds
 * them: it answers years it does not know as plain weekdays without a word, so those are recognised here by its having no
 * National Day. Of such a year only what the law fixes is off: weekends and the holidays of 全国年节及纪念日放假办法, article
 * 2 (in the wording in force since 2025-01-01); no day is shifted.
 */
export const officialCalendar: WorkingCalendar = {
  isWorkingDay(day) {
    const year = yearOf(day);
    if (knownYear(year)) return chineseDays.getDayDetail(day).work;
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6 && !statutoryHolidays(year).has(day);
  },
  knows: knownYear,
};

const known = new Map<number, boolean>();

function knownYear(year: number): boolean {
  const found = known.get(year) ?? chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆');
  known.set(year, found);
  return found;
}

const holidays = new Map<number, ReadonlySet<string>>();

/** 元旦 1 day, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3. */
function statutoryHolidays(year: number): ReadonlySet<string> {
  const found = holidays.get(year);
  if (found) return found;
  const lunar = (day: string) => chineseDays.getSolarDateFromLunar(`${year}-${day}`).date;
  const newYear = lunar('01-01');
  const eve = new Date(Date.parse(`${newYear}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const days = new Set([
    ...['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
    eve,
    newYear,
    ...['01-02', '01-03', '05-05', '08-15'].map(lunar),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
  ]);
  holidays.set(year, days);
  return days;
}
