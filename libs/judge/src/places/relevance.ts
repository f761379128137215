import type { BodyHit, PlaceHit } from '#incidents';
import type { Reading } from '../text/reading.js';
import type { PlaceFinding } from './evidence.js';

export interface Relevance {
  relevant: boolean;
  outOfJurisdiction: boolean;
  because: string;
}

/**
 * Whether the matter is ours (interfaces.md, "An item"): with a local source unless another place is named, with an open
 * one only if a place or body of ours is.
 */
export function judgeRelevance(
  reading: Reading,
  places: PlaceFinding,
  bodies: readonly BodyHit[],
): Relevance {
  const outside = places.hits.filter((hit) => hit.kind === 'outside');
  const elsewhere = outside.map((hit) => hit.name).join('、');
  if (places.ours) return ours(places.hits);
  if (outside.length > 0 && (reading.local || places.namesake || places.originOnly))
    return {
      relevant: false,
      outOfJurisdiction: true,
      because: outside.find((hit) => hit.because)?.because ?? `事发地为${elsewhere}，不在本市辖区。`,
    };
  if (reading.local)
    return { relevant: true, outOfJurisdiction: false, because: '本地信源，文中未指向外地。' };
  const named = bodies.find((body) => namesOurUnit(reading, body));
  if (named)
    return { relevant: true, outOfJurisdiction: false, because: `文中点明本市单位${named.unit ?? ''}。` };
  return { relevant: false, outOfJurisdiction: false, because: '文中没有点明本市的地方或单位。' };
}

function ours(hits: readonly PlaceHit[]): Relevance {
  const unsure = hits.find((hit) => hit.kind === 'city' && hit.because);
  if (unsure?.because) return { relevant: true, outOfJurisdiction: false, because: unsure.because };
  const names = hits.filter((hit) => hit.kind !== 'outside').map((hit) => hit.name);
  return { relevant: true, outOfJurisdiction: false, because: `文中点明本市的${names.join('、')}。` };
}

/** A unit whose written name carries the name of the city; 市公安局 alone could be any city's. */
const namesOurUnit = (reading: Reading, body: BodyHit): boolean =>
  body.unit !== undefined &&
  body.words.some((word) =>
    reading.directory.profile.jurisdiction.shortNames.some((short) => word.includes(short)),
  );
