/** What of an item besides its wording tells which matter it is. */
export interface Circumstances {
  at: Date;
  /** Townships and zones, by present-day name; different ones are different matters. */
  places: string[];
  /** Villages and communities within them, as written. */
  localities: string[];
  /** Named bodies. */
  bodies: string[];
  /** Names of topics. */
  topics: string[];
  /** Counties, districts and towns the text itself names. */
  districts?: string[];
  /** It tells of something long past (RT-54): no part of what happens now. */
  old?: boolean;
  /** It tells of a drill or a work of fiction (RT-54): no part of what really happens. */
  drill?: boolean;
}

const DAY = 86_400_000;
/** After this many days a likeness counts half: matters recur, but letters about one may come for months. */
const HALF_LIFE = 430;
const SAME_BODY = 0.09;
const SAME_PLACE_AND_TOPIC = 0.045;
const SUBJECT = 0.3;
const OTHER_DISTRICT = 0.2;
const OTHER_TOPIC = 0.5;
const OTHER_BODY = 0.7;
/** Another village has its own road, allowance and lamp, told in the same words. */
const OTHER_LOCALITY = 0.25;
/** What is known of two items and yet not shared: in one township many matters are told in the same few words. */
const ONLY_PLACE = 0.6;
/** Not even the place: their wording must be nearly a copy. */
const NOTHING_SHARED = 0.3;

/** Long past, played, or neither: what differs in this is never one matter. */
export const kindOf = ({ old, drill }: Pick<Circumstances, 'old' | 'drill'>): number =>
  (old ? 1 : 0) + (drill ? 2 : 0);

/**
 * How likely two items are of one matter: the cosine of their wording, raised by what they have in common, lowered by
 * what keeps them apart. 0 when they lie in different townships, or one is long past or played.
 */
export const likeness = (a: Circumstances, b: Circumstances, cosine: number): number =>
  kindOf(a) === kindOf(b)
    ? likenessOf(
        {
          ...sharedBy(a, b),
          districts: compare(a.districts ?? [], b.districts ?? []),
          bare: isBare(a) && isBare(b),
        },
        cosine,
      )
    : 0;

/** The same of what was compared already; both are of one kind (`kindOf`). */
export function likenessOf(
  { places, localities, bodies: named, topics, districts, bare, days }: Comparisons,
  cosine: number,
): number {
  if (places === 'apart') return 0;
  const bodies = localities === 'shared' ? 'shared' : named;
  let like = cosine;
  if (topics === 'apart') like *= OTHER_TOPIC;
  else if (topics === 'shared' && places === 'shared') like += SAME_PLACE_AND_TOPIC;
  if (places === 'unknown' && districts === 'apart') like *= OTHER_DISTRICT;
  if (localities === 'apart') like *= OTHER_LOCALITY;
  if (bodies === 'apart') like *= OTHER_BODY;
  else if (bodies === 'shared' && topics !== 'apart') like += SAME_BODY;
  like *= bond(places, bodies, topics, bare);
  return like * 0.5 ** (days / HALF_LIFE);
}

/** What two items have in common besides their wording, part by part, as `likeness` weighs it. */
export interface Shared {
  places: Comparison;
  localities: Comparison;
  bodies: Comparison;
  topics: Comparison;
  /** Days between them. */
  days: number;
}

/** All that is compared. */
export interface Comparisons extends Shared {
  districts: Comparison;
  /** Nothing but the wording is known of either. */
  bare: boolean;
}

export const sharedBy = (a: Circumstances, b: Circumstances): Shared => ({
  places: compare(a.places, b.places),
  localities: compare(a.localities, b.localities),
  bodies: compare(a.bodies, b.bodies),
  topics: compare(a.topics, b.topics),
  days: daysBetween(a.at.getTime(), b.at.getTime()),
});

/** @param a, b ms */
export const daysBetween = (a: number, b: number): number => Math.abs(a - b) / DAY;

/** The cosines of wording and subject as one, 0…1. */
export const closeness = (wording: number, subject: number): number =>
  (wording + SUBJECT * subject) / (1 + SUBJECT);

const isBare = ({ places, localities, bodies, topics }: Circumstances): boolean =>
  places.length + localities.length + bodies.length + topics.length === 0;

/** Unknown where one of the two says nothing of it. */
export type Comparison = 'shared' | 'apart' | 'unknown';

/** Where nothing is known of either, wording is all there is and counts in full. */
function bond(places: Comparison, bodies: Comparison, topics: Comparison, bare: boolean): number {
  if (topics === 'shared' || bodies === 'shared') return 1;
  if (places === 'shared') return ONLY_PLACE;
  return bare ? 1 : NOTHING_SHARED;
}

function compare(a: readonly string[], b: readonly string[]): Comparison {
  if (a.length === 0 || b.length === 0) return 'unknown';
  return a.some((one) => b.includes(one)) ? 'shared' : 'apart';
}
