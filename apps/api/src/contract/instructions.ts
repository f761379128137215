/** 领导批示 with the tasks of units (回告), and decisions not to confirm a suggested 特别重大. */

/** What a unit said before it was done (办理进展). */
export interface InstructionProgress {
  text: string;
  at: string;
  by: string;
}

export interface InstructionTask {
  id: string;
  unit: string;
  requirement: string;
  dueAt: string;
  late: boolean;
  report: string | null;
  reportedAt: string | null;
  reportedBy: string | null;
  /** Oldest first. */
  progress: InstructionProgress[];
  /** Whether this caller may report for the unit. */
  mine: boolean;
}

export interface InstructionFile {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface InstructionView {
  id: string;
  incidentId: string;
  incidentNumber: string;
  incidentTitle: string;
  /** Name and post; null for who may only see the task of the own unit. */
  leader: string | null;
  /** Verbatim. */
  words: string;
  paper: string;
  givenAt: string;
  enteredBy: string;
  enteredAt: string;
  state: 'open' | 'reported' | 'passed_on' | 'withdrawn';
  settledAt: string | null;
  settledBy: string | null;
  settledNote: string | null;
  tasks: InstructionTask[];
  files: InstructionFile[];
  actions: ('pass_on' | 'withdraw' | 'add_file')[];
  rehearsal: boolean;
  version: number;
}

export type HoldReason = 'facts_unverified' | 'below_criteria' | 'handled_above' | 'other';

export interface LevelHoldView {
  id: string;
  reason: HoldReason;
  reasonWords: string;
  note: string;
  by: string;
  at: string;
  /** `asked_again`: the facts have changed, see `because`. */
  state: 'standing' | 'asked_again' | 'over';
  endedAt: string | null;
  because: string[];
  /** What it was decided on, in words. */
  facts: string[];
}

/** Decisions on the suggestion, newest first, and whether one is asked for now. */
export interface LevelHolds {
  items: LevelHoldView[];
  asked: boolean;
}
