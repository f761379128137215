import type { Item, Judgement } from '#incidents';
import type { IndexEntry } from './types.js';

const OURS = new Set(['township', 'zone']);
const NAMED = new Set(['station', 'village', 'company', 'utility', 'party']);

/**
 * An item with its judgement as the incident index sees it. Townships and zones keep matters apart; villages and named
 * bodies draw them together.
 * @param at discovery, else the day it is judged for
 */
export function indexEntry(item: Item, judgement: Judgement, at: Date): IndexEntry {
  const places = judgement.places.filter((place) => OURS.has(place.kind) && place.ambiguous.length === 0);
  return {
    id: item.id,
    title: item.title ?? '',
    text: item.text ?? '',
    ...(item.url ? { url: item.url } : {}),
    at,
    places: unique(places.map(({ name }) => name)),
    bodies: unique([
      ...places.flatMap(({ via }) => (via ? [via] : [])),
      ...judgement.bodies
        .filter((body) => NAMED.has(body.kind) && !body.landmark)
        .flatMap((body) => body.words),
    ]),
    topics: unique(judgement.topics.map(({ name }) => name)),
  };
}

const unique = (names: string[]) => [...new Set(names)];
