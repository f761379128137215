import {
  CASE_ASPECTS,
  type CaseAspect,
  type CaseExpectation,
  type CaseMiss,
  type CaseResult,
} from './types.js';

/** Flags that may not come out where a case that speaks of flags does not expect them (interfaces.md). */
export const NEVER_UNEXPECTED: ReadonlySet<string> = new Set([
  'out_of_jurisdiction',
  'maybe_outside',
  'not_government',
  'misconduct_report',
  'classified_content',
  'unassigned_pool',
  'place_ambiguous',
  'drill',
  'old_event',
  'level_provisional',
  'level_needs_confirmation',
]);

/** The parts of a result that are not as the case expects; lists compare as sets, what is not said is not compared. */
export function missesOf(result: CaseResult, expect: CaseExpectation): CaseMiss[] {
  return CASE_ASPECTS.flatMap((aspect) => {
    const expected = expect[aspect];
    // Of the event kind null is a statement: there is none.
    if (expected === undefined || (expected === null && aspect !== 'eventRule')) return [];
    const got = result[aspect];
    return same(aspect, expected, got) ? [] : [{ aspect, expected, got }];
  });
}

function same(aspect: CaseAspect, expected: unknown, got: unknown): boolean {
  if (aspect === 'flags') return flagsRight(expected as string[], (got ?? []) as string[]);
  return essence(expected) === essence(got);
}

const flagsRight = (expected: readonly string[], got: readonly string[]): boolean =>
  expected.every((flag) => got.includes(flag)) &&
  got.every((flag) => expected.includes(flag) || !NEVER_UNEXPECTED.has(flag));

const essence = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...new Set(value.map((one) => JSON.stringify(one)))].sort() : value);
