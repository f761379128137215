import type { EntryEdit } from './directory-entry.js';
import type { EventLevel, OpinionLevel } from './states.js';

/* ── 如何得出 ────────────────────────────────────────────────────────────────────────────────────────────────────── */

/** By what is judged: what holds, a proposed change of the directory, or a version of the learned models. */
export interface WorkbenchBeside {
  changeId: string | null;
  modelId: string | null;
}

/**
 * POST /workbench/judge {WorkbenchForm} → WorkbenchView: every step of judging and routing. Nothing is stored and nothing of
 * the text is logged. Either an item that is here already, or a text.
 */
export interface WorkbenchForm extends WorkbenchBeside {
  itemId: string | null;
  title: string;
  text: string;
  scope: 'local' | 'open';
  tier: 'self' | 'local' | 'municipal' | 'provincial' | 'central';
  publishedAt: string | null;
  views: number;
  comments: number;
  reposts: number;
  likes: number;
  hotSearch: 'none' | 'local' | 'national';
  assignedBySuperior: boolean;
}

/** In their order. */
export type WorkbenchStepKey =
  | 'reading'
  | 'words'
  | 'places'
  | 'bodies'
  | 'relevance'
  | 'topics'
  | 'fields'
  | 'signals'
  | 'figures'
  | 'event_level'
  | 'opinion_level'
  | 'must_respond'
  | 'tone'
  | 'incident'
  | 'routing'
  | 'deadlines';

export interface WorkbenchFinding {
  /** False: found and not counted. */
  kept: boolean;
  what: string;
  because: string;
  rule: string | null;
  score: number | null;
  /** Where in the text, as [start, end). */
  marks: number[][];
  /** The incident it names, where the reader may see it. */
  incident: { id: string; number: string; title: string } | null;
  /** How like that incident it is; null where that was not looked at. */
  likeness: LikenessView | null;
}

/** Likeness of a text and an incident, by the nearest of its items. Shares are 0…1. */
export interface LikenessView {
  total: number;
  /** From here it joins by itself, and from here a person is asked. */
  joinsFrom: number;
  suggestedFrom: number;
  /** 用词 32%，地点相同 … in the order in which they weigh. */
  parts: LikenessPart[];
}
export interface LikenessPart {
  name: string;
  words: string;
  /** Draws together, keeps apart, or neither. */
  effect: 'nearer' | 'apart' | 'none';
}

export interface WorkbenchStep {
  key: WorkbenchStepKey;
  name: string;
  summary: string;
  findings: WorkbenchFinding[];
}

export interface WorkbenchSide {
  /** 按现行、按第3号修改、按第2号模型 */
  name: string;
  /** Version of the directory. */
  version: string;
  /** Number of the learned models; null: those of the directory's examples. */
  model: number | null;
  steps: WorkbenchStep[];
  /** What came out, in the shape of a regression case's expectation. */
  result: CaseExpectationView;
}

export interface WorkbenchView {
  /** Title, line break, text; persons and phones masked. */
  text: string;
  titleEnd: number;
  /** The first by what holds; a second where something was chosen to stand beside it. */
  sides: WorkbenchSide[];
  /** Steps that come out differently. */
  differs: WorkbenchStepKey[];
  /** The item it was made from, and its incident where the reader may see it. */
  item: { id: string; incidentId: string | null; incidentNumber: string | null } | null;
  /** What to fill a regression case with. */
  form: WorkbenchForm;
}

/** GET /workbench/beside → List<BesideChoice>: what may stand beside what holds. */
export interface BesideChoice extends WorkbenchBeside {
  name: string;
}

/* ── Corrections ─────────────────────────────────────────────────────────────────────────────────────────────────── */

export type CorrectedAspectName =
  'relevance' | 'place' | 'field' | 'topic' | 'event_kind' | 'tone' | 'figure' | 'level' | 'duplicate';

/** GET /incidents/:id/judgement → JudgementView: what was found, and what people put right. */
export interface JudgementView {
  version: number;
  /** Chosen now, as a correction would name it. */
  now: {
    fields: string[];
    topics: number[];
    places: string[];
    eventRule: string | null;
    tone: 'negative' | 'neutral' | 'positive';
  } | null;
  choices: JudgementChoices;
  corrections: CorrectionView[];
}

export interface JudgementChoices {
  fields: string[];
  topics: { no: number; name: string; field: string | null }[];
  /** Townships, streets and zones. */
  places: { code: string; name: string }[];
  eventKinds: { id: string; name: string }[];
}

export interface CorrectionView {
  id: string;
  aspect: CorrectedAspectName;
  name: string;
  before: string;
  after: string;
  reason: string;
  by: string;
  at: string;
  takenBackAt: string | null;
  takenBackBy: string | null;
  /** Whether it stands among the regression cases; null where the reader may not put it there. */
  isCase: boolean | null;
}

/** One aspect; `value` as that aspect takes it. */
export type JudgementChoice =
  | { aspect: 'field'; fields: string[] }
  | { aspect: 'topic'; topics: number[] }
  | { aspect: 'place'; places: string[] }
  | { aspect: 'event_kind'; eventRule: string | null }
  | { aspect: 'tone'; tone: 'negative' | 'neutral' | 'positive' };

/**
 * POST /incidents/:id/judgement/preview {PreviewCorrection} → CorrectionEffect;
 * POST /incidents/:id/judgement/corrections {CorrectJudgement} → JudgementView;
 * POST /incidents/:id/judgement/corrections/:correctionId/undo {UndoCorrection} → JudgementView.
 */
export interface PreviewCorrection {
  version: number;
  choice: JudgementChoice;
}
export interface CorrectJudgement extends PreviewCorrection {
  reason: string;
}
export interface UndoCorrection {
  version: number;
}
export interface CorrectionEffect {
  /** Null: who answers stays, since a person has decided it or the matter is over. */
  routing: {
    added: { unit: string; roles: string[]; willBeTold: boolean }[];
    withdrawn: { unit: string; signed: boolean }[];
    unchanged: string[];
    questions: string[];
    warnings: string[];
  } | null;
}

/* ── 回归样例 ────────────────────────────────────────────────────────────────────────────────────────────────────── */

/** What must come out; absent or null is not compared. Lists compare as sets. */
export interface CaseExpectationView {
  relevant?: boolean | null;
  places?: string[] | null;
  topics?: string[] | null;
  fields?: string[] | null;
  eventRule?: string | null;
  eventLevel?: EventLevel | null;
  opinionLevel?: OpinionLevel | null;
  firstResponsible?: string[] | null;
  respondents?: string[] | null;
  coordinators?: string[][] | null;
  deadlines?: string[] | null;
  flags?: string[] | null;
  rules?: string[] | null;
}
export type CaseAspectName =
  | 'relevant'
  | 'places'
  | 'topics'
  | 'fields'
  | 'eventRule'
  | 'eventLevel'
  | 'opinionLevel'
  | 'firstResponsible'
  | 'respondents'
  | 'coordinators'
  | 'deadlines'
  | 'flags';

/** GET /regression/cases → Page<RegressionCaseView>, by name. */
export interface RegressionCaseView {
  id: string;
  name: string;
  title: string;
  text: string;
  expect: { aspect: CaseAspectName; name: string; words: string }[];
  origin: 'correction' | 'manual' | 'import';
  originWords: string;
  /** Why it must come out so, in a person's words; may be empty. */
  reason: string;
  active: boolean;
  by: string;
  at: string;
}

/** POST /regression/cases {NewRegressionCase} → RegressionCaseView. */
export interface NewRegressionCase {
  name: string;
  form: WorkbenchForm;
  expect: CaseExpectationView;
  reason?: string;
}
/**
 * POST /regression/cases/from-correction {CaseFromCorrection} → RegressionCaseView: the text a person put right, with what
 * they said must come out and why. Problems: `case_kept` (409), `case_confidential`, `no_case` (422).
 */
export interface CaseFromCorrection {
  correctionId: string;
}
/** PATCH /regression/cases/:id {SetRegressionCase} → RegressionCaseView; DELETE removes. */
export interface SetRegressionCase {
  active: boolean;
}
/** POST /regression/cases/import {ImportCases} → CasesImported: the case format of interfaces.md, one a line. */
export interface ImportCases {
  lines: string;
}
export interface CasesImported {
  added: number;
  replaced: number;
  problems: { line: number; message: string }[];
}

export interface CaseMissView {
  aspect: CaseAspectName;
  name: string;
  expected: string;
  got: string;
}
export interface CaseOutcomeView {
  caseId: string;
  name: string;
  /** What is wrong now, and would be then; null where nothing is tried. */
  now: CaseMissView[];
  then: CaseMissView[] | null;
  broken: boolean;
  mended: boolean;
}
/**
 * POST /regression/runs {RunRegression} → RegressionRunView: judges every active case, beside what edits or another model
 * would make of them. GET /regression/runs/:id, GET /regression/runs → Page<RegressionRunSummary>.
 */
export interface RunRegression {
  edits: EntryEdit[];
  changeId: string | null;
  modelId: string | null;
}
export interface RegressionRunSummary {
  id: string;
  at: string;
  by: string;
  /** 现行、第3号修改、第2号模型 */
  what: string;
  version: string;
  n: number;
  rightNow: number;
  /** Null: nothing was tried. */
  rightThen: number | null;
  broken: number;
  mended: number;
  acceptedReason: string | null;
}
export interface RegressionRunView extends RegressionRunSummary {
  /** Those that are wrong on either side, broken ones first. */
  outcomes: CaseOutcomeView[];
}

/* ── Learned models ──────────────────────────────────────────────────────────────────────────────────────────────── */

export interface ModelScoreView {
  n: number;
  accuracy: number;
  macroF1: number;
}
/** How the regression cases came out before and after. */
export interface CasesTried {
  n: number;
  rightBefore: number;
  rightAfter: number;
  broken: number;
  mended: number;
}
/** GET /models → ModelsView; POST /models/train → ModelView. */
export interface ModelView {
  id: string;
  number: number;
  state: 'training' | 'candidate' | 'active' | 'retired' | 'failed';
  stateWords: string;
  /** Display name; 定期训练 for the schedule. */
  by: string;
  startedAt: string;
  trainedAt: string | null;
  examples: number;
  corrections: number;
  before: ModelScoreView | null;
  after: ModelScoreView | null;
  regression: CasesTried | null;
  note: string;
  activatedAt: string | null;
  activatedBy: string | null;
  /** Null: it may be put in force by the reader; else why not. */
  whyNot: string | null;
}
export interface ModelsView {
  items: ModelView[];
  /** Corrections since the last training, which the next one would learn from. */
  newCorrections: number;
  /** The next weekly training, if there is anything new by then. */
  nextAt: string;
}
/**
 * POST /models/:id/activate {DecideModel} → ModelsView: a second person's; where cases that are right would come out
 * wrong, `note` must say why all the same. POST /models/roll-back {DecideModel} → ModelsView. GET /models/:id/export.jsonl.
 */
export interface DecideModel {
  note: string;
}
