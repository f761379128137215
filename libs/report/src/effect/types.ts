import type { Tone } from '#incidents';
import type { QuestionGroup } from '../brief/types.js';

/** An item as the effect of an answer reads it. Times are ISO 8601. */
export interface EffectItem {
  id: string;
  title: string;
  text: string;
  /** When it was published, else found. */
  at: string;
  duplicateOf: string | null;
  tone: Tone;
  /** Stands where our own answer stands. */
  own: boolean;
}

/** How widely an answer was read on one outlet, as somebody entered it from the outlet's own figures. */
export interface Reach {
  outlet: string;
  reads: number | null;
  comments: number | null;
  shares: number | null;
  /** When the figures were read off. */
  at: string;
}

/** A promise of the answer and what became of it. */
export interface Promised {
  what: string;
  unit: string;
  dueAt: string;
  state: 'open' | 'kept' | 'broken' | 'withdrawn';
  /** Open and past its due time. */
  late: boolean;
}

export interface DayFigures {
  /** 2026-11-23, Asia/Shanghai. */
  day: string;
  items: number;
  negative: number;
  neutral: number;
  positive: number;
  /** The day of the answer or later. */
  after: boolean;
}

/** A stretch of time before or after the answer, both of one length. */
export interface Stretch {
  items: number;
  negative: number;
}

/**
 * `down`, `level`, `up`: the second stretch against the first, where that is no chance (exact test, 5 %); `too_early`: too
 * little time has gone; `too_few`: too few items to tell.
 */
export type Course = 'down' | 'level' | 'up' | 'too_early' | 'too_few';

/** What became of a matter after an answer. */
export interface Effect {
  round: number;
  answeredAt: string;
  answerUrl: string | null;
  /** Until when it is counted: the next turn's beginning, else the latest moment known. */
  until: string;
  days: DayFigures[];
  /** Length of both stretches in hours; 0 when too early. */
  hours: number;
  before: Stretch;
  after: Stretch;
  course: Course;
  /** Asked since the answer and not touched by what was published; null: no published text is stored to hold it against. */
  openQuestions: QuestionGroup[] | null;
  /** Questions asked since the answer, whether touched or not. */
  askedSince: number;
  reach: Reach[];
  /** A rise beyond what was to be expected, in the 24 hours before `until`. */
  flare: { seen: number; expected: number; sources: number } | null;
  promises: Promised[];
  /** All of it in one or two sentences. */
  sentence: string;
}
