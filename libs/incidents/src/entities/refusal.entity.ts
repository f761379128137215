import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** 属地不符 and 职责不符: the only two grounds on which a duty may be refused (RT-43). */
export const REFUSAL_GROUNDS = ['wrong_place', 'wrong_function'] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** 维持原派, 改派, 共同办理. */
export const RULING_OUTCOMES = ['upheld', 'reassigned', 'joint'] as const;
export type RulingOutcome = (typeof RULING_OUTCOMES)[number];

/**
 * `waiting` for a ruling; `prepared`: the office has drafted one that its leader must confirm; `ruled`; `withdrawn` by
 * the unit itself; `lapsed`: the duty was taken back or the matter closed before anybody ruled.
 */
export type RefusalState = 'waiting' | 'prepared' | 'ruled' | 'withdrawn' | 'lapsed';

export interface RulingDraft {
  outcome: RulingOutcome;
  /** Units that take the duty over (改派) or join in (共同办理); empty when it is upheld. */
  units: string[];
  reason: string;
}

/** 现场会商: who met on which day, before a ruling. */
export interface RefusalMeeting {
  /** `2026-11-23`, Asia/Shanghai. */
  day: string;
  participants: string[];
  note: string;
  by: string;
  at: string;
}

/** A refusal (退单): a unit says a duty is not its own. It moves no clock; until the ruling the unit goes on (先办后裁). */
@Entity('refusal')
@Index('refusal_once', ['incidentId', 'unit'], { unique: true })
@Index('refusal_waiting', ['jurisdictionId', 'dueAt'], { where: "state IN ('waiting','prepared')" })
export class RefusalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') assignmentId!: string;
  @Column('text') unit!: string;
  /** 1 for the first refusal in the incident, 2 for the second … */
  @Column('integer') round!: number;
  /** From the second refusal on the leader of the ruling unit decides, finally (RT-43). */
  @Column('boolean') needsLeader!: boolean;
  @Column('text') ground!: RefusalGround;
  @Column('text') note!: string;
  /** Units of the directory that the refusing unit holds responsible. */
  @Column('text', { array: true }) proposed!: string[];
  @Column('text') state!: RefusalState;
  /** Who rules: the city office, or who stands in for it where it refuses itself or is recused. */
  @Column('text') ruler!: string;
  @Column('timestamptz') raisedAt!: Date;
  /** `account:<login>` or `link:<unit>`. */
  @Column('text') raisedBy!: string;
  /** DL-20 */
  @Column('timestamptz') dueAt!: Date;
  @Column('jsonb', { default: [] }) meetings!: RefusalMeeting[];
  /** What was decided, or is put to the leader while `prepared`. */
  @Column('jsonb', { nullable: true }) ruling!: RulingDraft | null;
  @Column('text', { nullable: true }) preparedBy!: string | null;
  @Column('timestamptz', { nullable: true }) preparedAt!: Date | null;
  /** Why the leader sent the draft back. */
  @Column('text', { nullable: true }) returnedNote!: string | null;
  @Column('text', { nullable: true }) ruledBy!: string | null;
  /** When it ended: ruled, withdrawn or lapsed. */
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** The proposed change of the directory made of the ruling. */
  @Column('uuid', { nullable: true }) directoryChangeId!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** Internal deadlines of a duty that may be moved on request: sign-off and first report. */
export const EXTENDABLE = ['DL-06', 'DL-07'] as const;
export type ExtendableRule = (typeof EXTENDABLE)[number];

/** A unit's request for more time (延期申请); unanswered it changes nothing. */
@Entity('extension')
@Index('extension_waiting', ['assignmentId', 'rule'], { unique: true, where: "state = 'waiting'" })
@Index('extension_incident', ['incidentId'])
export class ExtensionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') assignmentId!: string;
  @Column('text') unit!: string;
  @Column('text') rule!: ExtendableRule;
  @Column('text') reason!: string;
  @Column('text') state!: 'waiting' | 'granted' | 'declined' | 'lapsed';
  /** Who decides; as for a refusal. */
  @Column('text') ruler!: string;
  @Column('timestamptz') previousDueAt!: Date;
  @Column('timestamptz') askedUntil!: Date;
  @Column('timestamptz') askedAt!: Date;
  @Column('text') askedBy!: string;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('text', { nullable: true }) decisionNote!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** 属实、部分属实、不属实、正在核实 */
export const REPORTED_TRUTHS = ['true', 'partly', 'false', 'checking'] as const;
export type ReportedTruth = (typeof REPORTED_TRUTHS)[number];

/** The fixed questions of the first report: 是否属实、已采取的措施、下一步安排及时间. */
export interface ReportAnswers {
  truth: ReportedTruth;
  /** What was found; may be empty. */
  found: string;
  measures: string;
  /** With the time it is meant to be done by. */
  next: string;
}

/** 核实初报: what a unit found first; settles DL-07 of its duty. One a duty. */
@Entity('first_report')
@Index('first_report_duty', ['assignmentId'], { unique: true })
@Index('first_report_incident', ['incidentId'])
export class FirstReportRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') assignmentId!: string;
  @Column('text') unit!: string;
  /** Masked: what was written, or the answers below as one text. */
  @Column('text') text!: string;
  /** Answers to the fixed questions, masked; null for a report in one text. */
  @Column('jsonb', { nullable: true }) answers!: ReportAnswers | null;
  @Column('timestamptz') at!: Date;
  @Column('text') by!: string;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
