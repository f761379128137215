import type { EscalationClock, OpinionLevel, StampedPolicy } from '#incidents';
import { policyTimeline } from './timeline.js';

/** A clock as a trial runs it. Moments are the trial's own. */
export interface TrialClock {
  clock: EscalationClock;
  /** The unit it is about; null: the matter as a whole. */
  unit: string | null;
  policy: StampedPolicy;
  level: OpinionLevel;
  startsAt: Date;
  dueAt: Date | null;
  /** What is assumed to end it, and when; null: nothing does. */
  ends: { at: Date; by: 'signed' | 'reported' | 'answered' } | null;
}

/** A step of a trial before it begins. */
export interface PlannedStep {
  clock: EscalationClock;
  unit: string | null;
  policyKey: string;
  policyName: string;
  stepIndex: number;
  repeat: boolean;
  audience: string;
  channels: string[];
  reach: 'each' | 'any';
  template: string;
  plannedAt: Date;
  clockDueAt: Date | null;
  /** Not taken, since what the clock waits for has happened by then. */
  sparedBy: 'signed' | 'reported' | 'answered' | null;
}

/** Every step of every clock in order of time; of one moment, those of the first clock first. Pure. */
export function planTrial(clocks: readonly TrialClock[]): PlannedStep[] {
  return clocks.flatMap(stepsOf).sort((a, b) => a.plannedAt.getTime() - b.plannedAt.getTime());
}

function stepsOf({ clock, unit, ends, ...running }: TrialClock): PlannedStep[] {
  const { policy } = running;
  const timeline = policyTimeline(running);
  return timeline.steps.map(({ index, at, step, repeat }) => ({
    clock,
    unit,
    policyKey: policy.key,
    policyName: policy.name,
    stepIndex: index,
    repeat,
    audience: step.to,
    channels: step.channels,
    reach: step.reach,
    template: step.template,
    plannedAt: at,
    clockDueAt: timeline.dueAt,
    sparedBy: ends && at >= ends.at ? ends.by : null,
  }));
}

/** When a moment of the trial comes in real time. */
export const realTimeOf = (
  at: Date,
  { virtualStart, startedAt, speed }: { virtualStart: Date; startedAt: Date; speed: number },
): Date => new Date(startedAt.getTime() + Math.round((at.getTime() - virtualStart.getTime()) / speed));
