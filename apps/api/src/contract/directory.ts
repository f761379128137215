import type { DirectoryKind, EntryBody, EntryEdit } from './directory-entry.js';
import type { DryRunView } from './dry-runs.js';

/**
 * The directory as data that people edit. Everything under `/api/v1/directory`; reading needs `directory.read`, changing
 * and looking at changes `directory.change`. Names of files are the kinds of the profile.
 */

/** GET /directory/kinds → List<DirectoryKindView>: the kinds the caller may read. */
export interface DirectoryKindView {
  kind: DirectoryKind;
  /** 单位, 地点, 主题 … */
  name: string;
  entries: number;
  /** A second person must approve a change of it … */
  needsApproval: boolean;
  /** … unless nothing but these parts of the body change: such a change holds at once. */
  atOnce: string[];
  /** One entry only, whose key is the kind; it is neither added nor removed. */
  single: boolean;
  /** The key is a part of the body (name, code, number …); else the server numbers new entries. */
  keyPart: string | null;
}

/** GET /directory/entries?kind=&q=&state=in_force|future|ended|all&cursor=&limit= → Page<EntryRow> */
export interface EntryRow {
  kind: DirectoryKind;
  key: string;
  /** What people call it. */
  name: string;
  /** One line: who is in charge, which township … */
  detail: string;
  revision: number;
  state: 'in_force' | 'future' | 'ended';
  validFrom: string | null;
  validTo: string | null;
  successor: string | null;
  /** Null for those who see names only (topics and their words, without `directory.change`). */
  body: EntryBody | null;
}

/** Who points to an entry: other entries, and what lives outside the directory. */
export interface Referrer {
  kind: DirectoryKind | 'duties' | 'contacts' | 'accounts';
  /** Empty for duties, contacts and accounts, which are only counted. */
  key: string;
  /** 主题“供水” or 在办任务3件 */
  name: string;
  /** In which part: 主责单位, 协同单位, 上级 … */
  as: string;
}

/** One part of an entry before and after; for lists what came and what went, and `before`, `after` are null. */
export interface FieldDiff {
  /** `unit`, `opinion.bySpread` */
  field: string;
  /** Chinese name of the part. */
  label: string;
  before: string | null;
  after: string | null;
  added: string[];
  removed: string[];
}

/** GET /directory/entries/:kind/:key → EntryDetail */
export interface EntryDetail extends EntryRow {
  referrers: Referrer[];
  /** Newest first; empty without `directory.change`. */
  history: EntryRevision[];
  /** Drafts of the caller and proposals that touch it; empty without `directory.change`. */
  pending: ChangeSummary[];
}

export interface EntryRevision {
  revision: number;
  at: string;
  /** Display name, or 配置文件 for the first load. */
  by: string;
  changeId: string | null;
  changeNumber: number | null;
  reason: string | null;
  action: 'add' | 'replace' | 'remove';
  diff: FieldDiff[];
}

/** GET /directory/units/:name → UnitPage; the name or an alias. */
export interface UnitPage {
  entry: EntryRow;
  superior: string | null;
  /** Units that ended and named this one, and the one that succeeds it. */
  predecessors: string[];
  successor: string | null;
  fields: { no: number; name: string }[];
  topics: { no: number; name: string; as: '主责' | '协同' }[];
  places: { code: string; name: string; kind: 'township' | 'zone' | 'village' | 'known' }[];
  bodies: { key: string; words: string[] }[];
  /** Leaders in charge (分管), by post. */
  portfolio: { key: string; post: string; validFrom: string | null; validTo: string | null }[];
  exceptions: { key: string; name: string }[];
  /** Annex 2; null for units outside this installation and for those who may not read the roster. */
  roster: {
    chargeLeader: boolean;
    office: boolean;
    handler: boolean;
    liaison: boolean;
    reachable: boolean;
  } | null;
  /** Duties not signed or not answered; null for those who may not see all incidents. */
  openDuties: number | null;
  referrers: Referrer[];
}

/* ── Changes ─────────────────────────────────────────────────────────────────────────────────────────────────────── */

/** POST /directory/changes → ChangeDetail; PATCH /directory/changes/:id (a draft of one's own) → ChangeDetail */
export interface ChangeForm {
  title: string;
  reason: string;
  edits: EntryEdit[];
  /** False: kept as a draft. True: proposed; holds at once where no second person is needed. */
  submit: boolean;
  /** A finished or running dry run of the very same edits: kept with the change for the approver. */
  dryRunId: string | null;
  /** After 409 `regression_broken`: why to go on although cases of the regression set would come out wrong. */
  acceptBroken?: string;
}

/** PATCH only. */
export interface ChangeUpdate extends ChangeForm {
  version: number;
}

/** draft 草稿, proposed 待核准, approved 已生效, rejected 未通过, withdrawn 已撤销, taken_back 已撤回 */
export type ChangeState = 'draft' | 'proposed' | 'approved' | 'rejected' | 'withdrawn' | 'taken_back';
/** person 人工提出, ruling 退单裁定, learning 交办纠错, take_back 撤回 */
export type ChangeOrigin = 'person' | 'ruling' | 'learning' | 'take_back';
export type ChangeAction = 'edit' | 'submit' | 'approve' | 'reject' | 'withdraw' | 'take_back' | 'dry_run';

/** GET /directory/changes?state=&origin=&kind=&key=&q=&cursor=&limit= → Page<ChangeSummary>, newest first */
export interface ChangeSummary {
  id: string;
  number: number;
  title: string;
  state: ChangeState;
  origin: ChangeOrigin;
  /** Null also for those who may not see the incident. */
  originIncident: { id: string; number: string } | null;
  kinds: DirectoryKind[];
  editCount: number;
  needsApproval: boolean;
  /** Display names. */
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  /** Version of the directory it made. */
  appliedVersion: number | null;
  /** Proposed by the caller, who may then not approve it. */
  own: boolean;
  actions: ChangeAction[];
  /** Incidents of the last 30 days it alters, as the caller may see them; null while there is no finished dry run. */
  changedIncidents: number | null;
  /** Seen with every action; a stale one is refused (409 `stale`). */
  version: number;
}

/** GET /directory/changes/:id → ChangeDetail */
export interface ChangeDetail extends ChangeSummary {
  reason: string;
  decisionNote: string | null;
  edits: EditView[];
  /** The change it takes back, and the one by which it was taken back. */
  takesBack: { id: string; number: number; title: string } | null;
  takenBackBy: { id: string; number: number; title: string } | null;
  dryRun: DryRunView | null;
  /** Who may approve: 市委宣传部、市政府办公室中提出人以外的人员 */
  approvers: string;
  /** What is wrong with it as things stand now; empty once decided. */
  problems: EditProblem[];
  warnings: string[];
}

export interface EditView extends EntryEdit {
  name: string;
  action: 'add' | 'replace' | 'remove';
  needsApproval: boolean;
  /** The entry it was made from; null for a new one. */
  before: EntryBody | null;
  diff: FieldDiff[];
  /** Changed by somebody else since: what they changed; empty when it still stands. */
  changedSince: FieldDiff[];
}

/** What is wrong, and where: Chinese, made to be shown beside the field. */
export interface EditProblem {
  kind: DirectoryKind;
  key: string;
  name: string;
  /** `words[3]`; empty for the whole entry. */
  path: string;
  label: string;
  message: string;
}

/** POST /directory/changes/check {EditList} → ChangeCheck: nothing is stored. */
export interface EditList {
  edits: EntryEdit[];
}
export interface ChangeCheck {
  ok: boolean;
  needsApproval: boolean;
  edits: EditView[];
  problems: EditProblem[];
  /** What is allowed and should be known: people of a unit that ends, an end without a successor. */
  warnings: string[];
}

/*
 *   POST /directory/changes/:id/submit    {DecideChange}   → ChangeDetail   a draft of one's own
 *   POST /directory/changes/:id/approve   {DecideChange}   → ChangeDetail   not by who proposed it (403 `own_change`)
 *   POST /directory/changes/:id/reject    {DecideChange}   → ChangeDetail   needs a note
 *   POST /directory/changes/:id/withdraw  {DecideChange}   → ChangeDetail   by who proposed it
 *   GET  /directory/changes/:id/take-back                  → ChangeCheck    the edits that would take it back
 *   POST /directory/changes/:id/take-back {TakeBack}       → ChangeDetail   of the new change
 */
export interface DecideChange {
  version: number;
  note: string;
  acceptBroken?: string;
}
export interface TakeBack {
  version: number;
  reason: string;
  dryRunId: string | null;
  acceptBroken?: string;
}

/** POST /directory/renames {RenameForm} → EditList: the edits to look at, to check and to propose; nothing is stored. */
export interface RenameForm {
  kind: 'units' | 'places';
  key: string;
  /** New name; for places also the new code. A name that stands in the directory already: merged into it. */
  name: string;
  code: string | null;
  /** YYYY-MM-DD: first day of the new name; the old one ends the day before. */
  from: string;
  basis: string;
  /** Topics, fields, places … that name the old one are made to name the new one. */
  moveReferences: boolean;
}

/** GET /directory/versions?cursor=&limit= → Page<DirectoryVersion>, newest first */
export interface DirectoryVersion {
  version: number;
  at: string;
  by: string;
  changeId: string | null;
  changeNumber: number | null;
  title: string;
}

/*
 * GET /directory/export.zip            the whole directory as the profile's files (without roster and sources)
 * GET /directory/entries/export.csv?kind=&q=&state=   one kind as a table
 * Problems: `stale_entry` (409, with `entries`: StaleEntry[]), `invalid_directory` (422, with `problems`: EditProblem[]),
 * `own_change` (403), `wrong_state` (409), `stale` (409).
 */
export interface StaleEntry {
  kind: DirectoryKind;
  key: string;
  name: string;
  expectedRevision: number | null;
  currentRevision: number | null;
  changedBy: string | null;
  changedAt: string | null;
  /** From what was edited to what stands there now. */
  diff: FieldDiff[];
}
