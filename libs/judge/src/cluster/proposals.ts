import type { IncidentIndex } from './incident-index.js';
import type { IndexEntry } from './types.js';

/** An open matter with some of its items, repeats left out. */
export interface OpenMatter {
  id: string;
  entries: readonly IndexEntry[];
}

/** Two matters that may be one (`intoId` set), or one that may be two (`itemIds` would leave). */
export interface FoundGrouping {
  fromId: string;
  intoId: string | null;
  itemIds: string[];
  /** 0…1; of a split how unlike the halves are. */
  similarity: number;
  reasons: string[];
}

/** Items of a matter that speak for it. */
const SPEAKERS = 5;
/** Fewer items than this are no two matters. */
const LEAST_TO_SPLIT = 4;
const LEAST_HALF = 2;

/**
 * Pairs of matters whose items would join each other if they came now, the likeliest first: each item is held against its
 * nearest in the other matter.
 */
export function proposeMerges(matters: readonly OpenMatter[], index: IncidentIndex): FoundGrouping[] {
  const open = new Map(matters.map((matter) => [matter.id, matter]));
  const found = new Map<string, FoundGrouping>();
  for (const matter of matters) {
    const speakers = matter.entries.slice(0, SPEAKERS);
    for (const [otherId, sum] of nearestSums(matter.id, speakers, index)) {
      const other = open.get(otherId);
      const similarity = sum / speakers.length;
      if (!other || similarity < index.thresholds.merge) continue;
      const key = [matter.id, otherId].sort().join(' ');
      if ((found.get(key)?.similarity ?? 0) >= similarity) continue;
      const reasons = reasonsOf(matter.entries, other.entries);
      found.set(key, {
        fromId: matter.id,
        intoId: otherId,
        itemIds: [],
        similarity: capped(similarity),
        reasons,
      });
    }
  }
  return [...found.values()].sort(likeliest);
}

function nearestSums(
  ownId: string,
  speakers: readonly IndexEntry[],
  index: IncidentIndex,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const entry of speakers) {
    const nearest = new Map<string, number>();
    for (const { incidentId, likeness } of index.likes(entry))
      if (incidentId !== ownId) nearest.set(incidentId, Math.max(nearest.get(incidentId) ?? 0, likeness));
    for (const [id, likeness] of nearest) sums.set(id, (sums.get(id) ?? 0) + likeness);
  }
  return sums;
}

/** Matters that fall into two by the likeness that holds others together: the smaller half would leave. */
export function proposeSplits(matters: readonly OpenMatter[], index: IncidentIndex): FoundGrouping[] {
  return matters.flatMap((matter) => splitOf(matter, index)).sort(likeliest);
}

function splitOf({ id, entries }: OpenMatter, index: IncidentIndex): FoundGrouping[] {
  if (entries.length < LEAST_TO_SPLIT) return [];
  const own = new Map(entries.map((entry, at) => [entry.id, at]));
  const group = entries.map((_, at) => at);
  const root = (at: number): number => (group[at] === at ? at : root(group[at] as number));
  const pairs: { a: number; b: number; likeness: number }[] = [];
  for (const [a, entry] of entries.entries())
    for (const { itemId, likeness } of index.likes(entry)) {
      const b = own.get(itemId);
      if (b === undefined) continue;
      pairs.push({ a, b, likeness });
      if (likeness >= index.thresholds.suggest) group[root(a)] = root(b);
    }
  const halves = new Map<number, number[]>();
  for (const at of entries.keys()) halves.set(root(at), [...(halves.get(root(at)) ?? []), at]);
  const [most, next] = [...halves.values()].sort((x, y) => y.length - x.length);
  if (!most || !next || next.length < LEAST_HALF) return [];
  const across = pairs.filter(({ a, b }) => most.includes(a) !== most.includes(b));
  const nearest = Math.max(0, ...across.map(({ likeness }) => likeness));
  const leaving = next.map((at) => entries[at] as IndexEntry);
  const staying = most.map((at) => entries[at] as IndexEntry);
  return [
    {
      fromId: id,
      intoId: null,
      itemIds: leaving.map((entry) => entry.id),
      similarity: capped(1 - nearest / index.thresholds.suggest),
      reasons: differencesOf(leaving, staying),
    },
  ];
}

const likeliest = (a: FoundGrouping, b: FoundGrouping): number =>
  b.similarity - a.similarity || (a.fromId < b.fromId ? -1 : 1);
const capped = (similarity: number): number => Math.round(Math.min(1, Math.max(0, similarity)) * 1000) / 1000;

type Told = Pick<IndexEntry, 'places' | 'localities' | 'bodies' | 'topics' | 'at' | 'title' | 'text'>;
const DAY = 86_400_000;
const NAMED = [
  ['places', '地点'],
  ['localities', '村（社区）'],
  ['bodies', '单位'],
  ['topics', '事项'],
] as const;

/** Why two matters may be one, in Chinese: what both name, words both use, how far apart in time. */
export function reasonsOf(a: readonly Told[], b: readonly Told[]): string[] {
  const shared = NAMED.flatMap(([key, name]) => {
    const both = namesOf(a, key).filter((one) => namesOf(b, key).includes(one));
    return both.length > 0 ? [`${name}相同：${both.slice(0, 4).join('、')}`] : [];
  });
  const words = sharedWords(a, b);
  const days = apart(a, b);
  return [
    ...shared,
    ...(words.length > 0 ? [`都说到：${words.map((word) => `“${word}”`).join('、')}`] : []),
    days === 0 ? '时间在同一天' : `时间相隔 ${days} 天`,
  ];
}

/** What keeps two halves of a matter apart. */
function differencesOf(a: readonly Told[], b: readonly Told[]): string[] {
  const told = NAMED.flatMap(([key, name]) => {
    const [here, there] = [namesOf(a, key), namesOf(b, key)];
    if (here.length === 0 || there.length === 0 || here.some((one) => there.includes(one))) return [];
    return [`${name}不同：${here.slice(0, 3).join('、')}；${there.slice(0, 3).join('、')}`];
  });
  return [...told, `其中 ${a.length} 条信息与其余 ${b.length} 条的内容差别较大`];
}

const namesOf = (told: readonly Told[], key: (typeof NAMED)[number][0]): string[] => [
  ...new Set(told.flatMap((one) => one[key])),
];

function apart(a: readonly Told[], b: readonly Told[]): number {
  const times = (told: readonly Told[]) => told.map(({ at }) => at.getTime());
  const gaps = times(a).flatMap((x) => times(b).map((y) => Math.abs(x - y)));
  return Math.floor(Math.min(...gaps) / DAY);
}

const CLAUSE = /[\u4e00-\u9fff]{4,}/gu;
const SPAN = 5;
const MOST_WORDS = 3;

/** The longest stretches of words that both use, up to three. */
function sharedWords(a: readonly Told[], b: readonly Told[]): string[] {
  const [one, other] = [a, b].map((told) => {
    const first = told[0];
    return first ? `${first.title}。${first.text}`.slice(0, 600) : '';
  }) as [string, string];
  const found: string[] = [];
  for (const [clause] of one.matchAll(CLAUSE)) {
    for (let at = 0; at + SPAN <= clause.length; at++) {
      let length = SPAN;
      if (!other.includes(clause.slice(at, at + length))) continue;
      while (at + length < clause.length && other.includes(clause.slice(at, at + length + 1))) length++;
      found.push(clause.slice(at, at + length));
      at += length;
    }
  }
  const unique = [...new Set(found)].sort((x, y) => y.length - x.length);
  return unique
    .filter((word, at) => !unique.slice(0, at).some((longer) => longer.includes(word)))
    .slice(0, MOST_WORDS);
}
