import type { BriefItem } from './input.js';
import type { Spread } from './types.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Asia/Shanghai has no summer time: days begin at a fixed distance from UTC. */
const ZONE = 8 * 60 * MINUTE;
/** Steps a chart can show; older ones are left out. */
const MOST_STEPS = 120;
const TIERS = ['central', 'provincial', 'municipal', 'local', 'self'];

/** How the matter spreads: by hour up to two days, by six hours up to ten, by day beyond. @param items oldest first */
export function spreadOf(items: readonly BriefItem[]): Spread {
  const first = items[0];
  const last = items.at(-1);
  const stepMinutes = first && last ? stepFor(Date.parse(last.at) - Date.parse(first.at)) : 60;
  const end = last ? Date.parse(last.at) : 0;
  const within = (from: number, to: number) =>
    items.filter(({ at }) => Date.parse(at) > end - to && Date.parse(at) <= end - from).length;
  return {
    stepMinutes,
    steps: first && last ? stepsOf(items, stepMinutes) : [],
    tiers: TIERS.map((tier) => ({
      tier,
      items: items.filter(({ source }) => source.tier === tier).length,
    })).filter((row) => row.items > 0),
    sources: new Set(items.map(({ source }) => source.name)).size,
    items: items.length,
    reposts: items.filter(({ duplicateOf }) => duplicateOf !== null).length,
    first: first
      ? { source: first.source.name, tier: first.source.tier, at: first.at, itemId: first.id }
      : null,
    last: last ? { at: last.at, itemId: last.id } : null,
    lastDay: within(0, DAY),
    dayBefore: within(DAY, 2 * DAY),
  };
}

const stepFor = (span: number): number => (span <= 2 * DAY ? 60 : span <= 10 * DAY ? 360 : 1440);

function stepsOf(items: readonly BriefItem[], stepMinutes: number): Spread['steps'] {
  const step = stepMinutes * MINUTE;
  const stepAt = (at: string) => Math.floor((Date.parse(at) + ZONE) / step);
  const to = stepAt(items.at(-1)?.at ?? '');
  const from = Math.max(stepAt(items[0]?.at ?? ''), to - MOST_STEPS + 1);
  const steps = Array.from({ length: to - from + 1 }, (_, index) => ({
    at: new Date((from + index) * step - ZONE).toISOString(),
    items: 0,
    originals: 0,
  }));
  for (const item of items) {
    const one = steps[stepAt(item.at) - from];
    if (!one) continue;
    one.items += 1;
    if (item.duplicateOf === null) one.originals += 1;
  }
  return steps;
}
