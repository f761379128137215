import type { Judgement } from '#incidents';
import type { Directory } from '#jurisdiction';
import type { JudgeTrace } from '../judge.js';
import type { JudgeModels } from '../model/judge-models.js';

/** Steps of judging in their order; what follows judging (duplicates, routing, times) is added by whoever wires it. */
export const JUDGE_STEPS = [
  'reading',
  'words',
  'places',
  'bodies',
  'relevance',
  'topics',
  'fields',
  'signals',
  'figures',
  'event_level',
  'opinion_level',
  'must_respond',
  'tone',
] as const;
export type JudgeStepKey = (typeof JUDGE_STEPS)[number];

/** One thing a step found, or found and did not count. */
export interface Finding {
  kept: boolean;
  /** Chinese, a few words. */
  what: string;
  /** One Chinese sentence; empty where `what` says all. */
  because: string;
  /** Rule or list entry, as in `Reason.rule`. */
  rule: string | null;
  /** 0…1, or points of the explainable sum; null where there is none. */
  score: number | null;
  /** Where in the text, as [start, end). */
  marks: [number, number][];
}

export interface ExplainedStep<Key extends string = JudgeStepKey> {
  key: Key;
  /** What came of it, one line. */
  summary: string;
  findings: Finding[];
}

/** What every explaining function looks at. */
export interface Looked extends NonNullable<JudgeTrace['seen']> {
  rejected: JudgeTrace['rejected'];
  judgement: Judgement;
  directory: Directory;
  models: JudgeModels | undefined;
}
