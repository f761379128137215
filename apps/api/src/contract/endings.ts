/** GET /api/v1/incidents/:id/evaluation → EvaluationView: prefilled from the record; the form while none is kept. */
export interface EvaluationView {
  /** 一般 has none, unless somebody wants one. */
  needed: boolean;
  /** Evaluated and not archived, or closed: it may be written (again). */
  mayWrite: boolean;
  /** Computed from the record, as it stands now. */
  timeliness: TimelinessView[];
  charges: { round: number; bearer: string; minutes: number }[];
  effects: { round: number; sentence: string }[];
  criteria: { criterion: string; text: string }[];
  grades: { grade: string; text: string }[];
  /** Units a proposal may name. */
  units: string[];
  measures: { measure: string; text: string }[];
  /** Latest first. */
  editions: EvaluationEdition[];
  proposals: EvaluationProposalView[];
  version: number;
}

export interface TimelinessView {
  rule: string;
  name: string;
  round: number;
  kind: 'statutory' | 'internal' | 'superior';
  dueAt: string;
  doneAt: string | null;
  outcome: 'in_time' | 'late' | 'not_done' | 'open' | 'superseded';
  lateMinutes: number;
}

export interface EvaluationEdition {
  edition: number;
  quality: { criterion: string; text: string; grade: string; gradeText: string; note: string }[];
  effects: { round: number; sentence: string }[];
  effectNote: string;
  lessons: string;
  tags: string[];
  by: string;
  at: string;
}

/** A proposal about a unit (建议), confirmed by a second person; nothing follows by itself. */
export interface EvaluationProposalView {
  id: string;
  unit: string;
  measure: string;
  reason: string;
  state: 'proposed' | 'confirmed' | 'dropped';
  proposedBy: string;
  decidedBy: string | null;
  decisionNote: string | null;
  mayDecide: boolean;
}

/** POST /api/v1/incidents/:id/evaluation WriteEvaluation → IncidentDetail */
export interface WriteEvaluation {
  version: number;
  quality: { criterion: string; grade: string; note: string }[];
  effectNote: string;
  lessons: string;
  tags: string[];
  proposals: { unit: string; measure: string; reason: string }[];
}

/**
 * GET /api/v1/archive?q=&unit=&place=&year=&cursor=&limit= → Page<ArchiveEntry>
 * GET /api/v1/archive/:id/file.zip → the zip; POST /api/v1/incidents/:id/archive {version} → IncidentDetail
 */
export interface ArchiveEntry {
  id: string;
  incidentId: string;
  number: string;
  title: string;
  year: number;
  units: string[];
  places: string[];
  size: number;
  entries: number;
  sha256: string;
  by: string;
  at: string;
  rehearsal: boolean;
  mayDownload: boolean;
}

/** GET /api/v1/incidents/:id/ending → EndingView: what the end of a matter waits for. */
export interface EndingView {
  /** Closed by itself then, if nothing happens; null where a person closes it. */
  closesAt: string | null;
  /** Something promised, a text, a publication, a proposal or a referral is not finished, in words. */
  unfinished: string[];
  /** Archived by itself then; null where a person does it or something is missing. */
  archivesAt: string | null;
  mayArchive: boolean;
  file: ArchiveEntry | null;
  version: number;
}
