import { DateTime, Duration } from 'luxon';

/** Hours of the day in which a clock rests, `HH:MM` to `HH:MM`, possibly over midnight (domain (f)5). */
export interface Rest {
  from: string;
  to: string;
}

/** Milliseconds of an ISO 8601 duration in natural time: `PT5H`, `PT30M`, `P2D`. @throws on working days, which need a calendar. */
export function parseDuration(iso: string): number {
  const duration = Duration.fromISO(iso);
  if (!duration.isValid) throw new Error(`not a natural duration: ${iso}`);
  return duration.toMillis();
}

/**
 * `start` plus a natural duration, in which the hours of `rest` do not count (Asia/Shanghai).
 * @param iso ISO 8601 duration or milliseconds
 */
export function addDuration(start: Date, iso: string | number, rest?: Rest | null): Date {
  let left = typeof iso === 'number' ? iso : parseDuration(iso);
  if (!rest) return new Date(start.getTime() + left);
  let at: DateTime<boolean> = DateTime.fromJSDate(start, { zone: 'Asia/Shanghai' });
  for (;;) {
    at = wakeUp(at, rest);
    const restStarts = nextTime(at, rest.from);
    const awake = restStarts.toMillis() - at.toMillis();
    if (left <= awake) return new Date(at.toMillis() + left);
    left -= awake;
    at = restStarts;
  }
}

/** `at`, or the end of the rest it lies in. */
function wakeUp(at: DateTime<boolean>, rest: Rest): DateTime<boolean> {
  const time = at.toFormat('HH:mm');
  const overMidnight = rest.from > rest.to;
  const resting = overMidnight ? time >= rest.from || time < rest.to : time >= rest.from && time < rest.to;
  return resting ? nextTime(at, rest.to) : at;
}

/** The next moment strictly after `at` when the clock shows `time`. */
function nextTime(at: DateTime<boolean>, time: string): DateTime<boolean> {
  const [hour, minute] = time.split(':').map(Number);
  const today = at.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
  return today > at ? today : today.plus({ days: 1 });
}
