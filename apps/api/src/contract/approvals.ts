import type { SignedFile } from './findings.js';
import type { OpinionLevel } from './states.js';

/** Facts that departments say alike, their word on the wording, and signatures (口径核对、会签、审签). */

export type FactKind = 'people' | 'money' | 'figure' | 'time' | 'place' | 'other';

/** What one department says of a fact. */
export interface FactSaid {
  unit: string;
  /** Null: has said nothing yet. */
  value: string | null;
  source: string;
  /** Took over what stood there. */
  confirmed: boolean;
  by: string | null;
  at: string | null;
}

export interface FactRulingView {
  value: string;
  reason: string;
  /** The coordinating unit in whose name it was decided. */
  unit: string;
  by: string;
  at: string;
  /** What the departments said then; null: nothing. */
  said: { unit: string; value: string | null }[];
}

export interface FactView {
  id: string;
  kind: FactKind;
  label: string;
  /** As the text or a first report states it; nobody has stood by it yet. */
  proposed: string | null;
  origin: 'text' | 'report' | 'person';
  /** What stands now; null while departments differ or nobody has said anything. */
  inForce: string | null;
  /** Why it holds back every text; null: it does not. */
  open: 'differ' | 'unconfirmed' | null;
  says: FactSaid[];
  /** What was said before, oldest first. */
  earlier: FactSaid[];
  ruling: FactRulingView | null;
}

/** GET /api/v1/incidents/:id/facts → FactsView: of the turn that runs. Every change of it gives it again. */
export interface FactsView {
  incidentId: string;
  round: number;
  /** Several departments answer: they must say alike. */
  needed: boolean;
  respondents: string[];
  /** 牵头部门, set by a person in the routing. */
  lead: string | null;
  rows: FactView[];
  /** Rows that hold back every text. */
  open: number;
  /** Respondents the caller may speak for. */
  mine: string[];
  mayAdd: boolean;
  mayRule: boolean;
}

/** POST /api/v1/incidents/:id/facts → FactsView; with `unit` and `value` that department has said it at once. */
export interface AddFact {
  kind: FactKind;
  label: string;
  unit: string | null;
  value: string | null;
  source: string;
}

/** POST /api/v1/incidents/:id/facts/:fact/statements → FactsView */
export interface StateFact {
  unit: string;
  value: string;
  source: string;
}

/** POST /api/v1/incidents/:id/facts/confirm → FactsView: all as they stand on the screen. Refused: `fact_moved`. */
export interface ConfirmFacts {
  unit: string;
  seen: { factId: string; value: string }[];
}

/** POST /api/v1/incidents/:id/facts/:fact/ruling → FactsView */
export interface RuleFact {
  value: string;
  reason: string;
}

export type SeatName = 'unit' | 'city';
/** `link`: by the signed link of a message. */
export type ApprovalWay = 'dashboard' | 'link' | 'phone' | 'paper' | 'emergency';

/** One signature, refusal or opening of the emergency path. */
export interface SignatureView {
  id: string;
  seat: SeatName | null;
  decision: 'agreed' | 'returned' | 'emergency';
  way: ApprovalWay;
  wayWords: string;
  /** 张三（副局长）; empty for an emergency. */
  signer: string;
  unit: string | null;
  note: string;
  /** Who put it on record. */
  by: string;
  signedAt: string;
  at: string;
  /** Of which version. */
  number: number;
  /** It holds for the version in force. */
  holds: boolean;
  /** Whoever was asked by telephone did not agree. */
  denied: boolean;
  /** There is a paper to look at. */
  paper: string | null;
}

export interface SeatView {
  seat: SeatName;
  /** 拟稿单位分管负责人 */
  words: string;
  units: string[];
  signed: SignatureView | null;
}

export interface AgreementView {
  unit: string;
  /** Null: has not said anything of this version. */
  agrees: boolean | null;
  way: 'said' | 'handed_in' | 'ruled' | null;
  comment: string;
  by: string | null;
  at: string | null;
}

/** What the caller may do now, and why not. */
export interface ApprovalMay {
  /** Departments whose word on the wording the caller may give. */
  agreeFor: string[];
  ruleWording: boolean;
  sign: boolean;
  /** Signatures that are missing and may be put on record from a call or a paper. */
  record: SeatName[];
  emergency: boolean;
  /** Whoever could sign but wrote the text, or has signed it. */
  whyNot: string | null;
}

/**
 * GET /api/v1/responses/:id/approval → ApprovalView; GET /api/v1/approvals?state=mine|all → List<ApprovalView>: what waits
 * for the caller's word or signature, due first. Every step below gives it again.
 */
export interface ApprovalView {
  responseId: string;
  incidentId: string;
  number: string;
  level: OpinionLevel;
  /** The matter in three sentences. */
  matter: string[];
  unit: string;
  units: string[];
  state: string;
  stateWords: string;
  /** Title and words of the version in force. */
  title: string;
  text: string;
  /** Number of that version; what is signed is this one. */
  edition: number;
  version: number;
  checklist: { text: string; answer: string }[];
  /** What goes out with it. */
  files: SignedFile[];
  facts: { label: string; value: string | null; open: boolean }[];
  agreements: AgreementView[];
  seats: SeatView[];
  history: SignatureView[];
  /** 紧急发布; red until it is settled. */
  emergency: {
    reason: string;
    by: string;
    at: string;
    dueAt: string;
    settledAt: string | null;
    late: boolean;
  } | null;
  may: ApprovalMay;
  /** When the word or the signature is due. */
  dueAt: string | null;
  rehearsal: boolean;
  now: string;
}

/** Which text, as it stood on the screen. */
export interface SeenEdition {
  version: number;
  edition: number;
}

/** POST /api/v1/responses/:id/agreement → ApprovalView; an objection needs its comment. */
export interface SayAgreement extends SeenEdition {
  unit: string;
  agrees: boolean;
  comment: string;
}

/** POST /api/v1/responses/:id/wording → ApprovalView: the coordinator decides for those who have not agreed. */
export interface RuleWording extends SeenEdition {
  reason: string;
}

/** POST /api/v1/responses/:id/approval → ApprovalView; a refusal needs its note. */
export interface SignResponse extends SeenEdition {
  agree: boolean;
  note: string;
}

/** POST /api/v1/responses/:id/approval/phone → ApprovalView; people: GET …/approval/people?seat= → List<SecondPerson> */
export interface SignByTelephone extends SeenEdition {
  seat: SeatName;
  secondId: string;
  post: string;
  said: string;
  calledAt: string;
}

/** POST /api/v1/responses/:id/approval/paper → ApprovalView; PDF, PNG or JPEG, 3.5 MB at most. */
export interface SignOnPaper extends SeenEdition {
  seat: SeatName;
  name: string;
  post: string;
  signedAt: string;
  fileName: string;
  base64: string;
}

/** POST /api/v1/responses/:id/approval/emergency → ApprovalView */
export interface OpenEmergency extends SeenEdition {
  reason: string;
}

/** GET /api/v1/approvals/count → how many texts wait for the caller's word or signature. */
export interface ApprovalCount {
  waiting: number;
}
