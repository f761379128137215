import type { CaseOutcome } from './types.js';

export interface CaseCounts {
  n: number;
  rightNow: number;
  /** Null where nothing was tried. */
  rightThen: number | null;
  /** Right now and wrong then, and the other way round, part by part. */
  broken: number;
  mended: number;
}

/** A case is broken where a part that comes out right would come out wrong; mended where only the reverse holds. */
export const isBroken = ({ now, then }: CaseOutcome): boolean =>
  then !== null && then.some(({ aspect }) => !now.some((miss) => miss.aspect === aspect));
export const isMended = (outcome: CaseOutcome): boolean =>
  outcome.then !== null && !isBroken(outcome) && outcome.then.length < outcome.now.length;

export function countCases(outcomes: readonly CaseOutcome[]): CaseCounts {
  const right = (side: (one: CaseOutcome) => readonly unknown[] | null) =>
    outcomes.filter((one) => side(one)?.length === 0).length;
  const tried = outcomes.some(({ then }) => then !== null);
  return {
    n: outcomes.length,
    rightNow: right(({ now }) => now),
    rightThen: tried ? right(({ then }) => then) : null,
    broken: outcomes.filter(isBroken).length,
    mended: outcomes.filter(isMended).length,
  };
}
