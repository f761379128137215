/** 政策解读库: policy documents, who drafted them, and what explains them (谁起草谁解读). Days are `2026-11-23`. */

export type InterpretationFormCode =
  'text' | 'expert' | 'questions' | 'graphic' | 'media' | 'interview' | 'press' | 'conference';

export interface PolicyQuestion {
  question: string;
  answer: string;
}

/** A unit as it was called when it drafted, and who has its part today; null: nobody in force. */
export interface DraftingUnit {
  then: string;
  now: string | null;
}

export interface InterpretationView {
  id: string;
  title: string;
  form: InterpretationFormCode;
  /** In the notice's words: 政策问答, 图解 … */
  formWord: string;
  unit: string;
  publishedOn: string;
  url: string | null;
  text: string;
  questions: PolicyQuestion[];
}

/**
 * GET /api/v1/interpretations?q=&unit=&field=&state=all|late|without|abolished|removed&cursor=&limit= → Page, newest first.
 * GET /api/v1/interpretations/:id → one.
 */
export interface PolicyDocumentView {
  id: string;
  title: string;
  number: string | null;
  issuer: string;
  /** The leading unit first. */
  drafters: DraftingUnit[];
  publishedOn: string;
  effectiveOn: string | null;
  abolishedOn: string | null;
  /** Abolished by today. */
  abolished: boolean;
  url: string | null;
  keywords: string[];
  fields: string[];
  /** Why it needs no interpretation; null: it needs one. */
  exempt: string | null;
  interpretations: InterpretationView[];
  /** Day by which it should be explained; null: explained, or needs none. */
  explainBy: string | null;
  late: boolean;
  changedBy: string;
  changedAt: string;
  removed: boolean;
  version: number;
}

/** GET /api/v1/interpretations/figures */
export interface LibraryFiguresView {
  documents: number;
  /** Not explained within three working days. */
  late: number;
  interpretations: number;
  /** Explained otherwise than in writing alone. */
  diverse: number;
}

/** POST /api/v1/interpretations, PUT /api/v1/interpretations/:id (with `version`) → PolicyDocumentView */
export interface PolicyDocumentForm {
  title: string;
  number: string | null;
  issuer: string;
  drafters: string[];
  publishedOn: string;
  effectiveOn: string | null;
  abolishedOn: string | null;
  url: string | null;
  keywords: string[];
  fields: string[];
  exempt: string | null;
}
export interface ChangePolicyDocument extends PolicyDocumentForm {
  version: number;
}

/** POST /api/v1/interpretations/:id/texts, PUT /api/v1/interpretations/:id/texts/:textId → PolicyDocumentView */
export interface InterpretationForm {
  /** Of the document. */
  version: number;
  title: string;
  form: InterpretationFormCode;
  unit: string;
  publishedOn: string;
  url: string | null;
  text: string;
  questions: PolicyQuestion[];
}

/** POST /api/v1/interpretations/:id/move, …/texts/:textId/move: out of the library, or back. */
export interface MoveInLibrary {
  version: number;
  to: 'out' | 'back';
}

/** What a text may be about; best first. GET /api/v1/incidents/:id/interpretations, POST /api/v1/interpretations/match. */
export interface PolicyMatchView {
  document: PolicyDocumentView;
  /** Larger is better. */
  score: number;
  /** Words of the text that speak for it. */
  words: string[];
  /** The question that is nearest to the text. */
  question: PolicyQuestion | null;
}
export interface MatchText {
  text: string;
}

/** GET /api/v1/incidents/:id/interpretations */
export interface IncidentInterpretations {
  /** MR-1 or RT-15: a policy is misread. */
  misread: boolean;
  items: PolicyMatchView[];
}

/** POST /api/v1/interpretations/import/preview and /apply, sent as application/vnd.huiyin.upload+json. */
export interface LibraryUpload {
  files: { name: string; content: string }[];
  /** Of the preview; needed to import. */
  seen?: string;
}
export interface LibraryImportPreview {
  files: { file: string; rows: number; problem: string | null }[];
  documents: {
    title: string;
    number: string | null;
    kind: 'added' | 'changed' | 'same';
    drafters: string[];
    publishedOn: string;
    /** What changes, in words. */
    changes: string[];
    interpretations: {
      title: string;
      formWord: string;
      kind: 'added' | 'changed' | 'same';
      questions: number;
    }[];
  }[];
  problems: { file: string; row: number; problem: string }[];
  counts: { added: number; changed: number; same: number; interpretations: number };
  seen: string;
}
export interface LibraryImported {
  documents: number;
  interpretations: number;
}
