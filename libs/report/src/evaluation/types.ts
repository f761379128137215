/** One clock of a matter as the evaluation found it; computed, never typed in. Times are ISO 8601. */
export interface Timeliness {
  /** DL-01 … DL-20 */
  rule: string;
  round: number;
  kind: 'statutory' | 'internal' | 'superior';
  startsAt: string;
  dueAt: string;
  doneAt: string | null;
  /** `open`: not done, and its time has not passed. */
  outcome: 'in_time' | 'late' | 'not_done' | 'open' | 'superseded';
  /** How late, in minutes; 0 where it was in time. */
  lateMinutes: number;
}

/** Time of a unit, the office or the system in what came late. */
export interface UnitTime {
  round: number;
  /** A unit's name, or `office`, `judging`, `collecting`. */
  bearer: string;
  /** Minutes beyond what it was allowed. */
  minutes: number;
}

/**
 * What the notice asks of an answer (task 6(3); 国办发〔2016〕61号): 围绕焦点、实事求是、言之有据、有的放矢、口径一致、
 * 准确亲切自然、不自说自话, and that what was asked was answered.
 */
export const QUALITY = [
  'on_the_point',
  'truthful',
  'grounded',
  'targeted',
  'consistent',
  'plain',
  'not_self_talk',
] as const;
export type Quality = (typeof QUALITY)[number];

export interface QualityAnswer {
  criterion: Quality;
  /** 达到、基本达到、未达到、不适用 */
  grade: 'met' | 'partly' | 'not_met' | 'not_applicable';
  note: string;
}
