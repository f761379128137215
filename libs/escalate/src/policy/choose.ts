import { parseDuration } from '#clock';
import { OPINION_LEVELS, type EscalationClock, type OpinionLevel, type StampedPolicy } from '#incidents';
import type { ClockBook, Directory, PolicySpec } from '#jurisdiction';

/** What a policy is chosen for. */
export interface PolicyCase {
  clock: EscalationClock;
  level: OpinionLevel;
  /** The unit the clock is about; null where it is about no single one. */
  unit: string | null;
}

/**
 * The policy that runs a clock: one for the unit before one for the level before the general one; among equals the first.
 * @returns null when the city has none for it: then nobody is urged by that clock
 */
export function choosePolicy(
  policies: readonly PolicySpec[],
  { clock, level, unit }: PolicyCase,
): PolicySpec | null {
  const fitting = policies.filter(
    (policy) =>
      policy.clock === clock &&
      (policy.levels.length === 0 || policy.levels.includes(level)) &&
      (policy.units.length === 0 || (unit !== null && policy.units.includes(unit))),
  );
  const special = (policy: PolicySpec) =>
    (policy.units.length > 0 ? 2 : 0) + (policy.levels.length > 0 ? 1 : 0);
  return fitting.reduce<PolicySpec | null>(
    (best, policy) => (best && special(best) >= special(policy) ? best : policy),
    null,
  );
}

/** Rules whose time by level is the span of a clock; the others have a due time of their own, or none. */
const SPAN_RULE: Partial<Record<EscalationClock, string>> = {
  sign: 'DL-06',
  report: 'DL-07',
  ruling: 'DL-20',
  pool: 'DL-05',
};
/** Clocks that rest at night at the levels of `clocks.json` (domain (f)5); statutory and superiors' times never do. */
const RESTING: ReadonlySet<EscalationClock> = new Set(['sign', 'report', 'ruling', 'pool', 'letter']);

/** Whether the rule of that clock counts working hours or days: such a clock has a due time of its own, as it was set. */
export const countsWorkingTime = (clock: EscalationClock, book: ClockBook): boolean =>
  book.profile.deadlines.find(({ id }) => id === SPAN_RULE[clock])?.calendar === 'workday';

/**
 * A policy as it is kept with a running clock: later edits of the policy or of the times do not touch it.
 * @param book the clocks the incident goes by
 */
export function stampPolicy(
  policy: PolicySpec,
  directory: Directory,
  book: ClockBook = directory,
): StampedPolicy {
  const { rest } = book.profile.clocks;
  return {
    key: policy.key,
    name: policy.name,
    version: directory.version,
    steps: policy.steps.map(({ plus, ...step }) => ({ ...step, plus: plus ? parseDuration(plus) : 0 })),
    repeat: policy.repeat,
    stop: policy.stop,
    spans: countsWorkingTime(policy.clock, book) ? null : spansOf(policy.clock, directory, book),
    rest: RESTING.has(policy.clock) ? { ...rest, levels: [...rest.levels] as OpinionLevel[] } : null,
    edition: 0,
  };
}

/** @throws Error when the directory lacks the rule's times */
function spansOf(clock: EscalationClock, directory: Directory, book: ClockBook): StampedPolicy['spans'] {
  const { clocks } = directory.profile;
  const { deadlines } = book.profile;
  if (clock === 'letter') return bySpan((level) => clocks.coordination.confirmWithin[level]);
  const id = SPAN_RULE[clock];
  if (!id) return null;
  const rule = deadlines.find((each) => each.id === id);
  return bySpan((level) => {
    const limit = rule?.byLevel?.[level] ?? rule?.limit;
    if (!limit) throw new Error(`${id} has no time for ${level}`);
    return limit;
  });
}

const bySpan = (limit: (level: OpinionLevel) => string): Record<OpinionLevel, number> =>
  Object.fromEntries(OPINION_LEVELS.map((level) => [level, parseDuration(limit(level))])) as Record<
    OpinionLevel,
    number
  >;
