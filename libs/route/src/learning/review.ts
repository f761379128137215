import type { Routing } from '#incidents';
import type { Directory } from '#jurisdiction';
import { blameFor, blameForGap, type Blame } from './blame.js';
import { answerable, differencesOf, type DispatchCase } from './case.js';

/** How many first dispatches to a unit, or of a topic, stood. */
export interface Stood {
  name: string;
  dispatched: number;
  stood: number;
}

/** One way of being wrong, with everything that happened that way. */
export interface Mistake {
  blame: Blame;
  wrong: string | null;
  right: string[];
  incidents: string[];
  /** First dispatches that rest on the same entry: what a change would touch. */
  of: number;
  /** Townships all of them, and none of the dispatches that stood, happened in; empty when that tells nothing. */
  places: string[];
}

export interface Review {
  dispatched: number;
  stood: number;
  /** The rules' proposal was put right by a person before anything went out. */
  correctedBefore: number;
  byUnit: Stood[];
  byTopic: Stood[];
  mistakes: Mistake[];
}

/**
 * What we got wrong (issue “纠错与学习”): a first dispatch stood when nobody changed who answers afterwards. What a
 * person put right before dispatch is no wrong dispatch, but a mistake of the rules all the same.
 */
export function reviewDispatches(cases: readonly DispatchCase[], directory: Directory): Review {
  const seen = cases.map((one) => ({ ...one, stood: stood(one), mistaken: mistaken(one) }));
  return {
    dispatched: seen.length,
    stood: seen.filter((one) => one.stood).length,
    correctedBefore: seen.filter((one) => one.proposed && differ(one.proposed, one.first)).length,
    byUnit: shares(seen, ({ first }) => answerable(first)),
    byTopic: shares(seen, ({ judgement }) => (judgement?.topics ?? []).map((topic) => topic.name)),
    mistakes: mistakesOf(
      seen.filter((one) => one.mistaken),
      seen,
      directory,
    ),
  };
}

const stood = ({ first, settled }: DispatchCase): boolean => settled === null || !differ(first, settled);

/** The rules' own proposal against what people settled on. */
function mistaken({ proposed, first, settled }: DispatchCase): boolean {
  return proposed !== null && differ(proposed, settled ?? first);
}

const differ = (a: Routing, b: Routing): boolean => differencesOf(a, b).length > 0;

function shares<T extends { stood: boolean }>(cases: readonly T[], namesOf: (one: T) => string[]): Stood[] {
  const found = new Map<string, Stood>();
  for (const one of cases)
    for (const name of new Set(namesOf(one))) {
      const row = found.get(name) ?? { name, dispatched: 0, stood: 0 };
      row.dispatched++;
      if (one.stood) row.stood++;
      found.set(name, row);
    }
  return [...found.values()].sort((a, b) => b.dispatched - b.stood - (a.dispatched - a.stood));
}

type Wrong = DispatchCase & { mistaken: boolean };

function mistakesOf(wrong: readonly Wrong[], all: readonly Wrong[], directory: Directory): Mistake[] {
  const found = new Map<string, Mistake>();
  for (const one of wrong)
    for (const { blame, unit, right } of causesOf(one, directory)) {
      const key = [blame.kind, blame.key, unit, ...[...right].sort()].join('|');
      const mistake = found.get(key) ?? { blame, wrong: unit, right, incidents: [], of: 0, places: [] };
      mistake.incidents.push(one.incidentId);
      found.set(key, mistake);
    }
  for (const mistake of found.values()) measure(mistake, all, directory);
  return [...found.values()].sort((a, b) => b.incidents.length - a.incidents.length || b.of - a.of);
}

interface Cause {
  blame: Blame;
  unit: string | null;
  right: string[];
}

/** Each wrongly named unit with the cause of it; a missed one with the topic that should have led to it. */
function causesOf(one: Wrong, directory: Directory): Cause[] {
  const { proposed, judgement } = one;
  if (!proposed) return [];
  return differencesOf(proposed, one.settled ?? one.first).flatMap(({ wrong, right }): Cause[] =>
    wrong.length === 0
      ? [{ blame: blameForGap(judgement), unit: null, right }]
      : wrong.map((unit) => ({ blame: blameFor(unit, proposed, judgement, directory), unit, right })),
  );
}

/** How much rests on the same entry, and whether the place tells the wrong ones from the right ones. */
function measure(mistake: Mistake, all: readonly Wrong[], directory: Directory): void {
  const same = all.filter((one) => restsOn(one, mistake, directory));
  mistake.of = Math.max(same.length, mistake.incidents.length);
  const hit = new Set(mistake.incidents);
  const inAll = commonPlaces(same.filter((one) => hit.has(one.incidentId)));
  const elsewhere = new Set(same.filter((one) => !hit.has(one.incidentId)).flatMap(placesOf));
  mistake.places = same.length > hit.size ? inAll.filter((place) => !elsewhere.has(place)) : [];
}

function restsOn(one: Wrong, { blame, wrong }: Mistake, directory: Directory): boolean {
  if (!one.proposed) return false;
  if (blame.kind === 'topics')
    return (one.judgement?.topics ?? []).some((topic) => String(topic.no) === blame.key);
  if (wrong === null || !answerable(one.proposed).includes(wrong)) return false;
  const other = blameFor(wrong, one.proposed, one.judgement, directory);
  return other.kind === blame.kind && other.key === blame.key;
}

const placesOf = ({ judgement }: DispatchCase): string[] =>
  (judgement?.places ?? []).flatMap(({ kind, name }) =>
    kind === 'township' || kind === 'zone' ? [name] : [],
  );

function commonPlaces(cases: readonly DispatchCase[]): string[] {
  const [first, ...rest] = cases.map(placesOf);
  return (first ?? []).filter((place) => rest.every((places) => places.includes(place)));
}
