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

/** What stands directly before or beside the spots of one text. */
export interface Neighbourhood {
  /** Name elsewhere by the offset it ends at: 桐乡|梧桐街道. */
  outsideEnds: ReadonlyMap<number, string>;
  /** Where names of our townships begin and end. */
  starts: ReadonlySet<number>;
  ends: ReadonlySet<number>;
}

export function neighbourhood(spots: readonly PlaceSpot[]): Neighbourhood {
  const outsideEnds = new Map<number, string>();
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const { key, start, end } of spots) {
    if (key.type === 'outside') outsideEnds.set(end, key.name);
    if (key.type !== 'place' || key.place.kind === 'village' || key.place.kind === 'known') continue;
    starts.add(start);
    ends.add(end);
  }
  return { outsideEnds, starts, ends };
}

const LINK = /[、和与及到至跟，—-]/u;
/** "梧桐的、下栅的": behind the name, before the link. */
const OF = '的';

/** One of several townships in a row: 梧桐、下栅、大孝堡, also without a mark between them. */
export const standsInRow = (text: string, { start, end }: PlaceSpot, around: Neighbourhood): boolean =>
  around.starts.has(end) ||
  around.ends.has(start) ||
  (LINK.test(text[end] ?? '') && around.starts.has(end + 1)) ||
  (text[end] === OF && LINK.test(text[end + 1] ?? '') && around.starts.has(end + 2)) ||
  (LINK.test(text[start - 1] ?? '') && around.ends.has(start - 1 - (text[start - 2] === OF ? 1 : 0)));

const ZONE_KIND = /(?:经济|技术|高新|产业|工业|示范|综合|国家级|省级)+$/u;

/** Whose zone it is, where the words between hide the name: 太原|经济技术|开发区. */
function zoneOf(reading: Reading, { key, start }: PlaceSpot, around: Neighbourhood): string | null {
  if (key.type !== 'place' || key.place.kind !== 'zone') return null;
  const kind = ZONE_KIND.exec(reading.full.slice(Math.max(0, start - 8), start));
  if (!kind) return null;
  const at = start - kind[0].length;
  const { own } = placeLexicon(reading.directory);
  return around.outsideEnds.get(at) ?? outsideBefore(reading.full, at, own);
}

/** Whether a place of ours is refused at this spot because its text puts it elsewhere; then the name elsewhere. */
export function refusedBy(
  reading: Reading,
  spot: PlaceSpot,
  around: Neighbourhood,
  ours: ReadonlySet<string>,
): string | null {
  const { own, owners } = placeLexicon(reading.directory);
  const { full } = reading;
  const owner = owners.find((name) => full.startsWith(name, spot.start - name.length));
  if (owner) return owner;
  const county = outsideBefore(full, spot.start, own);
  if (county) return county;
  if (spot.key.type !== 'place') return null;
  const beside = around.outsideEnds.get(spot.start) ?? zoneOf(reading, spot, around);
  if (beside) return beside;
  if (spot.key.place.kind !== 'village') return null;
  const township = townshipBefore(full, spot.start) ?? longerElsewhere(reading, spot);
  return township && ![...ours].some((name) => township.endsWith(name)) ? township : null;
}

/** A village elsewhere whose name ends in ours: 临县|山|刘家庄村. */
function longerElsewhere({ full, directory }: Reading, { start }: PlaceSpot): string | null {
  if (!/[\u4e00-\u9fa5]/u.test(full[start - 1] ?? '') || /[的在和与到从有及]/u.test(full[start - 1]!))
    return null;
  const { own } = placeLexicon(directory);
  return outsideBefore(full, start - 1, own) ?? townshipBefore(full, start - 1);
}

const LARGER = /[东西南北上下大小老前后中新立]$/u;

/**
 * "西下庄村" is not "下庄村": a syllable before the name makes it another village, unless one of our own names ends before
 * that syllable ("兑镇镇上后沟村").
 */
export function isPartOfLongerName(reading: Reading, spot: PlaceSpot, place: Place): boolean {
  const { full, directory } = reading;
  if (place.kind !== 'village' || !LARGER.test(full.slice(Math.max(0, spot.start - 1), spot.start)))
    return false;
  const { own, townshipNames } = placeLexicon(directory);
  const before = full.slice(Math.max(0, spot.start - 8), spot.start - 1);
  return ![...own, ...townshipNames].some((name) => before.endsWith(name));
}
