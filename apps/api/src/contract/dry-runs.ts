import type { EntryBody, EntryEdit } from './directory-entry.js';

/* ── Dry run ─────────────────────────────────────────────────────────────────────────────────────────────────────── */

/**
 * POST /directory/dry-runs {DryRunForm} → DryRunView; GET /directory/dry-runs/:id while `running` (once a second);
 * DELETE ends it, and so does not asking for half a minute.
 */
export interface DryRunForm {
  edits: EntryEdit[];
  /** Given: the edits of this stored change are tried and the result is kept with it; `edits` is empty then. */
  changeId: string | null;
  rehearsal: boolean;
  historic: boolean;
}

/**
 * changed 交办改变, unrouted 将无人承办, to_person 将转人工确定, dropped 将不再成为舆情事件, fresh 将新成为舆情事件,
 * decided 人工已定，不受影响
 */
export type DryRunGroup = 'changed' | 'unrouted' | 'to_person' | 'dropped' | 'fresh' | 'decided';

export interface DryRunView {
  id: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  startedAt: string;
  finishedAt: string | null;
  by: string;
  /** First moment looked at. */
  since: string;
  days: number;
  /** Incidents tried so far, and how many there are. */
  tried: number;
  total: number;
  /** False where a limit of time or number ended it: say how many of how many were tried. */
  complete: boolean;
  unchanged: number;
  counts: DryRunCounts;
  /** The first 200 of those that change, gravest group first. */
  rows: DryRunRow[];
  /** Version of the directory it was compared with, and whether another holds by now. */
  version: string;
  outdated: boolean;
  /** What should be known: such a change alters no routing; imported history left out … */
  notes: string[];
}

export interface DryRunCounts {
  changed: number;
  unrouted: number;
  to_person: number;
  dropped: number;
  fresh: number;
  decided: number;
}

export interface DryRunRow {
  /** Null for an item that would newly become an incident. */
  incidentId: string | null;
  number: string | null;
  title: string;
  discoveredAt: string;
  group: DryRunGroup;
  before: RoutingSketch | null;
  after: RoutingSketch | null;
  /** Names of the parts of the sketch that differ. */
  differs: string[];
  /** Reasons that fell away, and those that came. */
  gone: DryRunReason[];
  come: DryRunReason[];
}

export interface DryRunReason {
  rule: string;
  because: string;
  words: string[];
}

/** Whose job it was or would be, for comparing. */
export interface RoutingSketch {
  respondents: string[];
  firstResponsible: string[];
  assisting: string[];
  /** 市政府办公室会同市委宣传部（市税务局部分） */
  coordinators: string[];
  actingCoordinator: string | null;
  informed: string[];
  needsHuman: boolean;
  questions: string[];
  /** 公开回应, 转12345 … */
  disposition: string;
  opinionLevel: string;
  eventLevel: string;
  topics: string[];
  places: string[];
}

/* ── Exceptions ──────────────────────────────────────────────────────────────────────────────────────────────────── */

/** GET /directory/exceptions/variables → List<ExceptionVariable>: what a condition may speak of. */
export interface ExceptionVariable {
  name: string;
  type: string;
  description: string;
  example: string;
}

/** POST /directory/exceptions/try {TryException} → ExceptionTrial; nothing is stored. */
export interface TryException {
  body: EntryBody;
  /** A pasted text to try it on. */
  text: string | null;
  /** Try it on the incidents of the last 30 days too. */
  past: boolean;
}
export interface ExceptionTrial {
  compiles: boolean;
  /** Chinese; null when it compiles. */
  message: string | null;
  /** Offset in `when` at which it is wrong, where known. */
  position: number | null;
  examples: { text: string; expected: boolean; applies: boolean; error: string | null }[];
  text: {
    applies: boolean;
    error: string | null;
    before: RoutingSketch | null;
    after: RoutingSketch | null;
  } | null;
  past: {
    tried: number;
    applied: number;
    failed: number;
    rows: { incidentId: string; number: string; title: string }[];
  } | null;
}
