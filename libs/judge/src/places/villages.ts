import { inForce, type Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { standsAsPlace, townshipBefore } from './context.js';
import { placeLexicon } from './lexicon.js';
import { isPersonName } from './person.js';
import type { PlaceSpot } from './spots.js';

/** A village's township on the item's day, or what it could be. */
export interface VillageFinding {
  /** In force; more than one when the text leaves it open. */
  townships: Place[];
  via: string;
  ambiguous: string[];
}

const OWN_WORD =
  /^(?:村|社区|村民|居民|自然村|小组|一带|村口|村里|村委|小学|卫生室|那边|这边|安置房|夜市|路口|桥|水库|煤矿|矿)/u;
/** Behind a common word only the suffix of that very place: 文明村 is ours, 文明社区 a title. */
const SUFFIX = { village: /^(?:村(?![镇干医官])|村民|村口|村里|村委)/u, community: /^(?:社区|居民)/u };

/** Whether the spot names the village at all: a bare name needs a word of place beside it, a common one its own suffix. */
export function namesVillage(reading: Reading, spot: PlaceSpot, place: Place, base: boolean): boolean {
  const { full, local } = reading;
  const { own, elsewhere } = placeLexicon(reading.directory);
  const after = full.slice(spot.end, spot.end + 3);
  if (!base) return !(after.startsWith('民') && elsewhere.has(place.base ?? ''));
  const ordinary = place.common === true && spot.word.length <= 2;
  const suffix = place.name.endsWith('社区') ? SUFFIX.community : SUFFIX.village;
  if ((ordinary ? suffix : OWN_WORD).test(after)) return true;
  const township = townshipBefore(full, spot.start);
  if (township || own.some((name) => full.startsWith(name, spot.start - name.length)))
    return !/^[路街巷]/u.test(after);
  if (!local || ordinary || after.startsWith('某') || isPersonName(full, spot.start, spot.end, own))
    return false;
  if (standsAsPlace(full, spot.start, spot.end, own)) return true;
  return !place.common && spot.word.length >= 3 && !/^[路街巷家]/u.test(after);
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
  if (elsewhere.length === 0 && place.common && !reading.local && !named.context)
    elsewhere.push(`外地·${base}`);
  const ambiguous = elsewhere.length > 0 && inside.length === 0 ? [`${townships[0]?.name}·${base}`] : inside;
  return { townships, via: spot.word, ambiguous: [...new Set([...ambiguous, ...elsewhere])] };
}

const outsideNamesakes = (namesakes: Map<string, string[]>, word: string, place: Place): string[] => [
  ...new Set([word, place.name, place.base ?? ''].flatMap((name) => namesakes.get(name) ?? [])),
];
