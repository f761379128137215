import fc from 'fast-check';
import { alarmChance, calibrated } from './budget.js';
import { atLeastWith, baselineOf, HOUR, riseOf, SPIKE_SETTINGS, type SpikeHistory } from './detect.js';
import { seeded, simulate } from './simulate.js';

const DAYS = 29;
/** One item every day at this hour, for four weeks and a day. */
const daily = (hour: number, count = 1): SpikeHistory => ({
  counts: new Map(Array.from({ length: DAYS }, (_, day) => [day * 24 + hour, count])),
  since: 0,
});
const quiet: SpikeHistory = { counts: new Map(), since: 0 };
const at = (hour: number) => (DAYS * 24 + hour) * HOUR;
const from = (...counts: number[]) => counts.flatMap((count, source) => Array(count).fill(`s${source}`));
const LIMIT = alarmChance(300, 0, SPIKE_SETTINGS);
const rise = (sources: string[], history = quiet, hour = 10) =>
  riseOf({ to: at(hour), sources }, history, LIMIT, SPIKE_SETTINGS);

describe('what is usual', () => {
  it('goes by the hour of day, smoothed over its neighbours', () => {
    const history = daily(9, 6);
    const expected = (hour: number) => baselineOf(history, at(hour), SPIKE_SETTINGS)!.expected;
    // The hour from 9 to 10.
    expect(expected(10)).toBeGreaterThan(1.5);
    expect(expected(9)).toBeCloseTo(expected(10));
    expect(expected(11)).toBeCloseTo(expected(10));
    expect(expected(20)).toBeLessThan(0.1);
    expect(expected(20)).toBeGreaterThan(0);
  });

  it('is not known in the first week, and does not look at the last day', () => {
    const young = { counts: new Map<number, number>(), since: DAYS * 24 - 7 * 24 };
    expect(baselineOf(young, at(0), SPIKE_SETTINGS)).toBeNull();
    expect(baselineOf({ ...young, since: young.since - 24 }, at(0), SPIKE_SETTINGS)?.days).toBe(7);
    const yesterday = { counts: new Map([[DAYS * 24 - 5, 500]]), since: 0 };
    expect(baselineOf(yesterday, at(0), SPIKE_SETTINGS)).toEqual(baselineOf(quiet, at(0), SPIKE_SETTINGS));
  });

  it('knows what comes in bursts', () => {
    const dispersion = (history: SpikeHistory) => baselineOf(history, at(10), SPIKE_SETTINGS)!.dispersion;
    const even = new Map(Array.from({ length: DAYS * 24 }, (_, hour) => [hour, 2]));
    const bursts = new Map(Array.from({ length: DAYS }, (_, day) => [day * 24 + ((day * 7) % 24), 48]));
    expect(dispersion({ counts: even, since: 0 })).toBe(1);
    expect(dispersion({ counts: bursts, since: 0 })).toBeGreaterThan(10);
  });
});

describe('the chance of a count', () => {
  it('is that of Poisson and of the negative binomial', () => {
    expect(atLeastWith(0, 3, 1)).toBe(1);
    expect(atLeastWith(1, 2, 1)).toBeCloseTo(1 - Math.exp(-2));
    expect(atLeastWith(5, 0.5, 1)).toBeCloseTo(1.72116e-4, 7);
    // Variance 2 × mean, mean 1: geometric with p = 1/2.
    expect(atLeastWith(3, 1, 2)).toBeCloseTo(1 / 8);
    expect(atLeastWith(40, 1, 1)).toBeGreaterThan(0);
    expect(atLeastWith(40, 1, 1)).toBeLessThan(1e-45);
  });

  it('falls with the count and grows with mean and dispersion', () => {
    const rate = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 80 }), (mean, count) => {
        const chance = atLeastWith(count, mean, 1.5);
        expect(atLeastWith(count + 1, mean, 1.5)).toBeLessThanOrEqual(chance + 1e-12);
        expect(atLeastWith(count, mean * 1.5, 1.5)).toBeGreaterThanOrEqual(chance - 1e-12);
        if (count > mean * 3 + 4) expect(atLeastWith(count, mean, 4)).toBeGreaterThanOrEqual(chance);
      }),
    );
  });
});

describe('a rise', () => {
  it('is many items from several sources where few are usual', () => {
    expect(rise(from(2, 2, 2, 1))).toMatchObject({ observed: 7, sources: 4 });
    expect(rise(from(2, 2, 2, 1), daily(9, 12))).toBeNull();
    expect(rise(from(12, 12, 12, 12), daily(9, 12))).not.toBeNull();
  });

  it('is none from one busy source, from two, or with few items', () => {
    expect(rise(from(7, 1, 1))).toBeNull();
    expect(rise(from(5, 5))).toBeNull();
    expect(rise(from(2, 1, 1))).toBeNull();
  });

  it('is none at the hour when it is usual, and one at another', () => {
    const morning = daily(9, 12);
    expect(rise(from(3, 3, 3), morning, 10)).toBeNull();
    expect(rise(from(3, 3, 3), morning, 22)).not.toBeNull();
  });
});

describe('the budget of alarms without cause', () => {
  it('is spread over all keys, and tightened by what people dismiss', () => {
    const chance = (keys: number, dismissed = 0) => alarmChance(keys, dismissed, SPIKE_SETTINGS);
    expect(chance(200)).toBeCloseTo(chance(100) / 2);
    expect(chance(100, 2)).toBe(chance(100));
    expect(chance(100, 8)).toBeCloseTo(chance(100) / 16);
    expect(alarmChance(100, 0, { ...SPIKE_SETTINGS, alarmsPerWeek: 4 })).toBeCloseTo(chance(100) * 2);
  });

  it.each([
    ['calm', 1, 7, 15],
    ['in bursts', 2, 11, 30],
  ])(
    'is kept on a made-up stream, %s, and a real rise is found within the hour',
    (_name, burst, seed, extra) => {
      const stream = { keys: 40, weeks: 4, seed, busiest: 6, burst };
      const rises = [10, 20, 30].map((key, index) => ({ key, at: 200 + index * 150, extra, hours: 4 }));
      const { falseAlarmsPerWeek, delays } = simulate(stream, rises, SPIKE_SETTINGS);
      expect(falseAlarmsPerWeek).toBeLessThanOrEqual(SPIKE_SETTINGS.alarmsPerWeek);
      expect(delays.every((delay) => delay !== null && delay <= 60)).toBe(true);
    },
  );

  it('is kept by the record where no formula knows the bursts', () => {
    // Every other day a dozen at once, at any hour: the record of four weeks holds more of them than are borne.
    const counts = new Map(Array.from({ length: 14 }, (_, time) => [time * 48 + ((time * 7) % 24), 12]));
    const histories = [{ counts, since: 0 }, quiet];
    const limit = calibrated(histories, at(0), 0.2, SPIKE_SETTINGS);
    expect(limit).toBeLessThan(0.2);
    expect(calibrated([quiet, quiet], at(0), 0.2, SPIKE_SETTINGS)).toBe(0.2);
    expect(calibrated(histories, at(0), limit, SPIKE_SETTINGS)).toBe(limit);
  });

  it('gives the same for the same seed', () => {
    const [a, b] = [seeded(5), seeded(5)];
    expect(Array.from({ length: 20 }, a)).toEqual(Array.from({ length: 20 }, b));
  });
});
