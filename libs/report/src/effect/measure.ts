import { DateTime } from 'luxon';
import type { Flare } from '#incidents';
import { questionsOf } from '../questions/questions.js';
import { touches } from '../questions/touched.js';
import { courseOf } from './course.js';
import { sentenceOf } from './sentence.js';
import type { DayFigures, Effect, EffectItem, Promised, Reach, Stretch } from './types.js';

/** What the effect of one answer is measured by. */
export interface EffectInput {
  round: number;
  openedAt: string;
  answeredAt: string;
  answerUrl: string | null;
  until: string;
  items: readonly EffectItem[];
  /** Plain text of what was published in the round; null: none is stored. */
  published: string | null;
  reach: readonly Reach[];
  promises: readonly Promised[];
  flare: Pick<Flare, 'seen' | 'expected' | 'sources'> | null;
}

const HOUR = 3_600_000;
/** Longest stretch held against another, and the shortest that tells anything. In hours. */
const LONGEST = 72;
const SHORTEST = 6;
/** Days shown before and after the answer. */
const DAYS_BEFORE = 7;
const DAYS_AFTER = 14;

/** What became of a matter after one of its answers. Pure; the city's own pages count as no voice of the public. */
export function measureEffect(input: EffectInput): Effect {
  const items = input.items.filter(({ own }) => !own);
  const hours = stretchHours(input);
  const [before, after] = stretches(items, input.answeredAt, hours);
  const since = items.filter(({ at }) => at > input.answeredAt && at <= input.until);
  const asked = questionsOf(since);
  const { round, answeredAt, answerUrl, until, published, flare } = input;
  const told = {
    round,
    answeredAt,
    answerUrl,
    until,
    days: daysOf(items, input),
    hours,
    before,
    after,
    course: hours === 0 ? ('too_early' as const) : courseOf(before, after),
    openQuestions: published === null ? null : asked.filter((group) => !touches(published, group)),
    askedSince: asked.length,
    reach: [...input.reach],
    flare: flare && { seen: flare.seen, expected: round1(flare.expected), sources: flare.sources },
    promises: [...input.promises],
  };
  return { ...told, sentence: sentenceOf(told) };
}

const round1 = (value: number): number => Math.round(value * 10) / 10;

/** As long as both sides allow; 0 while less than six hours have gone. */
function stretchHours({ openedAt, answeredAt, until, items }: EffectInput): number {
  const first = items.reduce((least, { at }) => (at < least ? at : least), openedAt);
  const before = (Date.parse(answeredAt) - Date.parse(first)) / HOUR;
  const after = (Date.parse(until) - Date.parse(answeredAt)) / HOUR;
  const hours = Math.floor(Math.min(LONGEST, before, after));
  return hours < SHORTEST ? 0 : hours;
}

function stretches(items: readonly EffectItem[], answeredAt: string, hours: number): [Stretch, Stretch] {
  const middle = Date.parse(answeredAt);
  const stretch = (from: number, to: number): Stretch => {
    const within = items.filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= to);
    return { items: within.length, negative: within.filter(({ tone }) => tone === 'negative').length };
  };
  return [stretch(middle - hours * HOUR, middle), stretch(middle, middle + hours * HOUR)];
}

function daysOf(items: readonly EffectItem[], { answeredAt, until }: EffectInput): DayFigures[] {
  const dayOf = (iso: string) => DateTime.fromISO(iso, { zone: 'Asia/Shanghai' }).startOf('day');
  const answered = dayOf(answeredAt);
  const first = items.reduce((least, { at }) => (at < least ? at : least), answeredAt);
  const from = DateTime.max(dayOf(first), answered.minus({ days: DAYS_BEFORE }));
  const to = DateTime.min(dayOf(until), answered.plus({ days: DAYS_AFTER }));
  const count = Math.max(0, Math.round(to.diff(from, 'days').days)) + 1;
  const days = Array.from({ length: count }, (_, index) => from.plus({ days: index }));
  const byDay = new Map<string, EffectItem[]>();
  for (const item of items) {
    const day = dayOf(item.at).toISODate() ?? '';
    byDay.set(day, [...(byDay.get(day) ?? []), item]);
  }
  return days.map((day) => {
    const name = day.toISODate() ?? '';
    const own = byDay.get(name) ?? [];
    const tone = (which: EffectItem['tone']) => own.filter((item) => item.tone === which).length;
    return {
      day: name,
      items: own.length,
      negative: tone('negative'),
      neutral: tone('neutral'),
      positive: tone('positive'),
      after: day >= answered,
    };
  });
}
