import { addDuration, type Rest } from '#clock';
import { compareOpinionLevels, type OpinionLevel } from '../levels.js';

/**
 * Clocks that have escalation policies. `sign` DL-06; `report` DL-07, the sign-off that expires when nothing follows;
 * `ruling` DL-20; `statutory` DL-01…03; `order` DL-19; `letter` a coordinator's answer (RT-55); `pool` DL-05;
 * `incident` what is told when a matter is dispatched; `closing` DL-12, the evaluation after the answer.
 */
export const ESCALATION_CLOCKS = [
  'sign',
  'report',
  'ruling',
  'statutory',
  'order',
  'letter',
  'pool',
  'incident',
  'closing',
] as const;
export type EscalationClock = (typeof ESCALATION_CLOCKS)[number];

/** A step of a policy: `after` in shares of the clock's span (0 at its start, 1 when due), and so many ms more. */
export interface StampedStep {
  after: number;
  plus: number;
  to: string;
  template: string;
  channels: string[];
  /** Everybody found, or the first who can be reached. */
  reach: 'each' | 'any';
  minLevel: OpinionLevel;
}

/** A policy as it stood when the clock started. */
export interface StampedPolicy {
  key: string;
  name: string;
  /** Version of the directory it was taken from. */
  version: string;
  steps: StampedStep[];
  /** After the last step, every so many spans, so many times. */
  repeat: { every: number; times: number } | null;
  /** What ends it. */
  stop: string[];
  /** Milliseconds of the clock's span by level; null where the due time alone counts. */
  spans: Record<OpinionLevel, number> | null;
  /** Raised when the clock itself was set to a later time: its steps are new events then. */
  edition: number;
  /** Hours that do not count at these levels; null for clocks that never rest. */
  rest: (Rest & { levels: OpinionLevel[] }) | null;
}

/** From when on the clock has run at a level. ISO 8601. */
export interface Era {
  level: OpinionLevel;
  from: string;
}

/** The part of a stored escalation that its times follow from. */
export interface RunningEscalation {
  policy: StampedPolicy;
  eras: Era[];
  dueAt: Date | null;
  taken: number[];
}

/** A step and when it is due; `index` counts repeats on past the last step. */
export interface DueStep {
  index: number;
  at: Date;
  step: StampedStep;
}

/** The level it runs at now. */
export const levelNow = ({ eras }: RunningEscalation): OpinionLevel => eras.at(-1)?.level ?? '一般';

/** Every step that applies at the level it runs at now, in order of time; taken ones too. */
export function stepTimes(escalation: RunningEscalation): DueStep[] {
  const { steps, repeat } = escalation.policy;
  const now = levelNow(escalation);
  const due: DueStep[] = [];
  const put = (index: number, step: StampedStep, rounds = 0) => {
    const at = timeOf(escalation, step, rounds * (repeat?.every ?? 0));
    if (at) due.push({ index, at, step });
  };
  for (const [index, step] of steps.entries())
    if (compareOpinionLevels(step.minLevel, now) <= 0) put(index, step);
  const last = due.at(-1)?.step;
  if (last && repeat)
    for (let round = 1; round <= repeat.times; round += 1) put(steps.length + round - 1, last, round);
  return due.sort((a, b) => a.at.getTime() - b.at.getTime() || a.index - b.index);
}

/** The next step that has not been taken; null when none is left. */
export const nextStep = (escalation: RunningEscalation): DueStep | null =>
  stepTimes(escalation).find(({ index }) => !escalation.taken.includes(index)) ?? null;

/** The event a step tells of. */
export const stepKey = (
  { clock, subjectId, policy }: { clock: EscalationClock; subjectId: string; policy: StampedPolicy },
  index: number,
): string => `${subjectId}:${clock}:${index}${policy.edition > 0 ? `:${policy.edition}` : ''}`;

/** When a step is reached: the earliest moment any level it has run at gives; null for a clock without a due time. */
function timeOf(escalation: RunningEscalation, step: StampedStep, more: number): Date | null {
  const times = escalation.eras.flatMap((era) => timeInEra(escalation, era, step, more)?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

function timeInEra(
  { policy, dueAt }: RunningEscalation,
  { level, from }: Era,
  step: StampedStep,
  more: number,
): Date | null {
  const start = new Date(from);
  const after = step.after + more;
  const rest = policy.rest?.levels.includes(level) ? policy.rest : null;
  const later = (at: Date, ms: number) => (ms === 0 ? at : addDuration(at, Math.round(ms), rest));
  if (after === 0) return later(start, step.plus);
  if (dueAt) {
    const span = Math.max(0, dueAt.getTime() - start.getTime());
    return later(new Date(start.getTime() + Math.round(after * span)), step.plus);
  }
  return policy.spans && later(later(start, after * policy.spans[level]), step.plus);
}
