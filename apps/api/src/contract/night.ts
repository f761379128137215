/**
 * The telephone (calls, signatures by telephone), tonight's duty, lowering of levels by two persons, and what one person did
 * alone at night (夜间请示、补签). Types only.
 */

/** GET /api/v1/tonight → Tonight: the duty room and leader of the city office, of one's own unit, and of all for who may read the roster. */
export interface Tonight {
  /** Outside office hours or on a day off: one person may go on after asking by telephone. */
  night: boolean;
  /** `HH:MM` by which what was done alone is signed. */
  countersignBy: string;
  /** The city office first. */
  duties: TonightDuty[];
  /** Waiting for the caller to sign (补签). */
  countersigns: number;
  /** Notices waiting for a call; null for who makes none. */
  calls: number | null;
  now: string;
}

export interface TonightDuty {
  unit: string;
  day: string;
  room: DutyNumber;
  leader: DutyNumber | null;
}

export interface DutyNumber {
  name: string;
  /** Masked; null where none is known. */
  phone: string | null;
}

/** POST /api/v1/tonight/dial {unit, whom} → DialledNumber; logged. */
export interface DialTonight {
  unit: string;
  whom: 'room' | 'leader';
}

/** POST /api/v1/calls/:noticeId/number, POST /api/v1/duties/:id/dial {contactId} → DialledNumber; logged. */
export interface DialledNumber {
  name: string;
  phone: string;
}

/** GET /api/v1/calls → List<CallToMake>: notices that wait for a call (待打电话), the gravest first. */
export interface CallToMake {
  noticeId: string;
  incidentId: string;
  number: string;
  title: string;
  opinionLevel: '一般' | '较大' | '重大' | '特别重大';
  assignmentId: string | null;
  unit: string;
  name: string;
  /** 联络人, 分管负责人 … */
  role: string;
  /** Masked; null where the roster has none. */
  phone: string | null;
  /** What is to be said, in a few words. */
  about: string;
  dueAt: string | null;
  attempts: number;
  waitingSince: string;
  /** The unit can sign on the telephone (代签). */
  maySign: boolean;
  rehearsal: boolean;
  now: string;
}

export type CallOutcome = 'told' | 'no_answer' | 'later';

/** POST /api/v1/calls/:noticeId, POST /api/v1/duties/:id/calls → CallRecord */
export interface RecordCall {
  outcome: CallOutcome;
  /** Who answered; needed when somebody did. */
  answeredBy: string;
  said: string;
}

/** GET /api/v1/incidents/:id/calls → List<CallRecord>, newest first. */
export interface CallRecord {
  id: string;
  unit: string;
  calledBy: string;
  at: string;
  outcome: CallOutcome;
  answeredBy: string | null;
  said: string;
  assignmentId: string | null;
  /** A signature given by telephone (代签). */
  signed: boolean;
  /** Until when the unit may deny it. */
  objectUntil: string | null;
  deniedAt: string | null;
}

/** GET /api/v1/duties/:id/callees → List<Callee>: people of the unit, those on duty tonight first. */
export interface Callee {
  /** Null for somebody who stands only in the duty table. */
  contactId: string | null;
  name: string;
  role: string;
  phone: string | null;
  onDuty: boolean;
}

/** POST /api/v1/duties/:id/sign-by-phone → DutyView */
export interface SignByPhone {
  answeredBy: string;
  said: string;
}

/**
 * GET /api/v1/duties/phone-signs?ids= → List<PhoneSign>: which of these duties were signed by telephone.
 * POST /api/v1/duties/:id/deny-signature → DutyView (未曾签收)
 */
export interface PhoneSign {
  assignmentId: string;
  calledBy: string;
  at: string;
  objectUntil: string;
  /** The caller is of the unit, and it is not too late. */
  mayDeny: boolean;
}

export type LoweringState = 'waiting' | 'confirmed' | 'declined' | 'withdrawn' | 'lapsed' | 'undone';

/**
 * GET /api/v1/incidents/:id/lowerings → List<LoweringView>, newest first; POST there {ProposeLowering} → LoweringView;
 * POST /api/v1/lowerings/:id/decide {version, approve, note}; POST /api/v1/lowerings/:id/withdraw {}
 */
export interface LoweringView {
  id: string;
  incidentId: string;
  from: string;
  to: string;
  reason: string;
  state: LoweringState;
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  note: string | null;
  /** What the caller may do now; `alone`: at night, after asking by telephone. */
  actions: ('decide' | 'withdraw' | 'alone')[];
}

export interface ProposeLowering {
  version: number;
  level: '一般' | '较大' | '重大' | '特别重大';
  reason: string;
}

export interface DecideLowering {
  version: number;
  approve: boolean;
  note: string;
}

/** What two persons decide. */
export type NightMatter =
  'directory_change' | 'refusal_ruling' | 'level_lowering' | 'level_settlement' | 'supervision';

/** GET /api/v1/night/people?what=&subjectId= → List<SecondPerson>: who may be asked by telephone and then signs. */
export interface SecondPerson {
  id: string;
  name: string;
  unit: string;
  role: string;
}

/** POST /api/v1/night/approvals → NightApprovalView: in force at once. Refused in office hours (422 `not_night`). */
export interface ProceedAlone {
  what: NightMatter;
  subjectId: string;
  /** Of the change of the directory, of the incident, or of the order. */
  version: number;
  secondId: string;
  /** 职务, as the person is called. */
  post: string;
  /** What the person said. */
  note: string;
}

/**
 * GET /api/v1/night/approvals?state=open|all → List<NightApprovalView>: not signed first; POST
 * /api/v1/night/approvals/:id/countersign {agree, note} → NightApprovalView
 */
export interface NightApprovalView {
  id: string;
  /** `response_approval`: a signature on a text for the public, asked for by telephone at any hour. */
  what: NightMatter | 'response_approval';
  label: string;
  /** Where it can be looked at. */
  path: string;
  incidentId: string | null;
  by: string;
  /** 张三（办公室主任） */
  asked: string;
  note: string;
  at: string;
  dueAt: string;
  /** `unsigned`: the hour has passed; red until signed. */
  state: 'waiting' | 'unsigned' | 'signed' | 'denied';
  decidedAt: string | null;
  decisionNote: string | null;
  /** After a denial: whether what was done has been taken back. */
  undone: boolean | null;
  /** It is the caller who is to sign. */
  mine: boolean;
  rehearsal: boolean;
  now: string;
}

export interface Countersign {
  agree: boolean;
  note: string;
}
