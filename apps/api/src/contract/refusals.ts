/**
 * Refusals (退单) and their ruling, extensions of internal deadlines (延期), first reports (核实初报) and matters without a
 * responsible unit (兜底). Types only.
 */

import type { HandOnView } from './hand-ons.js';

/** 属地不符, 职责不符 */
export type RefusalGround = 'wrong_place' | 'wrong_function';
/** 维持原派, 改派, 共同办理 */
export type RulingOutcome = 'upheld' | 'reassigned' | 'joint';
export type RefusalState = 'waiting' | 'prepared' | 'ruled' | 'withdrawn' | 'lapsed';

/** POST /api/v1/duties/:id/refuse → DutyView; within DL-08, once a unit and incident. No clock moves (先办后裁). */
export interface RefuseDuty {
  ground: RefusalGround;
  note: string;
  /** Names of units of the directory. */
  proposed: string[];
}

/** POST /api/v1/duties/:id/report → DutyView (核实初报, settles DL-07): the answers, or `{text}` as one text. */
export type ReportDuty = ReportAnswersView | { text: string };

/** The fixed questions of the first report: 是否属实 (属实、部分属实、不属实、正在核实), 已采取的措施, 下一步安排及时间. */
export interface ReportAnswersView {
  truth: 'true' | 'partly' | 'false' | 'checking';
  /** What was found; may be empty. */
  found: string;
  measures: string;
  next: string;
}

/** POST /api/v1/duties/:id/extensions → ExtensionView. `rule`: DL-06 or DL-07; any other is refused (`deadline_fixed`). */
export interface AskExtension {
  rule: string;
  until: string;
  reason: string;
}

/** GET /api/v1/extensions?state=waiting|all&unit=&rehearsal=&cursor=&limit= → Page<ExtensionView> */
export interface ExtensionView {
  id: string;
  incidentId: string;
  number: string;
  title: string;
  assignmentId: string;
  unit: string;
  rule: string;
  /** 签收时限, 核实初报时限 */
  clock: string;
  reason: string;
  state: 'waiting' | 'granted' | 'declined' | 'lapsed';
  ruler: string;
  previousDueAt: string;
  askedUntil: string;
  askedAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  decisionNote: string | null;
  /** The caller may answer it. */
  mayDecide: boolean;
  rehearsal: boolean;
  now: string;
}

/** POST /api/v1/extensions/:id/decide → ExtensionView */
export interface DecideExtension {
  grant: boolean;
  note: string;
}

export interface RulingView {
  outcome: RulingOutcome;
  units: string[];
  reason: string;
  by: string;
  at: string;
}

export interface MeetingView {
  day: string;
  participants: string[];
  note: string;
  by: string;
  at: string;
}

/**
 * GET /api/v1/refusals?state=open|settled|all&unit=&ground=&outcome=&rehearsal=include|only|none&cursor=&limit= →
 * Page<RefusalView>: what waits first, by its time (DL-20). GET /api/v1/refusals/:id.
 */
export interface RefusalView {
  id: string;
  incidentId: string;
  number: string;
  title: string;
  opinionLevel: '一般' | '较大' | '重大' | '特别重大';
  assignmentId: string;
  unit: string;
  ground: RefusalGround;
  note: string;
  proposed: string[];
  /** 1 for the first in the incident; from the second on the leader decides, finally. */
  round: number;
  needsLeader: boolean;
  state: RefusalState;
  ruler: string;
  raisedAt: string;
  raisedBy: string;
  dueAt: string;
  late: boolean;
  /** When the refusing unit reported its first check; it goes on until the ruling. */
  reportedAt: string | null;
  reportDueAt: string | null;
  meetings: MeetingView[];
  /** What the office has drafted for its leader. */
  prepared: RulingView | null;
  returnedNote: string | null;
  ruling: RulingView | null;
  settledAt: string | null;
  directoryChangeId: string | null;
  /** What the caller may do now. */
  actions: ('rule' | 'confirm' | 'meet' | 'withdraw' | 'propose_change')[];
  rehearsal: boolean;
  /** Version of the incident, to be sent back with a ruling. */
  version: number;
  now: string;
}

/** GET /api/v1/refusals/counts?rehearsal= → who refuses how often, and how it ended; only what the caller may see. */
export interface RefusalCounts {
  waiting: number;
  late: number;
  units: {
    unit: string;
    raised: number;
    waiting: number;
    upheld: number;
    reassigned: number;
    joint: number;
  }[];
}

/** POST /api/v1/refusals/:id/preview → RoutingPreview; POST /api/v1/refusals/:id/ruling → RefusalView */
export interface GiveRuling {
  version: number;
  outcome: RulingOutcome;
  units: string[];
  reason: string;
}

/** POST /api/v1/refusals/:id/confirm → RefusalView; only the leader of the ruling unit. `note` when it is sent back. */
export interface ConfirmRuling {
  version: number;
  approve: boolean;
  note: string;
}

/** POST /api/v1/refusals/:id/meeting → RefusalView (现场会商) */
export interface RecordMeeting {
  version: number;
  /** `2026-11-23` */
  day: string;
  participants: string[];
  note: string;
}

/** GET /api/v1/refusals/:id/directory-change: what the ruling suggests for the directory, to be edited and sent. */
export interface ChangeSuggestion {
  title: string;
  reason: string;
  options: ChangeOption[];
}
export interface ChangeOption {
  /** The topic's unit, or an exception for these topics in these places. */
  kind: 'topic' | 'exception';
  /** One Chinese line: 主题“供水”的主责单位由市水利局改为市城市管理局 */
  says: string;
  topics: number[];
  places: string[];
  units: string[];
}
/** POST /api/v1/refusals/:id/directory-change → RefusalView, with the change it became */
export interface ProposeChange {
  title: string;
  reason: string;
  kind: 'topic' | 'exception';
  topics: number[];
  places: string[];
  units: string[];
}

export interface FirstReportView {
  assignmentId: string;
  unit: string;
  /** The whole report in one text, also where there are answers. */
  text: string;
  answers: ReportAnswersView | null;
  at: string;
  by: string;
}

/** What a duty waits for beside the signature. */
export interface DutyCare {
  assignmentId: string;
  unit: string;
  /** Until when it may be refused; null: it may not, and `refuseHint` says why when that is worth a word. */
  refuseBy: string | null;
  refuseHint: string | null;
  refusalId: string | null;
  reportDueAt: string | null;
  reportedAt: string | null;
  /** Its people may send the first report now. */
  mayReport: boolean;
  /** Clocks for which more time may be asked now. */
  extendable: { rule: string; clock: string; dueAt: string }[];
  /** The answer to the last request, or that it waits. */
  extension: ExtensionView | null;
}

/** GET /api/v1/duties/care?ids= → List<DutyCare>: of duties of the caller's unit, for its page. */

/** GET /api/v1/incidents/:id/handling: refusals, requests, reports and who sees to it, for the incident's page. */
export interface IncidentHandling {
  refusals: RefusalView[];
  extensions: ExtensionView[];
  reports: FirstReportView[];
  handOns: HandOnView[];
  /** Duties of the caller's own unit. */
  duties: DutyCare[];
  pool: PoolEntry | null;
}

/** GET /api/v1/pool?rehearsal=&cursor=&limit= → Page<PoolEntry>: what has no responsible unit, by its time (DL-05). */
export interface PoolEntry {
  incidentId: string;
  number: string;
  title: string;
  opinionLevel: '一般' | '较大' | '重大' | '特别重大';
  /** The unit that owns it until it is assigned: the office, or who stands in for it. */
  unit: string;
  questions: string[];
  owner: { login: string; name: string } | null;
  mine: boolean;
  /** DL-05; null when it has been met: the office took it itself. */
  dueAt: string | null;
  late: boolean;
  mayTake: boolean;
  rehearsal: boolean;
  version: number;
  now: string;
}

/** POST /api/v1/incidents/:id/pool → PoolEntry: “我来办” without `owner`, else handing it to a colleague. */
export interface TakeFromPool {
  version: number;
  owner: string | null;
}

/** GET /api/v1/pool/people → List<Colleague>: to whom it may be handed. */
export interface Colleague {
  login: string;
  name: string;
  unit: string | null;
}
