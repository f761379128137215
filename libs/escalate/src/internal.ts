import type { DueTime, OpinionLevel } from '#incidents';
import { dueAfter, type ClockBook, type RuleDue } from '#jurisdiction';
import { isoShanghai } from './iso.js';

export interface InternalInput {
  /** The working level (`workingOpinionLevel`); before grading, 一般 (domain.zh.md (f)10). */
  opinionLevel: OpinionLevel;
  judgedAt: Date;
  /** Null before dispatch: only what counts from judging runs then. */
  dispatchedAt: Date | null;
  /** When a unit refused its duty (DL-20). */
  refusedAt?: Date | null;
}

/**
 * The internal clocks (proposals of domain.zh.md (a)): DL-05 grading and assigning from judging; DL-06 sign-off, DL-07
 * first facts and DL-08 raising a refusal from dispatch, DL-20 the ruling from the refusal. For 一般 and 较大 the night does not count ((f)5);
 * a rule whose calendar is `workday` counts working hours or days instead.
 */
export function internalDeadlines(input: InternalInput, book: ClockBook): DueTime[] {
  const rest = restOf(input.opinionLevel, book);
  return book.profile.deadlines.flatMap((rule) => {
    const start = startOf(rule, input);
    const limit = rule.byLevel?.[input.opinionLevel] ?? rule.limit;
    if (!start || !limit) return [];
    return [dueTime(rule.id, start, dueAfter(book, rule, start, limit, rest))];
  });
}

const dueTime = (id: string, start: Date, { due, presumed }: RuleDue): DueTime => ({
  id,
  from: isoShanghai(start),
  due: isoShanghai(due),
  ...(presumed.length > 0 && { presumed }),
});

/** The hours that do not count at that level; null when all count. */
export const restOf = (level: OpinionLevel, book: ClockBook) => {
  const { rest } = book.profile.clocks;
  return rest.levels.includes(level) ? rest : null;
};

type Rule = ClockBook['profile']['deadlines'][number];

function startOf(rule: Rule, input: InternalInput): Date | null {
  if (rule.kind !== 'internal') return null;
  if (rule.from === 'judged') return input.judgedAt;
  if (rule.from === 'dispatched') return input.dispatchedAt;
  if (rule.from === 'refused') return input.refusedAt ?? null;
  return null;
}
