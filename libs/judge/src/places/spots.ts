import type { Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { outsideBefore, townshipBefore } from './context.js';
import { placeLexicon } from './lexicon.js';
import type { PlaceKey } from './place-lists.js';

export interface PlaceSpot {
  key: PlaceKey;
  word: string;
  start: number;
  end: number;
}

/** All names of places in the text; a name inside a longer one is left out (孝义 in 孝义镇, 阳泉 in 阳泉曲镇). */
export function placeSpots(reading: Reading): PlaceSpot[] {
  const spots = reading.words.places.flatMap(({ key, spots }) => spots.map((spot) => ({ key, ...spot })));
  spots.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: PlaceSpot[] = [];
  let reach = -1;
  let longest = { start: -1, end: -1 };
  for (const spot of spots) {
    const same = spot.start === longest.start && spot.end === longest.end;
    if (!same && spot.end <= reach) continue;
    kept.push(spot);
    if (spot.end > reach) {
      reach = spot.end;
      longest = { start: spot.start, end: spot.end };
    }
  }
  return kept;
}

/** Whether a place of ours is refused at this spot because its text puts it elsewhere; then the name elsewhere. */
export function refusedBy(reading: Reading, spot: PlaceSpot, ours: ReadonlySet<string>): string | null {
  const { own } = placeLexicon(reading.directory);
  const county = outsideBefore(reading.full, spot.start, own);
  if (county) return county;
  if (spot.key.type !== 'place' || spot.key.place.kind !== 'village') return null;
  const township = townshipBefore(reading.full, spot.start);
  return township && ![...ours].some((name) => township.endsWith(name)) ? township : null;
}

const LARGER = /[东西南北上下大小老]$/u;

/** "西下庄村" is not "下庄村": a syllable before the name makes it another village. */
export const isPartOfLongerName = (reading: Reading, spot: PlaceSpot, place: Place): boolean =>
  place.kind === 'village' &&
  LARGER.test(reading.full.slice(Math.max(0, spot.start - 1), spot.start)) &&
  !/[镇乡道市区]$/u.test(reading.full.slice(Math.max(0, spot.start - 2), spot.start - 1));
