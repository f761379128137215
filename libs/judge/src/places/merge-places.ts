import type { Judgement, PlaceAside, PlaceHit } from '#incidents';

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** The places two items of a matter name together: each once, certain where one of them is, sure as the surer. */
export function mergedPlaces(current: readonly PlaceHit[], added: readonly PlaceHit[]): PlaceHit[] {
  const merged = new Map<string, PlaceHit>();
  for (const place of [...current, ...added]) {
    const key = place.code ?? place.name;
    const known = merged.get(key);
    merged.set(key, known ? unitePlace(known, place) : place);
  }
  return settled([...merged.values()]);
}

function unitePlace(known: PlaceHit, place: PlaceHit): PlaceHit {
  const certain = known.ambiguous.length === 0 || place.ambiguous.length === 0;
  const { because, ...rest } = known;
  const confidence = Math.max(known.confidence ?? 0, place.confidence ?? 0);
  return {
    ...rest,
    via: known.via === null || place.via === null ? null : known.via,
    ambiguous: certain ? [] : union(known.ambiguous, place.ambiguous),
    words: union(known.words, place.words),
    ...(confidence > 0 && { confidence }),
    // A doubt that one of them does not share is none any more.
    ...(because && place.because && { because }),
  };
}

/** What one item leaves open another may settle; the city itself adds nothing beside a township. */
function settled(places: PlaceHit[]): PlaceHit[] {
  const certain = places.filter((place) => isInner(place) && place.ambiguous.length === 0);
  if (certain.length === 0) return places;
  return places.filter((place) => place.kind === 'outside' || certain.includes(place));
}

const isInner = (place: PlaceHit): boolean => place.kind === 'township' || place.kind === 'zone';

/** What stands aside in one item and is the place of the event in another stands aside no more. */
export function mergedAsides(
  current: Judgement,
  added: Judgement,
  places: readonly PlaceHit[],
): { asides?: PlaceAside[] } {
  const merged = new Map<string, PlaceAside>();
  for (const aside of [...(current.asides ?? []), ...(added.asides ?? [])]) {
    if (places.some((place) => (place.code ?? place.name) === (aside.code ?? aside.name))) continue;
    const key = `${aside.role}:${aside.code ?? aside.name}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, words: union(known.words, aside.words) } : aside);
  }
  return merged.size > 0 ? { asides: [...merged.values()] } : {};
}
