import { PUBLICATION_FORMS } from '#jurisdiction';

/**
 * Who puts it before the public: one of our registered outlets, an on-site command (现场指挥部), a superior body; `recorded`:
 * entered afterwards as a fact, without a duty before it.
 */
export const PUBLISHERS = ['outlet', 'command', 'superior', 'recorded'] as const;
export type Publisher = (typeof PUBLISHERS)[number];

/** 权威信息、新闻发布会、吹风会、采访、图解 (notice 6(3)) */
export const FORMS = PUBLICATION_FORMS;
export type Form = (typeof FORMS)[number];

/**
 * `held`: a superior or an on-site command publishes, ours waits and is not urged; `withdrawn`: no longer to be published.
 * What is published stays so for ever; it is only corrected by another text.
 */
export const PUBLICATION_STATES = ['due', 'held', 'published', 'withdrawn'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

/**
 * Proof that the page says what was approved. `waiting`: to be fetched; `same`, `differs`: compared; `unreachable`: tried and
 * not read, tried again; `given_up`: after the last attempt, a photo is wanted; `kept`: read, with no text of ours to compare
 * with; `paper`: a photo or scan was handed in.
 */
export const PROOF_STATES = [
  'waiting',
  'same',
  'differs',
  'unreachable',
  'given_up',
  'kept',
  'paper',
] as const;
export type ProofState = (typeof PROOF_STATES)[number];

/** What a publication counts as for 5 h / 24 h / 48 h; see `countsAs`. */
export const COUNTS = ['first', 'progress', 'none'] as const;
export type Counts = (typeof COUNTS)[number];

/** What the comparison found. */
export interface ProofFindings {
  /** Share of the approved text that stands on the page, 0 to 1. */
  share: number;
  /** Figures of the approved text that the page has not. */
  missing: string[];
  /** Figures that stand on the page in their place. */
  instead: string[];
}

/** 承诺: `kept` with a proof, `broken` (未兑现) with a reason, `withdrawn`: entered by mistake. */
export const COMMITMENT_STATES = ['open', 'kept', 'broken', 'withdrawn'] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

export const CONFERENCE_STATES = ['planned', 'held', 'cancelled'] as const;
export type ConferenceState = (typeof CONFERENCE_STATES)[number];

/** 主要负责人、新闻发言人 (国办发〔2016〕80号: 部门负责人或新闻发言人出席). */
export const CONFERENCE_HOSTS = ['principal', 'spokesperson'] as const;
export type ConferenceHost = (typeof CONFERENCE_HOSTS)[number];
