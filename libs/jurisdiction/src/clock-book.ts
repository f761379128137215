import { addDuration, addWorkingTime, type Rest, type WorkingHours, type WorkingTime } from '#clock';
import type { Directory } from './directory.js';
import type { DeadlineRule, Profile } from './schema/profile.js';

/** The part of a rule that its due times follow from. */
export type TimedRule = Pick<
  DeadlineRule,
  'id' | 'kind' | 'eventLevels' | 'limit' | 'byLevel' | 'from' | 'calendar'
>;

/** What due times follow from: a directory, or what an incident has kept of one (`bookOf`). */
export interface ClockBook {
  readonly profile: {
    readonly deadlines: readonly TimedRule[];
    readonly clocks: Pick<Profile['clocks'], 'rest'>;
  };
  readonly workingTime: WorkingTime;
}

/** The rules of clocks as they stood when an incident got its first; later edits of the directory do not touch it. */
export interface StampedClocks {
  /** Version of the directory they were taken from. */
  version: string;
  deadlines: TimedRule[];
  rest: Profile['clocks']['rest'];
  hours: WorkingHours[];
}

/** What an incident keeps of the directory. */
export function stampClocks(directory: Directory): StampedClocks {
  const { deadlines, clocks } = directory.profile;
  return {
    version: directory.version,
    deadlines: deadlines.flatMap(({ id, kind, eventLevels, limit, byLevel, from, calendar }) =>
      limit === null && byLevel === null ? [] : [{ id, kind, eventLevels, limit, byLevel, from, calendar }],
    ),
    rest: clocks.rest,
    hours: clocks.work.hours,
  };
}

/**
 * The book an incident goes by. Which days are worked is no rule of the city but a fact that becomes known in time: the
 * calendar is that of today, for due times still to be set.
 */
export function bookOf(stamped: StampedClocks | null, directory: Directory): ClockBook {
  if (!stamped) return directory;
  const { deadlines, rest, hours } = stamped;
  return {
    profile: { deadlines, clocks: { rest } },
    workingTime: { calendar: directory.workingTime.calendar, hours },
  };
}

/** When a limit of a rule ends. */
export interface RuleDue {
  due: Date;
  /** Years whose arrangement of holidays is not published yet; in working time only. */
  presumed: number[];
}

/**
 * @param limit ISO 8601, of that rule
 * @param rest hours in which natural time rests
 */
export function dueAfter(
  book: ClockBook,
  rule: Pick<TimedRule, 'calendar'>,
  start: Date,
  limit: string,
  rest: Rest | null = null,
): RuleDue {
  if (rule.calendar === 'workday') return addWorkingTime(start, limit, book.workingTime);
  return { due: addDuration(start, limit, rest), presumed: [] };
}

/** The due time of a rule with one limit for all levels (DL-12, DL-13, DL-15); null when the city has none. */
export function dueOfRule(book: ClockBook, id: string, start: Date): RuleDue | null {
  const rule = book.profile.deadlines.find((each) => each.id === id);
  return rule?.limit ? dueAfter(book, rule, start, rule.limit) : null;
}
