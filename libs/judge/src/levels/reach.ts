import type { Engagement, Judgement } from '#incidents';
import type { Directory } from '#jurisdiction';
import type { Heat } from './heat-parts.js';
import { countsOf } from './opinion.js';

/** One item as far as reach is concerned. */
export interface Hearing {
  source: string;
  at: Date;
  /** It repeats another: heat, but no voice of its own. */
  duplicate: boolean;
  engagement?: Engagement;
}

interface Counted {
  /** ms */
  at: number;
  items: number;
  views: number;
  interactions: number;
}

/** What is known of the reach of a matter, from its items as they came. */
export interface Reach {
  /** The independent sources, those of items that repeat no other, with the latest time (ms) of each. */
  sources: Map<string, number>;
  first: Date;
  last: Date;
  items: number;
  /** Townships of the earlier, closed matters that came up again in this one (OP-9 counts over the whole life). */
  before: ReadonlySet<string>;
  /** The items of the last 24 hours, oldest first, with the sum of their counts. */
  day: Counted[];
  sum: Counted;
}

const DAY = 86_400_000;

export const newReach = (before: Iterable<string> = []): Reach => ({
  sources: new Map(),
  first: new Date(8.64e15),
  last: new Date(-8.64e15),
  items: 0,
  before: new Set(before),
  day: [],
  sum: { at: 0, items: 0, views: 0, interactions: 0 },
});

/** Takes an item in; the cost of one does not grow with those before it. */
export function hear(reach: Reach, { source, at, duplicate, engagement }: Hearing): Reach {
  const time = at.getTime();
  if (!duplicate) reach.sources.set(source, Math.max(reach.sources.get(source) ?? time, time));
  if (at < reach.first) reach.first = at;
  if (at > reach.last) reach.last = at;
  reach.items += 1;
  const since = reach.last.getTime() - DAY;
  if (time > since) {
    const counted = { at: time, items: 1, ...countsOf(engagement) };
    reach.day.push(counted);
    weigh(reach.sum, counted, 1);
  }
  const past = reach.day.findIndex((one) => one.at > since);
  for (const one of past > 0 ? reach.day.splice(0, past) : []) weigh(reach.sum, one, -1);
  return reach;
}

/** Reach as it stands in the database. `day`: the last 24 hours in parts, oldest first. */
export function recallReach(
  known: Pick<Reach, 'first' | 'last' | 'items' | 'day'> & {
    before: readonly string[];
    sources: readonly { source: string; at: Date }[];
  },
): Reach {
  const reach: Reach = {
    ...known,
    before: new Set(known.before),
    sources: new Map(known.sources.map(({ source, at }) => [source, at.getTime()])),
    sum: newReach().sum,
  };
  for (const one of known.day) weigh(reach.sum, one, 1);
  return reach;
}

/** The reach that a matter starts with when a closed one comes up in it again. */
export function reachAfter(closed: Reach, townships: Iterable<string>): Reach {
  return { ...newReach([...closed.before, ...townships]), sources: new Map(closed.sources) };
}

function weigh(sum: Counted, { items, views, interactions }: Omit<Counted, 'at'>, sign: 1 | -1): void {
  sum.items += sign * items;
  sum.views += sign * views;
  sum.interactions += sign * interactions;
}

/** The figures that the level of a matter looks at (OP-4, OP-9), with the townships of these judgements. */
export function heatOf(reach: Reach, judgements: readonly Judgement[], directory: Directory): Heat {
  const { days } = directory.profile.levels.opinion.slowBurn;
  const since = reach.last.getTime() - days * DAY;
  const townships = new Set(reach.before);
  for (const { places } of judgements)
    for (const { kind, name } of places) if (kind === 'township') townships.add(name);
  return {
    independentSources: reach.sources.size,
    recentSources: [...reach.sources.values()].filter((at) => at >= since).length,
    townships: townships.size,
    spanDays: (reach.last.getTime() - reach.first.getTime()) / DAY,
    items: reach.items,
    views: reach.sum.views,
    interactions: reach.sum.interactions,
    lastDay: reach.sum.items,
  };
}
