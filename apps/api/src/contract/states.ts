/** Levels and states, as every part of the interface names them. */

export type OpinionLevel = '一般' | '较大' | '重大' | '特别重大';
export type EventLevel = 'none' | 'IV' | 'III' | 'II' | 'I';
export type IncidentState =
  | 'judged'
  | 'awaiting_confirmation'
  | 'watching'
  | 'dispatched'
  | 'signed'
  | 'verified'
  | 'drafted'
  | 'aligned'
  | 'approved'
  | 'answered'
  | 'following_up'
  | 'closed'
  | 'evaluated'
  | 'archived'
  | 'set_aside'
  | 'merged';
export type DutyState =
  'sent' | 'signed' | 'refused' | 'verified' | 'drafted' | 'aligned' | 'approved' | 'published' | 'withdrawn';
