/** Something said about a matter: an item or a repost of one. */
export interface Voice {
  at: Date;
  /** Name of the source; many posts of one are one voice of the second test. */
  source: string;
  /** Complains; thanks, notices and the spreading of our own answer are none. */
  negative: boolean;
}

/** A rise after an answer, with what was to be expected. */
export interface Flare {
  /** Beginning of the 24 hours that were looked at. */
  from: Date;
  seen: number;
  expected: number;
  sources: number;
  expectedSources: number;
}

const HOUR = 3_600_000;
const WINDOW = 24 * HOUR;
/** How long before the answer the matter is measured while there is too little after it. */
const BEFORE = 72 * HOUR;
/** Fewer are chance, whatever was expected. */
export const LEAST_VOICES = 5;
const LEAST_SOURCES = 3;
/** Chance that as many come without anything new: for the voices, and once more for their sources. */
const RARE = 0.001;
const RARE_SOURCES = 0.05;

/**
 * Whether a matter flares up again after its answer (再度升温). The last 24 hours are held against its own baseline: the days
 * since the answer, or while those are fewer than one the days before it. Two tests must hold (Poisson, exact, so that
 * small numbers are taken for what they are): more voices, and from more sources, than chance would bring; one busy
 * source alone raises nothing.
 * @param voices of the whole matter, in any order
 */
export function flareUp(
  voices: readonly Voice[],
  { answeredAt, now }: { answeredAt: Date; now: Date },
): Flare | null {
  const from = new Date(Math.max(now.getTime() - WINDOW, answeredAt.getTime()));
  const cross = voices.filter(({ negative }) => negative);
  const window = between(cross, from, now);
  const sources = sourcesOf(window);
  if (window.length < LEAST_VOICES || sources < LEAST_SOURCES) return null;
  const base = baseline(cross, answeredAt, from);
  const share = (now.getTime() - from.getTime()) / WINDOW;
  // One more than was seen: that nothing came for a day does not mean that nothing was to come.
  const expected = ((base.voices.length + 1) / base.days) * share;
  const expectedSources = Math.max(1, dailySources(base.voices, base)) * share;
  if (atLeast(window.length, expected) >= RARE || atLeast(sources, expectedSources) >= RARE_SOURCES)
    return null;
  return { from, seen: window.length, expected, sources, expectedSources };
}

interface Baseline {
  from: Date;
  days: number;
  voices: Voice[];
}

function baseline(voices: readonly Voice[], answeredAt: Date, windowFrom: Date): Baseline {
  const since = windowFrom.getTime() - answeredAt.getTime();
  if (since >= WINDOW)
    return { from: answeredAt, days: since / WINDOW, voices: between(voices, answeredAt, windowFrom) };
  const from = new Date(answeredAt.getTime() - BEFORE);
  return { from, days: BEFORE / WINDOW, voices: between(voices, from, windowFrom) };
}

/** Sources a day, on average over the days of the baseline. */
function dailySources(voices: readonly Voice[], { from, days }: Baseline): number {
  const whole = Math.ceil(days);
  const perDay = Array.from({ length: whole }, (_, day) => {
    const start = new Date(from.getTime() + day * WINDOW);
    return sourcesOf(between(voices, start, new Date(start.getTime() + WINDOW)));
  });
  return perDay.reduce((sum, count) => sum + count, 0) / whole;
}

const between = (voices: readonly Voice[], from: Date, to: Date): Voice[] =>
  voices.filter(({ at }) => at > from && at <= to);

const sourcesOf = (voices: readonly Voice[]): number => new Set(voices.map(({ source }) => source)).size;

/** Chance of at least `count` where `mean` are expected (Poisson). */
export function atLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let seen = 0; seen < count; seen += 1) {
    below += term;
    term *= mean / (seen + 1);
  }
  return Math.max(0, 1 - below);
}
