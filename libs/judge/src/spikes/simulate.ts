import { ALARM_HOURS, alarmChance, calibrated } from './budget.js';
import { HOUR, riseOf, type SpikeSettings } from './detect.js';

/** A made-up stream: keys with rates of their own by hour of day, some of them in bursts. */
export interface SimulatedStream {
  keys: number;
  weeks: number;
  seed: number;
  /** Items an hour of the busiest key; the others fall off as 1/rank. */
  busiest: number;
  /** Variance over mean of the hourly rate, 1: none. */
  burst: number;
}

export interface SimulatedRise {
  key: number;
  /** Hours since the start. */
  at: number;
  /** Items an hour on top of what is usual, for as many hours. */
  extra: number;
  hours: number;
}

export interface SimulationResult {
  falseAlarmsPerWeek: number;
  /** Of each rise the minutes until it was found; null: missed. */
  delays: (number | null)[];
}

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WARM_UP_HOURS = 28 * 24;
const STEPS = 4;
const SOURCES = 40;
const DAY = [1, 1, 1, 1, 1, 2, 4, 7, 10, 11, 11, 10, 8, 8, 9, 10, 10, 9, 8, 8, 9, 9, 6, 3];

/**
 * Runs the detector over a made-up stream, a look every quarter of an hour after four weeks of warming up; the limit is
 * calibrated once a week, as the sweep does every hour.
 */
export function simulate(
  stream: SimulatedStream,
  rises: readonly SimulatedRise[],
  settings: SpikeSettings,
): SimulationResult {
  const random = seeded(stream.seed);
  const hours = WARM_UP_HOURS + stream.weeks * 168;
  const delays: (number | null)[] = rises.map(() => null);
  const told = Array.from({ length: stream.keys }, (_, key) => {
    const own = rises.map((rise, index) => ({ rise, index })).filter(({ rise }) => rise.key === key);
    return { own, quarters: quartersOf(stream, key, hours, own, random), counts: new Map<number, number>() };
  });
  for (const one of told)
    for (let hour = 0; hour < hours; hour += 1)
      one.counts.set(hour, one.quarters.slice(hour * STEPS, (hour + 1) * STEPS).flat().length);
  const limits = Array.from({ length: stream.weeks }, (_, week) => {
    const to = (WARM_UP_HOURS + week * 168) * HOUR;
    const model = alarmChance(stream.keys, 0, settings);
    return calibrated(
      told.map(({ counts }) => ({ counts, since: 0 })),
      to,
      model,
      settings,
    );
  });
  let alarms = 0;
  for (const { own, quarters } of told) alarms += look(quarters, own, delays, limits, settings);
  return { falseAlarmsPerWeek: alarms / stream.weeks, delays };
}

type Own = readonly { rise: SimulatedRise; index: number }[];

/** The sources of the items of each quarter of an hour. */
function quartersOf(
  stream: SimulatedStream,
  key: number,
  hours: number,
  own: Own,
  random: () => number,
): string[][] {
  const weight = DAY.reduce((sum, part) => sum + part, 0) / DAY.length;
  const quarters: string[][] = [];
  for (let hour = 0; hour < hours; hour += 1) {
    const base = (stream.busiest / (key + 1)) * (DAY[hour % 24]! / weight);
    const rate = stream.burst > 1 ? gamma(base, stream.burst - 1, random) : base;
    for (let step = 0; step < STEPS; step += 1) {
      const at = hour - WARM_UP_HOURS + step / STEPS;
      const extra = own.reduce(
        (sum, { rise }) => sum + (at >= rise.at && at < rise.at + rise.hours ? rise.extra : 0),
        0,
      );
      const count = poisson((rate + extra) / STEPS, random);
      quarters.push(Array.from({ length: count }, () => `s${Math.floor(random() * SOURCES)}`));
    }
  }
  return quarters;
}

function look(
  quarters: readonly string[][],
  own: Own,
  delays: (number | null)[],
  limits: readonly number[],
  settings: SpikeSettings,
): number {
  const counts = new Map<number, number>();
  let alarms = 0;
  let quietUntil = -1;
  for (let quarter = 0; quarter < quarters.length; quarter += 1) {
    const sources = quarters.slice(Math.max(0, quarter - STEPS + 1), quarter + 1).flat();
    const hour = Math.floor(quarter / STEPS);
    counts.set(hour, (counts.get(hour) ?? 0) + quarters[quarter]!.length);
    const at = (quarter + 1) / STEPS - WARM_UP_HOURS;
    if (at <= 0 || sources.length < settings.leastItems || quarter < quietUntil) continue;
    const to = ((quarter + 1) / STEPS) * HOUR - 1;
    const limit = limits[Math.floor(at / 168)] ?? limits.at(-1)!;
    if (!riseOf({ to, sources }, { counts, since: 0 }, limit, settings)) continue;
    quietUntil = quarter + ALARM_HOURS * STEPS;
    const hit = own.find(({ rise }) => at >= rise.at && at <= rise.at + rise.hours + 1);
    if (hit) delays[hit.index] ??= Math.round((at - hit.rise.at) * 60);
    else alarms += 1;
  }
  return alarms;
}

/** Knuth; rates of a quarter of an hour are small, larger ones are drawn in parts. */
function poisson(mean: number, random: () => number): number {
  if (mean > 30) return poisson(mean / 2, random) + poisson(mean / 2, random);
  const stop = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > stop; product *= random()) count += 1;
  return count;
}

/** Gamma with this mean and scale: rates that come in bursts (a sum of exponentials, and a part of one). */
function gamma(mean: number, scale: number, random: () => number): number {
  const shape = mean / scale;
  const whole = Math.floor(shape);
  let sum = 0;
  for (let at = 0; at < whole; at += 1) sum -= Math.log(1 - random());
  if (random() < shape - whole) sum -= Math.log(1 - random());
  return sum * scale;
}
