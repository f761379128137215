import type { DueTime, OpinionLevel } from '#incidents';
import { dueAfter, dueOfRule, type ClockBook, type RuleDue } from '#jurisdiction';
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

export interface ClosingInput {
  /** When the public was answered (DL-12). */
  answeredAt: Date | null;
  /** When the handling was evaluated (DL-13). */
  evaluatedAt: Date | null;
}

/** What is left after the answer, in working days: DL-12 evaluation and closing from the answer, DL-13 the file from the evaluation. */
export function closingDeadlines({ answeredAt, evaluatedAt }: ClosingInput, book: ClockBook): DueTime[] {
  return (
    [
      ['DL-12', answeredAt],
      ['DL-13', evaluatedAt],
    ] as const
  ).flatMap(([id, start]) => {
    const due = start && dueOfRule(book, id, start);
    return start && due ? [dueTime(id, start, due)] : [];
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
