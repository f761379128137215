/** What of an item besides its wording tells which matter it is. */
export interface Circumstances {
  at: Date;
  /** Townships and zones, by present-day name; different ones are different matters. */
  places: string[];
  /** Named bodies, communities and villages. */
  bodies: string[];
  /** Names of topics. */
  topics: string[];
}

const DAY = 86_400_000;
/** After this many days a likeness counts half: matters recur, but letters about one may come for months. */
const HALF_LIFE = 365;
const SAME_BODY = 0.06;
const SAME_PLACE_AND_TOPIC = 0.03;
const OTHER_TOPIC = 0.5;
const OTHER_BODY = 0.7;
/** What is known of two items and yet not shared: in one township many matters are told in the same few words. */
const ONLY_PLACE = 0.6;
/** Not even the place: their wording must be nearly a copy. */
const NOTHING_SHARED = 0.3;

/**
 * How likely two items are of one matter: the cosine of their wording, raised by what they have in common, lowered by
 * what keeps them apart. 0 when they lie in different townships.
 */
export function likeness(a: Circumstances, b: Circumstances, cosine: number): number {
  const places = compare(a.places, b.places);
  if (places === 'apart') return 0;
  const bodies = compare(a.bodies, b.bodies);
  const topics = compare(a.topics, b.topics);
  let like = cosine;
  if (topics === 'apart') like *= OTHER_TOPIC;
  else if (topics === 'shared' && places === 'shared') like += SAME_PLACE_AND_TOPIC;
  if (bodies === 'apart') like *= OTHER_BODY;
  else if (bodies === 'shared' && topics !== 'apart') like += SAME_BODY;
  like *= bond(places, bodies, topics, isBare(a) && isBare(b));
  const days = Math.abs(a.at.getTime() - b.at.getTime()) / DAY;
  return like * 0.5 ** (days / HALF_LIFE);
}

const isBare = ({ places, bodies, topics }: Circumstances): boolean =>
  places.length + bodies.length + topics.length === 0;

type Comparison = 'shared' | 'apart' | 'unknown';

/** Where nothing is known of either, wording is all there is and counts in full. */
function bond(places: Comparison, bodies: Comparison, topics: Comparison, bare: boolean): number {
  if (topics === 'shared' || bodies === 'shared') return 1;
  if (places === 'shared') return topics === 'unknown' ? ONLY_PLACE : 1;
  return bare ? 1 : NOTHING_SHARED;
}

function compare(a: readonly string[], b: readonly string[]): Comparison {
  if (a.length === 0 || b.length === 0) return 'unknown';
  return a.some((one) => b.includes(one)) ? 'shared' : 'apart';
}
