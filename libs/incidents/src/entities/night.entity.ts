import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { OpinionLevel } from '../levels.js';

/** 已告知, 无人接听, 稍后再打 */
export const CALL_OUTCOMES = ['told', 'no_answer', 'later'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/**
 * A call somebody made: who called, who answered, when, what was said. One that passed on a notice counts as its delivery;
 * one by which a unit signed stands for its signature (代签) until the unit denies it. Never changed but for that.
 */
@Entity('phone_call')
@Index('phone_call_incident', ['incidentId', 'at'])
@Index('phone_call_notice', ['noticeId'], { where: 'notice_id IS NOT NULL' })
@Index('phone_call_sign', ['assignmentId'], { where: 'object_until IS NOT NULL' })
export class PhoneCallRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid', { nullable: true }) assignmentId!: string | null;
  /** The notice that waited to be called (`to_call`). */
  @Column('uuid', { nullable: true }) noticeId!: string | null;
  @Column('text') unit!: string;
  /** `account:<login>` */
  @Column('text') calledBy!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') outcome!: CallOutcome;
  /** Who answered; encrypted. */
  @Column('bytea', { nullable: true }) answeredSealed!: Buffer | null;
  /** What was said, masked. */
  @Column('text', { default: '' }) said!: string;
  /** For a signature by telephone: until when the unit may deny it. */
  @Column('timestamptz', { nullable: true }) objectUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) deniedAt!: Date | null;
  /** `account:<login>` or `link:<unit>` */
  @Column('text', { nullable: true }) deniedBy!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** 降级: proposed by one person with a reason, in force only when another has looked at it (domain OP-8). */
@Entity('level_lowering')
@Index('level_lowering_one', ['incidentId'], { unique: true, where: "state = 'waiting'" })
@Index('level_lowering_incident', ['incidentId'])
export class LevelLoweringRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') fromLevel!: OpinionLevel;
  /** Whether a person had confirmed the level it is to leave. */
  @Column('boolean') fromConfirmed!: boolean;
  @Column('text') toLevel!: OpinionLevel;
  @Column('text') reason!: string;
  /** `lapsed`: the level has changed since, or the incident has ended. */
  @Column('text', { default: 'waiting' }) state!:
    'waiting' | 'confirmed' | 'declined' | 'withdrawn' | 'lapsed' | 'undone';
  /** `account:<login>` */
  @Column('text') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** What two persons decide and one did alone at night. */
export const NIGHT_MATTERS = [
  'directory_change',
  'refusal_ruling',
  'level_lowering',
  'level_settlement',
  'supervision',
] as const;
export type NightMatter = (typeof NIGHT_MATTERS)[number];
/** What is on record and to be signed: also a signature on a text that was asked for by telephone, at any hour. */
export type RecordedMatter = NightMatter | 'response_approval';

/**
 * 夜间请示: somebody did alone, after asking by telephone, what needs a second person. In force at once; the person asked
 * signs it in the morning (补签) or says that they did not agree. Not signed by then it shows red until it is.
 */
@Entity('night_approval')
@Index('night_approval_subject', ['what', 'subjectId'], { unique: true })
@Index('night_approval_due', ['rehearsal', 'nextDueAt'], { where: 'next_due_at IS NOT NULL' })
@Index('night_approval_second', ['secondId', 'state'])
export class NightApprovalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') what!: RecordedMatter;
  /** The change of the directory, the refusal, the lowering, the supervision order, the approval of a text. */
  @Column('uuid') subjectId!: string;
  /** Null for a change of the directory; of a supervision order the first of its matters. */
  @Column('uuid', { nullable: true }) incidentId!: string | null;
  /** 名录修改第12号 */
  @Column('text') label!: string;
  /** `account:<login>` of whoever acted. */
  @Column('text') by!: string;
  /** The account asked by telephone, which must sign. */
  @Column('uuid') secondId!: string;
  /** Name and post as they were said, encrypted. */
  @Column('bytea') askedSealed!: Buffer;
  @Column('text') note!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz') dueAt!: Date;
  /** When the second person, or the office's leader, hears next; null once all is told or it is settled. */
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  /** `unsigned`: the hour has passed. `denied` can come after it, and so can `signed`. */
  @Column('text', { default: 'waiting' }) state!: 'waiting' | 'unsigned' | 'signed' | 'denied';
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decisionNote!: string | null;
  /** After a denial: whether what was done could be taken back. */
  @Column('boolean', { nullable: true }) undone!: boolean | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
