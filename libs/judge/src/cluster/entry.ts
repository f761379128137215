import type { Item, Judgement, PlaceHit } from '#incidents';
import { beginningOf } from '../text/reading.js';
import type { Circumstances } from './likeness.js';
import { districtsIn } from './named.js';
import type { IndexEntry } from './types.js';

const OURS = new Set(['township', 'zone']);
const NAMED = new Set(['station', 'company', 'utility', 'party']);

/**
 * An item with its judgement as the incident index sees it. Townships, zones and villages keep matters apart; named
 * bodies draw them together. Names of places say where, not what: they do not count as wording.
 * @param at discovery, else the day it is judged for
 */
export function indexEntry(item: Item, judgement: Judgement, at: Date): IndexEntry {
  const places = judgement.places.filter((place) => OURS.has(place.kind) && place.ambiguous.length === 0);
  return {
    id: item.id,
    title: beginningOf(item.title),
    text: beginningOf(item.text),
    ...(item.url ? { url: item.url } : {}),
    at,
    places: unique(places.map(({ name }) => name)),
    // Also of villages that could lie in two townships: which one is open, that it is this village is not.
    localities: unique(judgement.places.filter(({ kind }) => kind === 'township').flatMap(localitiesOf)),
    bodies: unique(
      judgement.bodies.filter((body) => NAMED.has(body.kind) && !body.landmark).flatMap((body) => body.words),
    ),
    topics: unique(judgement.topics.map(({ name }) => name)),
    old: judgement.signals.some(({ kind }) => kind === 'old_event'),
    drill: judgement.signals.some(({ kind }) => kind === 'drill' || kind === 'fiction'),
    names: unique(judgement.places.flatMap(({ words }) => words)),
  };
}

/** The words by which a township was found but its own name: its villages and communities. */
const localitiesOf = (place: PlaceHit): string[] =>
  place.words.filter((word) => !place.name.startsWith(word) && !word.startsWith(place.name));

const unique = (names: string[]) => [...new Set(names)];

/** Districts named where a letter says what it is about; further down stand those of other matters. */
const WHERE = 150;

/** What besides the wording tells which matter an entry is of. */
export const circumstancesOf = ({
  title,
  text,
  at,
  places,
  localities,
  bodies,
  topics,
  old,
  drill,
}: IndexEntry): Circumstances => ({
  at,
  places,
  localities,
  bodies,
  topics,
  ...(old && { old }),
  ...(drill && { drill }),
  districts: districtsIn(`${title} ${text.slice(0, WHERE)}`),
});
