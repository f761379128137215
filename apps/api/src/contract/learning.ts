import type { DirectoryKind } from './directory-entry.js';
import type { CasesTried, CorrectedAspectName, ModelScoreView } from './workbench.js';

/** GET /api/v1/learning?days=&rehearsal= → LearningView: what we got wrong. */
export interface LearningView {
  since: string;
  until: string;
  rehearsal: boolean;
  /** First dispatches in the time, and those nobody had to correct afterwards. */
  dispatched: number;
  stood: number;
  /** The rules' proposal was put right by a person before anything went out. */
  correctedBefore: number;
  byUnit: StoodRow[];
  byTopic: StoodRow[];
  /** The most frequent first. */
  mistakes: MistakeView[];
  /** False where more than the newest 5,000 dispatches fall into the time. */
  complete: boolean;
}

export interface StoodRow {
  name: string;
  dispatched: number;
  stood: number;
}

export interface MistakeView {
  /** Names it in POST /api/v1/learning/proposals. */
  key: string;
  /** What led there: 主题“供水”, 例外 EX-3“…” … */
  blame: string;
  /** The entry of the directory to look at; null for a rule of the table or nothing. */
  entry: { kind: DirectoryKind; key: string } | null;
  wrong: string | null;
  right: string[];
  /** How many of the dispatches resting on it went wrong this way. */
  count: number;
  of: number;
  incidents: {
    id: string;
    number: string;
    title: string;
    reason: string;
    /** Display name. */
    by: string;
    at: string;
  }[];
  /** A change that would have led to the right unit; null when a person has to find one. */
  proposal: { title: string; reason: string } | null;
}

/** POST /api/v1/learning/proposals {ProposeFromMistake} → ProposedChange: a change waiting for a second person. */
export interface ProposeFromMistake {
  key: string;
  days: number;
  rehearsal: boolean;
}
export interface ProposedChange {
  id: string;
  number: number;
}

/**
 * GET /api/v1/incidents/:id/routing/alternatives → List<RoutingAlternative>: for rerouting with two clicks.
 * GET /api/v1/learning/cases.jsonl: corrected matters as routing cases, one a line (interfaces.md).
 */
export interface RoutingAlternative {
  respondents: string[];
  firstResponsible: string[];
  because: string;
}

/**
 * GET /api/v1/learning/corrections → CorrectionTotals: what people put right in judgements since the models were trained
 * last, without rehearsals and without what the caller may not see.
 */
export interface CorrectionTotals {
  /** When the last training began; null: there was none, and everything is counted. */
  since: string | null;
  /** What the last training came to. */
  training: LastTraining | null;
  /** Those that were corrected at all, in the order of the correction form. */
  aspects: AspectTotals[];
  /** False where more than the newest 5,000 fall into the time. */
  complete: boolean;
}
export interface LastTraining {
  number: number;
  stateWords: string;
  /** How many corrections it learned from. */
  corrections: number;
  before: ModelScoreView | null;
  after: ModelScoreView | null;
  regression: CasesTried | null;
}
export interface AspectTotals {
  aspect: CorrectedAspectName;
  name: string;
  /** Corrections that stand, and those taken back. */
  count: number;
  takenBack: number;
  /** Incidents (or items without one) they are of, and those whose units changed with it. */
  matters: number;
  rerouted: number;
  /** The next training learns from them. */
  learned: boolean;
  /** The most frequent, at most five. */
  changes: { before: string; after: string; count: number }[];
}
