import { Duration } from 'luxon';

/** Hours of the day in which a clock rests, `HH:MM` to `HH:MM`, possibly over midnight (domain (f)5). */
export interface Rest {
  from: string;
  to: string;
}

/** Milliseconds of an ISO 8601 duration in natural time: `PT5H`, `PT30M`, `P2D`. @throws on working days, which need a calendar. */
export function parseDuration(iso: string): number {
  const known = parsed.get(iso);
  if (known !== undefined) return known;
  const duration = Duration.fromISO(iso);
  if (!duration.isValid) throw new Error(`not a natural duration: ${iso}`);
  const span = duration.toMillis();
  if (parsed.size < MOST_KNOWN) parsed.set(iso, span);
  return span;
}

/** The rules of a city write a dozen durations, asked for with every item. */
const parsed = new Map<string, number>();
const MOST_KNOWN = 1_000;

/**
 * `start` plus a natural duration, in which the hours of `rest` do not count (Asia/Shanghai).
 * @param iso ISO 8601 duration or milliseconds
 */
export function addDuration(start: Date, iso: string | number, rest?: Rest | null): Date {
  let left = typeof iso === 'number' ? iso : parseDuration(iso);
  if (!rest) return new Date(start.getTime() + left);
  let at = start.getTime();
  for (;;) {
    at = wakeUp(at, rest);
    const restStarts = nextTime(at, rest.from);
    const awake = restStarts - at;
    if (left <= awake) return new Date(at + left);
    left -= awake;
    at = restStarts;
  }
}

const DAY = 86_400_000;
/** The whole country has kept one offset since 1992; a calendar's arithmetic took a tenth of all judging. */
const OFFSET = 8 * 3_600_000;

/** `at`, or the end of the rest it lies in. */
function wakeUp(at: number, rest: Rest): number {
  const [time, from, to] = [(at + OFFSET) % DAY, ofDay(rest.from), ofDay(rest.to)];
  const resting = from > to ? time >= from || time < to : time >= from && time < to;
  return resting ? nextTime(at, rest.to) : at;
}

/** The next moment strictly after `at` when the clock shows `time`. */
function nextTime(at: number, time: string): number {
  const today = at - ((at + OFFSET) % DAY) + ofDay(time);
  return today > at ? today : today + DAY;
}

/** Milliseconds from midnight to `HH:MM`. */
function ofDay(time: string): number {
  const colon = time.indexOf(':');
  const [hour, minute] = [Number(time.slice(0, colon)), Number(time.slice(colon + 1, colon + 3))];
  return (hour * 60 + minute) * 60_000;
}
