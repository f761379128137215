import type { IncidentState } from './states.js';

/*
 * Recusal of units and persons, reports split from public concerns (RT-05), originals for a reason.
 *   GET  /api/v1/incidents/:id/recusal           → RecusalView           (right incidents.restricted, as all of these but the last two)
 *   GET  /api/v1/incidents/:id/recusal/people?q= → {items: PersonOption[]}
 *   POST /api/v1/incidents/:id/recusal           RecusePersons  → RecusalView
 *   POST /api/v1/incidents/:id/recusal/lift      LiftRecusal    → RecusalView
 *   GET  /api/v1/incidents/:id/split             → SplitDraft
 *   POST /api/v1/incidents/:id/split/preview     SplitRequest   → SplitPreview   (nothing is stored)
 *   POST /api/v1/incidents/:id/split             SplitRequest   → RecusalView
 *   POST /api/v1/incidents/:id/split/undo        Reasoned       → RecusalView    (until the concern is dispatched)
 *   POST /api/v1/incidents/:id/report/deny       Reasoned       → RecusalView    (no report on public servants: RT-05 is not applied)
 *   POST /api/v1/items/:id/original              AskOriginal    → RevealedOriginal (right duties.sign; logged with reason)
 *   GET  /api/v1/posts, PUT /api/v1/posts/:key   HoldPost       → {items: PostView[]}, PostView  (right directory.change)
 *   GET  /api/v1/posts/people?q=                 → {items: PersonOption[]}                       (right directory.change)
 */

export interface LinkedMatter {
  id: string;
  number: string;
  title: string;
  /** As `IncidentSummary.state`. */
  state: IncidentState;
}

export interface RecusedPerson {
  id: string;
  kind: 'account' | 'contact';
  name: string;
  unit: string | null;
  /** `name`: the text names somebody of that name; `hand`: a person said so; `post`: in charge of a reported unit. */
  origin: 'name' | 'hand' | 'post';
  reason: string | null;
  /** Login; null for the rules. */
  by: string | null;
  at: string | null;
}

export interface RecusalView {
  version: number;
  restricted: boolean;
  units: string[];
  persons: RecusedPerson[];
  /** The report this matter was split from. */
  report: LinkedMatter | null;
  /** What was split from this report, but for what was taken back. */
  concerns: LinkedMatter[];
  /** What this person may do: split the report, take the split back, say that it is no report. */
  may: ('split' | 'undo_split' | 'deny' | 'recuse')[];
}

/** Somebody who may be recused: an account or a person of the roster. */
export interface PersonOption {
  id: string;
  kind: 'account' | 'contact';
  name: string;
  unit: string | null;
  /** 联络人, 承办人, 分管负责人, or the role of the account. */
  post: string;
}

export interface RecusePersons {
  persons: { id: string; kind: 'account' | 'contact' }[];
  reason: string;
}
export interface LiftRecusal {
  personId: string;
  reason: string;
}

export interface SplitPiece {
  no: number;
  text: string;
  /** Proposed by the rules. */
  goesOut: boolean;
  /** Why it stays with the report; null for what goes out. */
  because: string | null;
}

export interface SplitDraft {
  version: number;
  /** Proposed title of the concern; empty when nothing goes out. */
  title: string;
  items: { itemId: string; source: string; at: string; pieces: SplitPiece[] }[];
}

export interface SplitRequest {
  version: number;
  /** Title of the concern. */
  title: string;
  /** Numbers of the pieces that go out, of each item. None at all: there is no concern, which needs a reason. */
  kept: { itemId: string; pieces: number[] }[];
  reason: string | null;
}

/** What the units would read, and to whom it would go. */
export interface SplitPreview {
  title: string;
  text: string;
  places: string[];
  opinionLevel: '一般' | '较大' | '重大' | '特别重大';
  firstResponsible: string[];
  respondents: string[];
  /** Why it cannot go out like this; empty when it can. */
  faults: string[];
}

export interface Reasoned {
  version: number;
  reason: string;
}

export interface AskOriginal {
  reason: string;
}
export interface RevealedOriginal {
  url: string;
}

/** A post in charge of units (分管), and who holds it now. */
export interface PostView {
  key: string;
  post: string;
  units: string[];
  holder: PostHolder | null;
  /** Who held it before, newest first. */
  before: FormerHolder[];
}
export interface FormerHolder extends PostHolder {
  until: string;
}
export interface PostHolder {
  name: string;
  /** Unit of the account or of the roster. */
  unit: string | null;
  /** Null for somebody of the roster without an account. */
  login: string | null;
  since: string;
}
export interface HoldPost {
  /** An account or somebody of the roster; null: the post is vacant. */
  person: { id: string; kind: 'account' | 'contact' } | null;
}
