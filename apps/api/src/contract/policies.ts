import type { EntryBody } from './directory-entry.js';

/** What a policy (催办规则) can count. */
export type PolicyClock =
  'sign' | 'report' | 'ruling' | 'statutory' | 'order' | 'letter' | 'pool' | 'incident' | 'closing';

export type PolicyLevel = '一般' | '较大' | '重大' | '特别重大';

/** GET /api/v1/policies/options → PolicyOptions: what the editor may offer, in the words of the notice. */
export interface PolicyOptions {
  clocks: PolicyClockOption[];
  audiences: PolicyWord[];
  channels: PolicyChannelOption[];
  templates: PolicyWord[];
  /** Levels whose internal clocks rest, and when (domain (f)5). */
  rest: { levels: PolicyLevel[]; from: string; to: string };
}
export interface PolicyWord {
  key: string;
  name: string;
}
export interface PolicyClockOption {
  clock: PolicyClock;
  name: string;
  /** Where its time comes from: DL-06 交办签收；自派单起算. */
  means: string;
  /** Its span in words by level; empty for one with a due time of its own. */
  spans: { level: PolicyLevel; words: string }[];
}
export interface PolicyChannelOption {
  channel: string;
  name: string;
  /** Whether anything goes out this way today. */
  exists: boolean;
  /** 已接通 / 尚未接通，届时改发邮件 */
  note: string;
}

/** POST /api/v1/policies/preview {PreviewPolicy} → PolicyPreview: how a policy would go; nothing is stored. */
export interface PreviewPolicy {
  /** The policy as it is being edited. */
  policy: EntryBody;
  level: PolicyLevel;
  /** When the clock starts. */
  startsAt: string;
  /** The unit the clock is about; null: nobody is looked up. */
  unit: string | null;
  /** Due time of a clock that has one of its own; null: the usual one (DL-03, a day for an order). */
  dueAt: string | null;
}
export interface PolicyPreview {
  /** False while the policy cannot be read; then there are problems and no steps. */
  ok: boolean;
  problems: PolicyProblem[];
  level: PolicyLevel;
  unit: string | null;
  startsAt: string;
  dueAt: string | null;
  endsAt: string;
  /** 0.5: half of the time, 0.8: a fifth left, 1: due. */
  marks: { share: number; at: string }[];
  /** Hours of the night that do not count. */
  rests: { from: string; to: string }[];
  steps: PreviewStep[];
  /** Places of steps that do not apply at this level, from 0. */
  passedOver: number[];
  /** What somebody should know before this holds. Chinese sentences. */
  warnings: string[];
}
export interface PolicyProblem {
  /** `steps[1].after` */
  path: string;
  label: string;
  message: string;
}
export interface PreviewStep {
  /** Place in the policy from 0; repeats count on. */
  index: number;
  repeat: boolean;
  at: string;
  to: string;
  template: string;
  each: boolean;
  channels: { channel: string; name: string; exists: boolean }[];
  /** Who would have it today; empty where no unit was named or nobody can be reached. */
  readers: TrialReaderView[];
  /** Somebody else than meant would have it: 名单上没有分管负责人，届时由市政府办公室接收. */
  instead: string | null;
}
export interface TrialReaderView {
  /** Null for robots' rooms and inboxes, which are counted. */
  unit: string | null;
  /** 联络人 */
  role: string;
  /** Null without `roster.read`. */
  name: string | null;
  channels: string[];
  count: number;
}

/**
 * POST /api/v1/incidents/:id/trials/plan {StartTrial} → TrialPlan: what a trial would run; nothing is stored.
 * POST /api/v1/incidents/:id/trials {StartTrial} → TrialView: runs the policies in force for the incident on a fast clock,
 * or those a proposed change would put in force (409 `change_settled`, `change_unsound` where it cannot be tried).
 * GET /api/v1/trials?incidentId= → Page<TrialSummary>, newest first; GET /api/v1/trials/:id → TrialView.
 * POST /api/v1/trials/:id/stop → TrialView. Nothing of the incident changes by any of them.
 */
export interface StartTrial {
  /** Seconds of the trial in one real second, 1 … 86400. */
  speed: number;
  /** Null: the incident's own. */
  level: PolicyLevel | null;
  /** As if it had been dispatched then; null: now. */
  startsAt: string | null;
  /** ISO 8601 durations from the beginning; null: it never happens. */
  signAfter: string | null;
  reportAfter: string | null;
  answerAfter: string | null;
  /** `me`: the address the roster has of the caller; `address`: the one given, twice. */
  sendTo: 'none' | 'me' | 'address';
  address: string | null;
  repeated: string | null;
  /** A draft or proposal of the directory whose policies are tried, with `directory.change`; null or absent: those in force. */
  changeId?: string | null;
}
export interface TrialPlan {
  steps: number;
  /** Steps that would not be taken under these assumptions. */
  spared: number;
  mails: number;
  virtualStart: string;
  virtualEnd: string;
  /** How long it takes to watch. */
  realSeconds: number;
  /** Clocks without a policy, units nobody answers for … Chinese sentences. */
  notes: string[];
}
export interface TrialSummary {
  id: string;
  incidentId: string;
  number: string;
  level: PolicyLevel;
  speed: number;
  state: 'running' | 'done' | 'stopped';
  startedAt: string;
  startedBy: string;
  endedAt: string | null;
  stoppedBy: string | null;
  /** Masked; null: to nobody. */
  sendTo: string | null;
  taken: number;
  of: number;
  /** Steps with nobody to tell. */
  nobody: number;
  mailsFailed: number;
  /** The change of the directory it ran, which was not in force then; null: the policies in force. */
  change: { id: string; number: number } | null;
}
export interface TrialView extends TrialSummary {
  signAfter: string | null;
  reportAfter: string | null;
  answerAfter: string | null;
  directoryVersion: string;
  virtualStart: string;
  virtualEnd: string;
  /** Where the trial's clock stands. */
  virtualNow: string;
  steps: TrialStepView[];
}
export interface TrialStepView {
  position: number;
  clock: PolicyClock;
  clockName: string;
  unit: string | null;
  policyKey: string;
  policyName: string;
  stepIndex: number;
  repeat: boolean;
  to: string;
  template: string;
  channels: string[];
  plannedAt: string;
  dueAt: string;
  takenAt: string | null;
  state: 'planned' | 'taken' | 'spared' | 'dropped';
  /** 已签收 … */
  sparedBy: string | null;
  readers: TrialReaderView[];
  mail: 'none' | 'pending' | 'sending' | 'accepted' | 'failed';
  mailAnswer: string | null;
}
