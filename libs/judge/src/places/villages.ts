import { inForce, type Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { standsAsPlace, townshipBefore } from './context.js';
import { placeLexicon } from './lexicon.js';
import type { PlaceSpot } from './spots.js';

/** A village's township on the item's day, or what it could be. */
export interface VillageFinding {
  /** In force; more than one when the text leaves it open. */
  townships: Place[];
  via: string;
  ambiguous: string[];
}

const RURAL = /[庄堡屯沟营寨峪沿岭坡塘窊原壁头窑垣]$/u;

/** Whether the spot names the village at all: a base name needs a word of place beside it, unless it is plainly rural. */
export function namesVillage(reading: Reading, spot: PlaceSpot, place: Place, base: boolean): boolean {
  const { full, local } = reading;
  const { own, elsewhere } = placeLexicon(reading.directory);
  if (!base) return !(full[spot.end] === '民' && elsewhere.has(place.base ?? ''));
  if (/^(?:村|社区|村民|居民|自然村|小组|一带|村口|村里|村委)/u.test(full.slice(spot.end, spot.end + 3)))
    return true;
  const township = townshipBefore(full, spot.start);
  const after = full[spot.end] ?? '';
  if (township || own.some((name) => full.slice(0, spot.start).endsWith(name)))
    return !/[路街巷]/u.test(after);
  return (
    local &&
    spot.word.length >= 3 &&
    RURAL.test(spot.word) &&
    (!/[路街巷家]/u.test(after) || standsAsPlace(full, spot.start, spot.end, own))
  );
}

/**
 * Finds the township of a village or community. Villages of the same base name inside the city, and with an open source
 * those of neighbours, are candidates unless the text names the township or the city (RT-41).
 */
export function findVillage(
  reading: Reading,
  spot: PlaceSpot,
  place: Place,
  named: { townships: ReadonlySet<string>; context: boolean },
): VillageFinding {
  const { directory, at } = reading;
  const { byBase, namesakes } = placeLexicon(directory);
  const base = place.base ?? place.name;
  const exact = /社区(?:居委会|居民委员会|居委)?$/u.test(spot.word);
  const same = exact ? [place] : (byBase.get(base) ?? [place]);
  const current = same.filter((candidate) => inForce(candidate, at));
  const candidates = (current.length > 0 ? current : same).flatMap((candidate) => {
    const township = directory.townshipOf(candidate, at)?.place;
    return township ? [{ candidate, township }] : [];
  });
  const confirmed = candidates.filter(({ township }) => named.townships.has(township.code));
  const chosen = confirmed.length > 0 ? confirmed : candidates;
  const townships = [...new Map(chosen.map(({ township }) => [township.code, township])).values()];
  const inside = townships.length > 1 ? chosen.map(({ township }) => `${township.name}·${base}`) : [];
  const elsewhere = reading.local || named.context ? [] : outsideNamesakes(namesakes, spot.word, place);
  const ambiguous = elsewhere.length > 0 && inside.length === 0 ? [`${townships[0]?.name}·${base}`] : inside;
  return { townships, via: spot.word, ambiguous: [...new Set([...ambiguous, ...elsewhere])] };
}

const outsideNamesakes = (namesakes: Map<string, string[]>, word: string, place: Place): string[] => [
  ...new Set([word, place.name, place.base ?? ''].flatMap((name) => namesakes.get(name) ?? [])),
];
