import type { DutyShift, RosterUnit } from '../../../../api/src/contract/index.js';

export interface RosterFilter {
  q: string;
  state: string;
}

export const shownUnits = (units: readonly RosterUnit[], { q, state }: RosterFilter): RosterUnit[] =>
  units.filter(
    (unit) =>
      `${unit.unit} ${unit.kind}`.includes(q) &&
      (state === '' || (state === 'external' ? unit.external : !unit.external && unit.state === state)),
  );

/** `2026-11` moved by whole months. */
export function monthBy(month: string, step: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, at - 1 + step, 1)).toISOString().slice(0, 7);
}

export interface CalendarDay {
  day: string;
  /** `1` … `31` */
  number: number;
  /** 一 … 日 */
  weekday: string;
  weekend: boolean;
  shift: DutyShift | null;
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** The days of a month; `lead` empty cells stand before the first, the week beginning on Monday. */
export function calendarOf(
  month: string,
  shifts: readonly DutyShift[],
): { lead: number; days: CalendarDay[] } {
  const first = new Date(`${month}-01T00:00:00Z`);
  const days: CalendarDay[] = [];
  for (let at = first; at.toISOString().startsWith(month); at = new Date(at.getTime() + 86_400_000)) {
    const day = at.toISOString().slice(0, 10);
    days.push({
      day,
      number: at.getUTCDate(),
      weekday: WEEKDAYS[at.getUTCDay()] ?? '',
      weekend: at.getUTCDay() % 6 === 0,
      shift: shifts.find((shift) => shift.day === day) ?? null,
    });
  }
  return { lead: (first.getUTCDay() + 6) % 7, days };
}

/** `2026年11月23日` of `2026-11-23`. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
