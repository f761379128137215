import type { DirectoryKind } from './directory-entry.js';

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
