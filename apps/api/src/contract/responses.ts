import type { ClearedFindingView, ResponseBlockKind } from './findings.js';

/** Texts for the public while they are written (拟稿). Facts and signatures: approvals.ts; outlets: publications.ts. */

export type ResponseState = 'drafting' | 'aligning' | 'in_approval' | 'approved' | 'published' | 'withdrawn';
/** 首次回应、进展通报、最终通报、更正 */
export type ResponseKind = 'first' | 'progress' | 'final' | 'correction';
/** 情况通报、辟谣、政策解读、温馨提示、进展通报、致歉 */
export type ResponseOccasion =
  'statement' | 'refutation' | 'interpretation' | 'advice' | 'progress' | 'apology';
export type ResponseAction = 'write' | 'submit' | 'take_back' | 'withdraw' | 'remark' | 'correct';

/**
 * GET /api/v1/responses?state=open|drafting|aligning|in_approval|approved|published|withdrawn|all&mine=true&incident=&rehearsal=&cursor=&limit=
 */
export interface ResponseSummary {
  id: string;
  incidentId: string;
  incidentNumber: string;
  incidentTitle: string;
  opinionLevel: '一般' | '较大' | '重大' | '特别重大';
  kind: ResponseKind;
  occasion: ResponseOccasion;
  /** Who writes. */
  unit: string;
  /** Who answers in it. */
  units: string[];
  state: ResponseState;
  title: string;
  /** Number of the version in force. */
  latest: number;
  createdBy: string;
  createdAt: string;
  submittedBy: string | null;
  submittedAt: string | null;
  publishedAt: string | null;
  /** Remarks nobody has dealt with. */
  openRemarks: number;
  /** By when the public must have its answer; null: none runs. */
  statutoryDue: { name: string; startsAt: string; dueAt: string } | null;
  rehearsal: boolean;
  version: number;
  now: string;
}

/**
 * GET /api/v1/responses/:id
 * PUT /api/v1/responses/:id/text {version, title, html, note} → ResponseDetail; a stale one (409) carries `current` and `diff`,
 * from what stands now to what was sent
 * POST /api/v1/responses/:id/restore {version, number}; /submit {version}; /take-back {version}; /withdraw {version, reason}
 */
export interface ResponseDetail extends ResponseSummary {
  round: number;
  /** As cleaned by the server. */
  html: string;
  /** The same as plain text. */
  text: string;
  savedBy: string;
  savedAt: string;
  /** The published text it corrects. */
  corrects: { id: string; title: string } | null;
  /** Several departments must agree on its wording. */
  joint: boolean;
  /** 一般 and one department: the short checklist and one signature. */
  light: boolean;
  /** Persons that must approve it. */
  signatures: number;
  /** What it may not be handed in with; only for who writes. */
  blocks: ResponseBlock[];
  checklist: ResponseCheck[];
  remarks: ResponseRemark[];
  files: ResponseFile[];
  actions: ResponseAction[];
}

export interface ResponseBlock {
  kind: ResponseBlockKind;
  /** 电话号码, 姓名 … */
  what: string;
  words: string;
  /** What stands around the words; of a file, where in it. */
  around: string;
  /** Name of the file it stands in; null: the text itself. */
  file: string | null;
  fileId: string | null;
  /** It may be said, with a reason, to be nothing of a person. */
  clearable: boolean;
  /** What to write in their place. */
  advice: string;
}

export type ResponseCheckItem =
  'questions' | 'sources' | 'personal' | 'secrecy' | 'substance' | 'channel' | 'plain' | 'agreed';

/** PUT /api/v1/responses/:id/checklist {version, answers: [{item, answer, reason}]} → ResponseDetail */
export interface ResponseCheck {
  item: ResponseCheckItem;
  text: string;
  /** Document and clause. */
  source: string;
  /** 不适用 is no answer to it. */
  always: boolean;
  answer: 'yes' | 'not_applicable' | null;
  reason: string;
  by: string | null;
  at: string | null;
  /** Answered for the words as they stand; false: they have changed since. */
  current: boolean;
}

/** POST /api/v1/responses/:id/remarks NewResponseRemark; /remarks/:remarkId/settle {resolved} → ResponseDetail */
export interface ResponseRemark {
  id: string;
  answers: string | null;
  quote: string | null;
  /** The quoted words still stand in the text. */
  stands: boolean;
  /** The version it was made on. */
  number: number;
  text: string;
  by: string;
  at: string;
  resolvedBy: string | null;
  resolvedAt: string | null;
}

export interface NewResponseRemark {
  text: string;
  quote: string | null;
  answers: string | null;
}

/**
 * POST /api/v1/responses/:id/files {name, base64}: PDF, Word, Excel, text, CSV, JPEG or PNG, at most 3.5 MB, sent as
 * application/vnd.huiyin.upload+json → ResponseDetail; GET, DELETE /api/v1/responses/:id/files/:fileId;
 * POST /api/v1/responses/:id/files/:fileId/check → ResponseDetail: looked through by a person
 */
export interface ResponseFile {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** SHA-256, hexadecimal. */
  hash: string;
  addedBy: string;
  addedAt: string;
  /** Whether a program could look through it for personal details: wholly, in part, or not at all. */
  scan: 'read' | 'part' | 'unread';
  /** What a person has to do about it; null: nothing. */
  hint: string | null;
  /** Who has looked through what no program reads, and when. */
  checkedBy: string | null;
  checkedAt: string | null;
  /** What was found in it and is nobody's, as somebody has said. */
  cleared: ClearedFindingView[];
}

/** GET /api/v1/responses/:id/hints → ResponseHints, of the version in force. */
export interface ResponseHints {
  /** What people ask, the most asked first; empty where no brief has any. */
  questions: { text: string; items: number; touched: boolean }[];
  hints: ResponseHint[];
}

export interface ResponseHint {
  kind: 'question' | 'number' | 'empty_words' | 'no_date' | 'link' | 'channel' | 'long';
  text: string;
  /** The passage it is about; null: the whole text. */
  words: string | null;
}

/** GET /api/v1/responses/:id/versions → List<ResponseVersionView>, newest first */
export interface ResponseVersionView {
  number: number;
  title: string;
  note: string;
  by: string;
  at: string;
  /** Characters of the text. */
  length: number;
  /** The one in force. */
  current: boolean;
}

/** GET /api/v1/responses/:id/versions/:number */
export interface ResponseVersionText extends ResponseVersionView {
  html: string;
}

/** A stretch of a text: in both, only in the later, only in the earlier. */
export interface TextDiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** GET /api/v1/responses/:id/diff?from=&to= */
export interface ResponseDiff {
  from: number;
  to: number;
  title: TextDiffPart[];
  text: TextDiffPart[];
}

/** GET /api/v1/incidents/:id/responses */
export interface IncidentResponses {
  items: ResponseSummary[];
  /** Null: the caller may not begin one now. */
  begin: ResponseBeginning | null;
  /** Why not, where the caller could otherwise: in words. */
  wait: string | null;
}

/** What one may begin. */
export interface ResponseBeginning {
  /** Units in whose name the caller may write, the first by default. */
  units: string[];
  /** Departments that owe the answer. */
  answering: string[];
  kinds: ResponseKind[];
  templates: { key: string; name: string; occasion: ResponseOccasion; note: string | null }[];
}

/** POST /api/v1/incidents/:id/responses → ResponseDetail; the one already being written, where there is one. */
export interface BeginResponse {
  kind: ResponseKind;
  occasion: ResponseOccasion;
  unit: string;
  /** Empty: the unit that writes. */
  units: string[];
  /** Key of a template; null: an empty text. */
  template: string | null;
  /** The published text it corrects. */
  corrects: string | null;
}
