import type { EventLevel, Item, OpinionLevel } from '#incidents';

/**
 * What must come out of a case; absent or null is not compared. The first eight keys are those of a routing case
 * (interfaces.md), the rest are ours. Lists compare as sets.
 */
export interface CaseExpectation {
  firstResponsible?: string[] | null;
  respondents?: string[] | null;
  /** Lead and the one beside it, without scope. */
  coordinators?: [string, string | null][] | null;
  eventLevel?: EventLevel | null;
  opinionLevel?: OpinionLevel | null;
  deadlines?: string[] | null;
  rules?: string[] | null;
  /** Must be among what comes out. */
  flags?: string[] | null;
  relevant?: boolean | null;
  /** Names. */
  fields?: string[] | null;
  topics?: string[] | null;
  places?: string[] | null;
  eventRule?: string | null;
}

/** A case in the format of interfaces.md, with a name beside the id. */
export interface RegressionCase {
  id: string;
  name?: string;
  item: Item;
  expect: CaseExpectation;
  /** Why it must come out so, in a person's words. */
  reason?: string;
}

/** Parts of a result that a case may speak of. */
export const CASE_ASPECTS = [
  'relevant',
  'places',
  'topics',
  'fields',
  'eventRule',
  'eventLevel',
  'opinionLevel',
  'firstResponsible',
  'respondents',
  'coordinators',
  'deadlines',
  'flags',
] as const;
export type CaseAspect = (typeof CASE_ASPECTS)[number];

/** What came out of a case, in the shape of what is expected. */
export type CaseResult = Required<{ [A in CaseAspect]: NonNullable<CaseExpectation[A]> | null }>;

/** A part that did not come out as expected, on one of two sides. */
export interface CaseMiss {
  aspect: CaseAspect;
  expected: unknown;
  got: unknown;
}

/** How a case came out now and, where something was tried, then. */
export interface CaseOutcome {
  caseId: string;
  name: string;
  /** Empty: all right. */
  now: CaseMiss[];
  /** Null: nothing was tried beside what holds. */
  then: CaseMiss[] | null;
}
