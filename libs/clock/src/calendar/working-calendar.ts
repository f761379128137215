/** Which days are worked. Days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface WorkingCalendar {
  isWorkingDay(day: string): boolean;
  /** Whether the arrangement of that year (节假日安排) is known; else its days are only presumed. */
  knows(year: number): boolean;
}

/** What an arrangement of holidays says of a day or of several in a row. */
export interface CalendarEntry {
  day: string;
  /** Last day; absent: that day only. */
  to?: string | undefined;
  /** Worked (调休上班), or off. */
  working: boolean;
}

const DAY = 86_400_000;
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days after; earlier when negative. */
export const daysAfter = (day: string, days: number): string =>
  new Date(midnight(day) + days * DAY).toISOString().slice(0, 10);

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: string): number => new Date(midnight(day)).getUTCDay();

export const yearOf = (day: string): number => Number(day.slice(0, 4));

/**
 * A calendar with what the city itself has entered: an arrangement published since this version was made, or days given
 * locally. The later entry wins where two speak of one day. A year counts as known once its National Day is entered:
 * that is the last holiday of each yearly arrangement.
 */
export function withEntries(base: WorkingCalendar, entries: readonly CalendarEntry[]): WorkingCalendar {
  const said = new Map<string, boolean>();
  for (const { day, to = day, working } of entries)
    for (let each = day; each <= to; each = daysAfter(each, 1)) said.set(each, working);
  return {
    isWorkingDay: (day) => said.get(day) ?? base.isWorkingDay(day),
    knows: (year) => base.knows(year) || said.get(`${year}-10-01`) === false,
  };
}
