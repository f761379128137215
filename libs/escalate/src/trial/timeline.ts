import type { Rest } from '#clock';
import {
  compareOpinionLevels,
  stepTimes,
  type DueStep,
  type OpinionLevel,
  type RunningEscalation,
  type StampedPolicy,
} from '#incidents';

/** A clock that is looked at without running. */
export interface TimelineInput {
  policy: StampedPolicy;
  level: OpinionLevel;
  startsAt: Date;
  /** The clock's own due time; null where it is a span by level, or where there is none. */
  dueAt: Date | null;
}

/** How a policy would go, in absolute times. */
export interface PolicyTimeline {
  startsAt: Date;
  /** When the clock is up; null for one that has no due time. */
  dueAt: Date | null;
  /** The last step, or the due time where that is later. */
  endsAt: Date;
  /** Pre-warnings of the clock itself: half of it and a fifth left (domain.zh.md (a), 预警点). */
  marks: { share: number; at: Date }[];
  /** Hours between start and end that do not count. */
  rests: { from: Date; to: Date }[];
  steps: (DueStep & { repeat: boolean })[];
  /** Steps that do not apply at this level, by their place in the policy. */
  passedOver: number[];
}

/** Shares of a clock that are marked: 剩余 50 %, 20 %, 到期. */
const MARKS = [0.5, 0.8, 1];

/** The steps of a policy at a level, with the hours that do not count and the marks of the clock. Pure. */
export function policyTimeline(input: TimelineInput): PolicyTimeline {
  const { policy, level, startsAt } = input;
  const running = runningOf(input);
  const steps = stepTimes(running).map((due) => ({ ...due, repeat: due.index >= policy.steps.length }));
  const marks = marksOf(running);
  const dueAt = marks.find(({ share }) => share === 1)?.at ?? null;
  const endsAt = new Date(
    Math.max(startsAt.getTime(), dueAt?.getTime() ?? 0, ...steps.map(({ at }) => at.getTime())),
  );
  const resting = policy.rest?.levels.includes(level) ? policy.rest : null;
  return {
    startsAt,
    dueAt,
    endsAt,
    marks,
    rests: resting ? restsBetween(resting, startsAt, endsAt) : [],
    steps,
    passedOver: policy.steps.flatMap((step, index) =>
      compareOpinionLevels(step.minLevel, level) > 0 ? [index] : [],
    ),
  };
}

/** As the engine would run it from that moment on. */
export const runningOf = ({ policy, level, startsAt, dueAt }: TimelineInput): RunningEscalation => ({
  policy,
  eras: [{ level, from: startsAt.toISOString() }],
  dueAt,
  taken: [],
});

/** The same clock asked for its marks as if they were steps. */
function marksOf(running: RunningEscalation): PolicyTimeline['marks'] {
  const [first] = running.policy.steps;
  if (!first) return [];
  const steps = MARKS.map((after) => ({ ...first, after, plus: 0, minLevel: '一般' as const }));
  const asked = stepTimes({ ...running, policy: { ...running.policy, steps, repeat: null } });
  return asked.map(({ at, step }) => ({ share: step.after, at }));
}

const DAY = 86_400_000;
/** China has kept one offset since 1992. */
const OFFSET = 8 * 3_600_000;

/** The stretches of every night between two moments. */
function restsBetween(rest: Rest, from: Date, to: Date): { from: Date; to: Date }[] {
  const [starts, ends] = [ofDay(rest.from), ofDay(rest.to)];
  const length = (ends - starts + DAY) % DAY;
  const rests: { from: Date; to: Date }[] = [];
  const midnight = from.getTime() - ((from.getTime() + OFFSET) % DAY);
  for (let day = midnight - DAY; day + starts < to.getTime(); day += DAY) {
    const begin = Math.max(day + starts, from.getTime());
    const end = Math.min(day + starts + length, to.getTime());
    if (end > begin) rests.push({ from: new Date(begin), to: new Date(end) });
  }
  return rests;
}

/** Milliseconds from midnight to `HH:MM`. */
function ofDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}
