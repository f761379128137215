/** Who is logged in, with which rights, on which clock. */

/** POST /api/v1/session {login, password} → Me; GET /api/v1/me → Me; DELETE /api/v1/session; POST /api/v1/me/password {current, next} */
export interface Me {
  login: string;
  displayName: string;
  role: 'monitor' | 'office' | 'liaison' | 'leader' | 'administrator' | 'auditor';
  /** By its name of today. */
  unit: string | null;
  /** Every name of that unit: a duty given under any of them is theirs. */
  units: string[];
  mustChangePassword: boolean;
  jurisdiction: string;
  /** What this person may do, for showing and hiding; the server checks again. */
  rights: Right[];
  rehearsal: RehearsalClock | null;
}

export type Right =
  | 'incidents.read'
  | 'incidents.all'
  | 'incidents.original'
  | 'incidents.restricted'
  | 'routing.decide'
  | 'levels.confirm'
  | 'items.enter'
  | 'duties.sign'
  | 'sources.manage'
  | 'directory.read'
  | 'directory.change'
  | 'roster.read'
  | 'roster.manage'
  | 'refusals.decide'
  | 'orders.manage'
  | 'calls.record'
  | 'duties.urge'
  | 'supervisions.issue'
  | 'upward.report'
  | 'dispositions.decide'
  | 'responses.draft'
  | 'responses.approve'
  | 'responses.publish'
  | 'instructions.record'
  | 'interpretations.manage'
  | 'evaluations.write'
  | 'judging.inspect'
  | 'accounts.manage'
  | 'channels.manage'
  | 'system.read';

/** 演练时钟: `virtual` now, and how many times as fast it runs. */
export interface RehearsalClock {
  virtual: string;
  real: string;
  factor: number;
}
