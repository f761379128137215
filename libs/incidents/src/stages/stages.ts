/** What a stretch of time was spent on, in the order of the work. */
export const STAGES = [
  'collect',
  'learned',
  'before_merge',
  'judge',
  'assign',
  'sign',
  'ruling',
  'answer',
] as const;
export type StageKey = (typeof STAGES)[number];

/** Whose time a stage is. `nobody`: before what was merged in was part of the matter. */
export type StageBearer = 'collecting' | 'judging' | 'office' | 'unit' | 'nobody';

export const STAGE_BEARER: Record<StageKey, StageBearer> = {
  collect: 'collecting',
  learned: 'unit',
  before_merge: 'nobody',
  judge: 'judging',
  assign: 'office',
  sign: 'unit',
  ruling: 'office',
  answer: 'unit',
};

export interface Span {
  from: Date;
  /** Null: it goes on. */
  to: Date | null;
}

/** The moments of one turn of a matter (round), all on its own timeline. */
export interface Moments {
  publishedAt: Date | null;
  /** When the unit concerned knew, if that was before it was found. */
  learnedAt: Date | null;
  /** T0: the earliest discovery of any item, also of those merged in later. */
  discoveredAt: Date;
  /** When the matter itself was first known, whatever has been merged in since; null: T0. */
  firstKnownAt: Date | null;
  judgedAt: Date | null;
  dispatchedAt: Date | null;
  /** When every unit that must sign had signed, for the first time. */
  signedAt: Date | null;
  answeredAt: Date | null;
  /** Refusals under way: the office's time, whatever else went on (RT-43). */
  rulings: Span[];
}

export interface Stage {
  key: StageKey;
  from: Date;
  to: Date;
  ongoing: boolean;
}

/**
 * The stages a matter has gone through, without gaps and overlaps, until it was answered or until now. Moments out of order
 * (answered before all had signed, dispatched again) end a stage where the next begins.
 */
export function stagesOf(moments: Moments, now: Date): Stage[] {
  const end = moments.answeredAt ?? now;
  const until = (at: Date | null) => (at && at < end ? at : end);
  const { discoveredAt } = moments;
  const learned = earlier(moments.learnedAt, discoveredAt);
  const marks: [StageKey, Date | null][] = [
    ['collect', earlier(moments.publishedAt, learned)],
    ['learned', learned],
    ['before_merge', discoveredAt],
    ['judge', moments.firstKnownAt ?? discoveredAt],
    ['assign', moments.judgedAt],
    ['sign', moments.dispatchedAt],
    ['answer', moments.dispatchedAt && moments.signedAt],
  ];
  const reached = inOrder(marks.filter((mark): mark is [StageKey, Date] => mark[1] !== null));
  const stages = reached.flatMap(([key, from], index): Stage[] => {
    const next = reached[index + 1]?.[1] ?? null;
    const to = until(next);
    const ongoing = next === null && moments.answeredAt === null;
    return from < to || (ongoing && from <= to) ? [{ key, from: until(from), to, ongoing }] : [];
  });
  return moments.rulings.reduce((all, ruling) => carve(all, ruling, end), stages);
}

const earlier = (a: Date | null, b: Date): Date => (a && a < b ? a : b);

/** Each begins no earlier than the one before. */
function inOrder(marks: [StageKey, Date][]): [StageKey, Date][] {
  let last = -Infinity;
  return marks.map(([key, at]): [StageKey, Date] => {
    last = Math.max(last, at.getTime());
    return [key, new Date(last)];
  });
}

/** What of the units' time the office needed to rule. */
function carve(stages: Stage[], ruling: Span, end: Date): Stage[] {
  return stages.flatMap((stage) => {
    if (STAGE_BEARER[stage.key] !== 'unit' || stage.key === 'learned') return [stage];
    const from = ruling.from > stage.from ? ruling.from : stage.from;
    const over = ruling.to ?? end;
    const to = over < stage.to ? over : stage.to;
    if (from >= to) return [stage];
    const whole: Stage[] = [
      { ...stage, to: from, ongoing: false },
      { key: 'ruling', from, to, ongoing: stage.ongoing && ruling.to === null },
      { ...stage, from: to, ongoing: stage.ongoing && ruling.to !== null },
    ];
    return whole.filter((part) => part.from < part.to || part.ongoing);
  });
}
