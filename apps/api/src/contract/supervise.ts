/** Urging, supervision orders, the watch list, figures of the late, reports upward. */

/**
 * POST /api/v1/incidents/:id/urge {units, note}: with units these, without every unit that is late → UrgedView
 * POST /api/v1/duties/urge {ids, note}: duties chosen from the list → UrgedView
 */
export interface UrgedView {
  urged: { assignmentId: string; unit: string; round: number }[];
  /** Passed over, with the reason in words. */
  passed: { assignmentId: string; unit: string; reason: string }[];
}

/** GET /api/v1/duties/urgings?ids=&ids= → List<DutyUrging>; duties that owe nothing and were never urged are left out. */
export interface DutyUrging {
  assignmentId: string;
  /** What the unit owes: the first thing that is past its time, else what is due first; null: nothing. */
  owes: { kind: 'sign' | 'report' | 'answer'; dueAt: string | null; late: boolean } | null;
  /** Times urged by hand. */
  count: number;
  lastAt: string | null;
  lastBy: string | null;
  lastNote: string | null;
  /** Earliest time it may be urged again; null: now. */
  nextAt: string | null;
  /** The supervision order that runs on it. */
  supervision: { id: string; number: string | null; dueAt: string } | null;
}

export type SupervisionUrgency = 'normal' | 'urgent' | 'most_urgent';
export type SupervisionState = 'drafted' | 'issued' | 'answered' | 'closed' | 'withdrawn';

/**
 * GET /api/v1/supervisions?state=open|drafted|issued|answered|closed|withdrawn|all&late=true&incident=&unit=&q=&rehearsal=&cursor=&limit=
 * GET /api/v1/supervisions/:id → SupervisionView; GET /api/v1/supervisions/:id/order.docx
 * POST /api/v1/supervisions SupervisionForm; PATCH /api/v1/supervisions/:id AmendSupervision
 * POST /api/v1/supervisions/:id/issue {version}; /withdraw {version, reason}; /close {version, note}
 * POST /api/v1/supervisions/:id/parts/:partId/answer {text}; /return {version, note, dueAt}; /close {version, note}
 */
export interface SupervisionView {
  id: string;
  /** 孝舆督〔2026〕3号; null while it is a draft. */
  number: string | null;
  title: string;
  /** 督办事由 */
  cause: string;
  urgency: SupervisionUrgency;
  issuer: string;
  state: SupervisionState;
  late: boolean;
  parts: SupervisionPart[];
  draftedBy: string;
  draftedAt: string;
  issuedBy: string | null;
  issuedAt: string | null;
  settledBy: string | null;
  settledAt: string | null;
  settledNote: string | null;
  rehearsal: boolean;
  version: number;
  now: string;
  /** What this person may do with it now. */
  actions: ('amend' | 'issue' | 'withdraw' | 'close')[];
}

export interface SupervisionPart {
  id: string;
  incidentId: string;
  incidentNumber: string;
  incidentTitle: string;
  assignmentId: string;
  unit: string;
  /** 办理要求 */
  requirement: string;
  dueAt: string;
  state: 'open' | 'answered' | 'closed' | 'withdrawn';
  late: boolean;
  /** 办理情况 */
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  returnedNote: string | null;
  /** The duty was taken back or the matter closed meanwhile: nothing is waited for. */
  lapsed: boolean;
  actions: ('answer' | 'return' | 'close')[];
}

export interface SupervisionForm {
  title: string;
  cause: string;
  urgency: SupervisionUrgency;
  parts: { assignmentId: string; requirement: string; dueAt: string }[];
}
export interface AmendSupervision extends SupervisionForm {
  version: number;
}

/**
 * GET /api/v1/watches → List<WatchedView>: one's own list, and the shared one (重点督办) for those who urge.
 * PUT /api/v1/incidents/:id/watch {shared, note, until} → WatchKept; DELETE /api/v1/incidents/:id/watch?shared=true
 * POST /api/v1/incidents/:id/watch/seen → WatchSeen. In the list of incidents: ?watched=me|office.
 */
export interface WatchedView {
  incidentId: string;
  number: string;
  title: string;
  shared: boolean;
  note: string;
  /** `2026-12-01`, the last day; null: until it is taken off. */
  until: string | null;
  by: string;
  at: string;
  /** News by others since it was last looked at. */
  changes: number;
  lastAt: string | null;
}

/** As it was stored: persons and numbers in the note are masked. */
export interface WatchKept {
  incidentId: string;
  shared: boolean;
  note: string;
  until: string | null;
}

/** News that are left when it has been looked at. */
export interface WatchSeen {
  changes: number;
}

/** GET /api/v1/reports/late?from=2026-11-01&to=2026-11-30&rehearsal=: both days included → LateReport; …/late.xlsx the same as a sheet. */
export interface LateReport {
  from: string;
  to: string;
  units: LateUnit[];
  now: string;
}

/** One unit; `…Of` is how many a share is of. */
export interface LateUnit {
  unit: string;
  duties: number;
  signedInTime: number;
  signedOf: number;
  reportedInTime: number;
  reportedOf: number;
  lateNow: number;
  /** Seconds, natural time; 0: nothing was late. */
  longestLate: number;
  urged: number;
  supervised: number;
  refusals: number;
}

export type LateKind =
  'all' | 'late_now' | 'signed_late' | 'reported_late' | 'urged' | 'supervised' | 'refused';

/** GET /api/v1/reports/late/duties?from=&to=&unit=&kind=&cursor=&limit= → Page<LateDuty>: what stands behind a figure. */
export interface LateDuty {
  assignmentId: string;
  incidentId: string;
  number: string;
  title: string;
  unit: string;
  sentAt: string;
  signDueAt: string | null;
  signedAt: string | null;
  reportDueAt: string | null;
  reportedAt: string | null;
  answerDueAt: string | null;
  lateNow: boolean;
  longestLate: number;
  urged: number;
  supervised: boolean;
  refusals: number;
  rehearsal: boolean;
}

export type UpwardKind = 'first' | 'follow' | 'final';

/**
 * GET /api/v1/incidents/:id/reports → List<UpwardSeries>
 * POST /api/v1/incidents/:id/reports {addressee, final} → UpwardIssue (drafted from what is stored)
 * POST /api/v1/incidents/:id/reports/reopen {addressee, reason} → List<UpwardSeries>
 * PATCH /api/v1/reports/upward/:id {version, text}; DELETE /api/v1/reports/upward/:id?version=
 * POST /api/v1/reports/upward/:id/send SendUpward; GET /api/v1/reports/upward/:id/report.docx
 */
export interface UpwardSeries {
  addressee: string;
  /** The final report was sent. */
  closed: boolean;
  issues: UpwardIssue[];
}

export interface UpwardIssue {
  id: string;
  kind: UpwardKind;
  /** 首报, 续报2, 终报 */
  name: string;
  addressee: string;
  /** Paragraphs, one a line. */
  text: string;
  draftedBy: string;
  draftedAt: string;
  sentAt: string | null;
  sentBy: string | null;
  channel: 'document' | 'call' | 'system' | null;
  receipt: string | null;
  version: number;
}

export interface SendUpward {
  version: number;
  at: string;
  channel: 'document' | 'call' | 'system';
  receipt: string | null;
  /** A superior's order that this settles too (回告). */
  orderId: string | null;
}
