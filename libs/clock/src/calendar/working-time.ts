import { parseDuration } from '../duration.js';
import { daysAfter, yearOf, type WorkingCalendar } from './working-calendar.js';

/** A stretch of the day in which people are at work, `HH:MM`, Asia/Shanghai. */
export interface WorkingHours {
  from: string;
  to: string;
}

export interface WorkingTime {
  calendar: WorkingCalendar;
  /** In order, not touching; at least one. */
  hours: readonly WorkingHours[];
}

/** A due time in working time. */
export interface WorkingDue {
  due: Date;
  /** Years gone through whose arrangement of holidays is not published: the due time is presumed. */
  presumed: number[];
}

const OFFSET = 8 * 3_600_000;
/** No duration of a rule is that long: a calendar without working days must not hang a worker. */
const MOST_DAYS = 3_660;

/**
 * `start` plus a duration in working time. `P5WD` ends at the close of the fifth working day after the day it starts: as
 * in official time limits the first day does not count (民法典 201, by analogy), and a start on a day off changes nothing
 * else. Other durations (`PT8H`) run within working hours only.
 * @throws Error on a calendar without working days
 */
export function addWorkingTime(start: Date, iso: string, { calendar, hours }: WorkingTime): WorkingDue {
  const days = /^P(\d+)WD$/.exec(iso)?.[1];
  const walk = new Walk(calendar);
  const due =
    days === undefined
      ? afterHours(start, parseDuration(iso), hours, walk)
      : at(nthWorkingDay(start, Number(days), walk), hours.at(-1)?.to ?? '18:00');
  return { due: new Date(due), presumed: [...walk.presumed] };
}

/** Whether a duration counts working days. */
export const isWorkingDays = (iso: string): boolean => /^P\d+WD$/.test(iso);

/** Looks at days and remembers which years it had to presume. */
class Walk {
  readonly presumed = new Set<number>();
  private seen = 0;

  constructor(private readonly calendar: WorkingCalendar) {}

  works(day: string): boolean {
    if (++this.seen > MOST_DAYS) throw new Error('no working days in ten years');
    const year = yearOf(day);
    if (!this.calendar.knows(year)) this.presumed.add(year);
    return this.calendar.isWorkingDay(day);
  }
}

function nthWorkingDay(start: Date, days: number, walk: Walk): string {
  let day = dayOf(start.getTime());
  for (let left = days; left > 0;) {
    day = daysAfter(day, 1);
    if (walk.works(day)) left -= 1;
  }
  return day;
}

/** Nothing left falls on the end of a stretch, not on the beginning of the next. */
function afterHours(start: Date, span: number, hours: readonly WorkingHours[], walk: Walk): number {
  let left = span;
  for (let day = dayOf(start.getTime()); ; day = daysAfter(day, 1)) {
    if (!walk.works(day)) continue;
    for (const stretch of hours) {
      const from = Math.max(at(day, stretch.from), start.getTime());
      const room = at(day, stretch.to) - from;
      if (room < 0 || (room === 0 && left > 0)) continue;
      if (left <= room) return from + left;
      left -= room;
    }
  }
}

const dayOf = (time: number): string => new Date(time + OFFSET).toISOString().slice(0, 10);
const at = (day: string, time: string): number => Date.parse(`${day}T${time}:00Z`) - OFFSET;
