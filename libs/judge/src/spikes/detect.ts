/** Counts of one key by the hour: what is usual for it. */
export interface SpikeHistory {
  /** Count by hour since the epoch; hours that are missing brought nothing. */
  counts: ReadonlyMap<number, number>;
  /** First hour that was counted at all, by any key. */
  since: number;
}

/** What the profile sets (`levels.json`, `spikes`). */
export interface SpikeSettings {
  /** Alarms without cause that are borne in a week. */
  alarmsPerWeek: number;
  leastItems: number;
  leastSources: number;
  baselineDays: number;
}

export const SPIKE_SETTINGS: SpikeSettings = {
  alarmsPerWeek: 2,
  leastItems: 5,
  leastSources: 3,
  baselineDays: 28,
};

/** The items of a window of 60 minutes under one key. */
export interface SpikeWindow {
  /** ms; the window is (to − 60 min, to]. */
  to: number;
  /** Source of each item, copies included. */
  sources: readonly string[];
}

export interface SpikeBaseline {
  /** Items to be expected in the window. */
  expected: number;
  /** Variance by mean: 1 where chance alone is at work, more where things come in bursts. */
  dispersion: number;
  days: number;
}

export interface SpikeFinding extends SpikeBaseline {
  observed: number;
  sources: number;
  /** Chance that as many come with nothing new. */
  chance: number;
}

export const HOUR = 3_600_000;
const DAY_HOURS = 24;
/** The last day is left out of what is usual: a rise must not excuse itself. */
const RECENT_HOURS = 24;
/** Days of counts below which nothing is known of what is usual. */
export const LEAST_DAYS = 7;
/** The mean of all hours weighs as many days against that of the hour. */
const SHRINK_DAYS = 3;
/** A rise has at least this many times what is usual: what is rare by counting alone may be no matter at all. */
const LEAST_RATIO = 2.5;
/** One source with more than this share is a busy source, not a rise. */
const MOST_OF_ONE = 0.6;

/**
 * What is usual for a key in the hour that ends at `to`: the same hour of day and its neighbours over the baseline, drawn to
 * the mean of all hours where there is little of them.
 * @returns null while fewer than seven days have been counted
 */
export function baselineOf(
  { counts, since }: SpikeHistory,
  to: number,
  settings: SpikeSettings,
): SpikeBaseline | null {
  const end = Math.floor(to / HOUR) - RECENT_HOURS;
  const start = Math.max(since, end - settings.baselineDays * DAY_HOURS);
  const days = (end - start) / DAY_HOURS;
  if (days < LEAST_DAYS) return null;
  const byHour = Array.from({ length: DAY_HOURS }, () => 0);
  let total = 0;
  for (const [hour, count] of counts) {
    if (hour < start || hour >= end) continue;
    byHour[hour % DAY_HOURS]! += count;
    total += count;
  }
  // One more than was seen: that nothing came does not mean that nothing was to come.
  const overall = (total + 1) / (days * DAY_HOURS);
  const means = byHour.map((_, hour) => {
    const near = [hour + DAY_HOURS - 1, hour, hour + 1].map((at) => byHour[at % DAY_HOURS]!);
    const seen = near.reduce((sum, count) => sum + count, 0) / near.length;
    return (seen + SHRINK_DAYS * overall) / (days + SHRINK_DAYS);
  });
  const at = to / HOUR;
  const last = Math.floor(at);
  const share = at - last;
  const expected =
    means[last % DAY_HOURS]! * share + means[(last + DAY_HOURS - 1) % DAY_HOURS]! * (1 - share);
  return { expected, dispersion: dispersionOf(counts, means, start, end), days };
}

/** Variance over mean of the hours (Pearson); hours without a row brought nothing. */
function dispersionOf(
  counts: ReadonlyMap<number, number>,
  means: readonly number[],
  start: number,
  end: number,
): number {
  // An hour with nothing adds (0 − m)² / m = m; all hours are counted so first, then those with items put right.
  let sum = 0;
  for (const mean of means) sum += mean * ((end - start) / DAY_HOURS);
  for (const [hour, count] of counts) {
    if (hour < start || hour >= end) continue;
    const mean = means[hour % DAY_HOURS]!;
    sum += (count - mean) ** 2 / mean - mean;
  }
  return Math.max(1, sum / Math.max(1, end - start - 1));
}

/**
 * Whether a window is a rise over what is usual. Two tests must hold: more items than chance would bring (negative binomial,
 * exact, with the key's own dispersion) and far more than usual; and several sources, none of which has most of them.
 */
export function riseOf(
  window: SpikeWindow,
  history: SpikeHistory,
  limit: number,
  settings: SpikeSettings,
): SpikeFinding | null {
  const observed = window.sources.length;
  if (observed < settings.leastItems) return null;
  const bySource = new Map<string, number>();
  for (const source of window.sources) bySource.set(source, (bySource.get(source) ?? 0) + 1);
  if (bySource.size < settings.leastSources) return null;
  if (Math.max(...bySource.values()) > observed * MOST_OF_ONE) return null;
  const baseline = baselineOf(history, window.to, settings);
  if (!baseline || observed < baseline.expected * LEAST_RATIO) return null;
  const chance = atLeastWith(observed, baseline.expected, baseline.dispersion);
  return chance <= limit ? { ...baseline, observed, sources: bySource.size, chance } : null;
}

/** Chance of at least `count`, negative binomial with this mean and variance = dispersion × mean; Poisson at 1. */
export function atLeastWith(count: number, mean: number, dispersion: number): number {
  if (count <= 0) return 1;
  const over = dispersion - 1;
  const poisson = over < 1e-6;
  const size = poisson ? 0 : mean / over;
  const ratio = poisson ? 0 : over / dispersion;
  // The logarithm of the term at `count`, then the tail upward: 1 − the sum below loses all digits of a small chance.
  let log = poisson ? -mean : -size * Math.log(dispersion);
  for (let at = 1; at <= count; at += 1)
    log += poisson ? Math.log(mean / at) : Math.log(((size + at - 1) * ratio) / at);
  let term = Math.exp(log);
  let tail = term;
  for (let at = count + 1; term > tail * 1e-12 && at < count + 100_000; at += 1) {
    term *= poisson ? mean / at : ((size + at - 1) * ratio) / at;
    tail += term;
  }
  return Math.min(1, tail);
}
