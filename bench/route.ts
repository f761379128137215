import type { Item, Judgement } from '#incidents';
import { judge } from '#judge';
import type { Directory } from '#jurisdiction';
import { route } from '#route';
import { readItemLine } from '../src/analysis/item-line.js';
import { largeCity, type CitySize } from './large-city.js';
import { median, type Row } from './report.js';
import { itemLines } from './texts.js';

export interface RouteSize {
  items: number;
  /** Small and large by turns; the median counts. */
  rounds: number;
  city: CitySize;
}

/**
 * (d) What a large directory costs: routing one incident, and judging and routing it, with the shipped profile (the floor) and
 * with one of many more units, places, topics and exceptions, over the same posts.
 */
export function benchRoute(directory: Directory, { items, rounds, city }: RouteSize): Row[] {
  const large = largeCity(directory, city);
  const posts = itemLines(directory, items, 5).map(itemOf);
  const at = new Date('2026-11-23T09:00:00+08:00');
  const routes = (with_: Directory) => {
    const judged = posts.map((post) => judge(post, with_));
    return () => routeAll(judged, with_, at);
  };
  const both = (with_: Directory) => () =>
    routeAll(
      posts.map((post) => judge(post, with_)),
      with_,
      at,
    );
  const size = `${city.units} units, ${city.places} places, ${city.topics} topics, ${city.exceptions} exceptions`;
  return [
    compare('route, large directory', routes(directory), routes(large), { items, rounds, note: size }),
    compare('judge and route, large directory', both(directory), both(large), { items, rounds, note: size }),
  ];
}

function compare(
  name: string,
  small: () => number,
  large: () => number,
  { items, rounds, note }: { items: number; rounds: number; note: string },
): Row {
  const times: Record<'small' | 'large', number[]> = { small: [], large: [] };
  // One round more than counts: the first compiles the words and rows of the directory.
  for (let round = 0; round <= rounds; round += 1)
    for (const [key, run] of [
      ['small', small],
      ['large', large],
    ] as const) {
      const began = performance.now();
      if (run() === 0) throw new Error('nothing was routed');
      if (round > 0) times[key].push(((performance.now() - began) * 1_000) / items);
    }
  return {
    name,
    unit: 'µs',
    value: median(times.large),
    floor: median(times.small),
    floorName: 'the shipped profile',
    count: items,
    note: `${note}; median of ${rounds}`,
  };
}

/** @returns how many have somebody to act */
function routeAll(judged: readonly Judgement[], directory: Directory, at: Date): number {
  let dispatched = 0;
  for (const judgement of judged) dispatched += route(judgement, directory, { at }).respondents.length;
  return dispatched;
}

function itemOf(line: string): Item {
  const reading = readItemLine(line);
  if (!reading.ok) throw new Error(`a line of the bench is no item: ${reading.reason}`);
  return reading.item;
}
