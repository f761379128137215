import { atLeastWith, baselineOf, HOUR, type SpikeHistory, type SpikeSettings } from './detect.js';

/** How many windows in an hour are as good as independent, though one ends every minute and at two delays. */
const TESTS_PER_HOUR = 6;
const HOURS_PER_WEEK = 168;
/** One alarm of a key stands for so many hours. */
export const ALARM_HOURS = 12;
/** Windows that slide meet about twice as many peaks as those that begin with the clock. */
const SLIDING = 2;

/**
 * The chance below which a window is an alarm, so that with nothing new no more come than are borne: the budget spread over
 * all tests of a week. Where people found more alarms without cause than that, it is tightened by the square.
 * @param keys how many keys are watched
 * @param dismissed alarms a week that people dismissed of late
 */
export function alarmChance(keys: number, dismissed: number, { alarmsPerWeek }: SpikeSettings): number {
  const tests = Math.max(1, keys) * HOURS_PER_WEEK * TESTS_PER_HOUR;
  const tighter = dismissed > alarmsPerWeek ? (alarmsPerWeek / dismissed) ** 2 : 1;
  return (alarmsPerWeek / tests) * tighter;
}

/**
 * The same held against the record: real streams come in bursts that no formula knows, so the limit is drawn down until the
 * hours of the baseline itself would have given no more alarms than the budget allows. Real rises of the past count as alarms
 * without cause here, which makes it stricter, never laxer.
 * @param to ms
 */
export function calibrated(
  histories: Iterable<SpikeHistory>,
  to: number,
  limit: number,
  settings: SpikeSettings,
): number {
  const chances: number[] = [];
  let days = 0;
  for (const history of histories) {
    const peaks = peaksOf(history, to, settings);
    days = Math.max(days, peaks.days);
    chances.push(...peaks.chances);
  }
  const borne = Math.floor((settings.alarmsPerWeek * (days / 7)) / SLIDING);
  const beyond = chances.filter((chance) => chance <= limit).toSorted((a, b) => a - b);
  return beyond.length > borne ? beyond[borne]! * 0.999 : limit;
}

/** The chance of each peak of the baseline, held against the rest of it; of peaks close together the rarest. */
function peaksOf(
  history: SpikeHistory,
  to: number,
  settings: SpikeSettings,
): { chances: number[]; days: number } {
  const whole = baselineOf(history, to, settings);
  if (!whole) return { chances: [], days: 0 };
  const end = Math.floor(to / HOUR) - 24;
  const peaks = [...history.counts]
    .filter(([hour, count]) => count >= settings.leastItems && hour < end && hour >= end - whole.days * 24)
    .toSorted(([a], [b]) => a - b);
  const chances: number[] = [];
  let last = -Infinity;
  for (const [hour, count] of peaks) {
    const chance = chanceWithout(history, hour, count, to, settings);
    if (hour - last >= ALARM_HOURS) {
      chances.push(chance);
      last = hour;
    } else chances[chances.length - 1] = Math.min(chances.at(-1) ?? 1, chance);
  }
  return { chances, days: whole.days };
}

/** What the hour would have been worth had it come now, at its time of day. */
function chanceWithout(
  history: SpikeHistory,
  hour: number,
  count: number,
  to: number,
  settings: SpikeSettings,
): number {
  const counts = new Map(history.counts);
  counts.delete(hour);
  const now = Math.floor(to / HOUR);
  const sameTime = now - ((((now - hour - 1) % 24) + 24) % 24);
  const baseline = baselineOf({ ...history, counts }, sameTime * HOUR, settings);
  return baseline ? atLeastWith(count, baseline.expected, baseline.dispersion) : 1;
}
