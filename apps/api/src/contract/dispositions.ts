/** 处置去向 (domain (f)7): 公开回应、直接答复、转12345、先观察、转出、移送、不属政务舆情. */
export type DispositionKind =
  'respond' | 'reply' | 'hotline' | 'watch' | 'transfer' | 'refer' | 'not_government';

/**
 * GET /api/v1/incidents/:id/disposition → DispositionView
 * POST /api/v1/incidents/:id/disposition DecideDisposition → IncidentDetail: the rules propose, a person decides
 * POST /api/v1/incidents/:id/disposition/undo {version} → IncidentDetail: as long as nothing has followed
 */
export interface DispositionView {
  /** In force; null while nobody has decided. */
  current: DispositionEntry | null;
  /** What the rules propose; null before they have looked. */
  proposed: DispositionKind | null;
  /** Earlier ones too, oldest first. */
  history: DispositionEntry[];
  /** What the caller may decide, each with why not; empty for those who may not decide. */
  offers: DispositionOffer[];
  canUndo: boolean;
  watch: WatchView | null;
  /** Units whose people the caller may register a direct reply for; empty where none is owed. */
  replyUnits: string[];
  replies: DirectReplyView[];
  referrals: ReferralView[];
  /** Proposals that need a second person, the newest first. */
  proposals: DispositionProposalView[];
  /** Whether a referral (RT-51) may be proposed now; where not, why. */
  referral: { allowed: boolean; why: string | null } | null;
  version: number;
  now: string;
}

export interface DispositionEntry {
  id: string;
  kind: DispositionKind;
  text: string;
  reason: string;
  note: string;
  unit: string | null;
  dueAt: string | null;
  receiver: string | null;
  number: string | null;
  /** Display name; 系统 for the rules. */
  by: string;
  at: string;
  /** It takes the one before back. */
  undone: boolean;
}

export interface DispositionOffer {
  kind: DispositionKind;
  text: string;
  allowed: boolean;
  /** Not open to one person, but to two (must be answered by the rules, and is not ours). */
  byTwo: boolean;
  /** Why it is not open; null where it is. */
  why: string | null;
  /** What it causes, one sentence each. */
  effects: string[];
  reasons: { code: string; text: string }[];
  /** Who may reply to the person directly. */
  units: string[];
  /** What is asked for beside the reason. */
  asks: ('unit' | 'receiver' | 'number')[];
}

/**
 * Not ours, though it must be answered by the rules: one proposes, another confirms; until then all goes on.
 * POST /api/v1/incidents/:id/disposition/proposals DecideDisposition (note required) → IncidentDetail
 * POST /api/v1/disposition-proposals/:id/decide {version, approve, note}, /withdraw → IncidentDetail
 */
export interface DispositionProposalView {
  id: string;
  kind: DispositionKind;
  text: string;
  reason: string;
  note: string;
  receiver: string | null;
  state: 'waiting' | 'confirmed' | 'declined' | 'withdrawn' | 'lapsed';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionNote: string | null;
  /** The caller may confirm or decline it. */
  mayDecide: boolean;
  /** The caller may take it back. */
  mayWithdraw: boolean;
}

/** 先观察: ends by itself. */
export interface WatchView {
  until: string;
  /** Independent sources so far, and with how many it ends. */
  sources: number;
  needed: number;
  townships: number;
}

export interface DecideDisposition {
  version: number;
  kind: DispositionKind;
  /** Code of one of the reasons of that kind. */
  reason: string;
  note?: string;
  unit?: string | null;
  dueAt?: string | null;
  receiver?: string | null;
  number?: string | null;
}

/** POST /api/v1/incidents/:id/replies RegisterReply → IncidentDetail: what a person was told; closes the matter. */
export interface RegisterReply {
  version: number;
  unit: string;
  way: 'phone' | 'visit' | 'letter' | 'message' | 'platform';
  at: string;
  text: string;
}

export interface DirectReplyView {
  id: string;
  unit: string;
  way: string;
  repliedAt: string;
  text: string;
  by: string;
}

/**
 * 移交公安、网信 beside the answer (RT-51).
 * POST /api/v1/incidents/:id/referrals ProposeReferral → ReferralView
 * POST /api/v1/referrals/:id/decide {confirm, note} → ReferralView: by a second person
 */
export interface ReferralView {
  id: string;
  receiver: 'police' | 'cyberspace';
  receiverText: string;
  checkedBy: string;
  finding: string;
  state: 'proposed' | 'confirmed' | 'declined';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionNote: string | null;
  /** The caller may confirm or decline it. */
  mayDecide: boolean;
}

export interface ProposeReferral {
  version: number;
  receiver: 'police' | 'cyberspace';
  checkedBy: string;
  finding: string;
}
