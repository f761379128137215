import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { DispositionReason, NotOurs, SystemReason, WatchReach } from '../disposition.js';
import type { Disposition } from '../judgement.js';
import type { DutyState, IncidentState } from '../life.js';

/** What a disposition says beside its kind; never a person's name or number. */
export interface DispositionDetails {
  /** `reply`: the unit that answers the person. */
  unit?: string;
  /** `reply`: by when, ISO 8601; the statutory time runs beside it. */
  dueAt?: string;
  /** Where it went: 12345, another place, another organ. */
  receiver?: string;
  /** Number it has there: a hotline case, a letter. */
  number?: string;
  /** `watch`: as it stood when the watch began. */
  reach?: WatchReach;
}

/** What stood before a decision, for taking it back. */
export interface BeforeDisposition {
  state: IncidentState;
  disposition: Disposition | null;
  disposedBy: string | null;
  watchUntil: string | null;
  /** Duties that the decision withdrew. */
  duties: { id: string; state: DutyState }[];
}

/** What judging ended in, decided by the rules or by a person; rows are only added, the last one holds. */
@Entity('disposition')
@Index('disposition_incident', ['incidentId', 'seq'])
export class DispositionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') kind!: Disposition;
  @Column('text') reason!: DispositionReason | SystemReason;
  @Column('text', { default: '' }) note!: string;
  @Column('jsonb', { default: {} }) details!: DispositionDetails;
  @Column('text', { nullable: true }) previous!: Disposition | null;
  /** Null where nothing can be taken back: the rules decided. */
  @Column('jsonb', { nullable: true }) before!: BeforeDisposition | null;
  /** The decision that this one takes back. */
  @Column('uuid', { nullable: true }) undoes!: string | null;
  /** `system` or `account:<login>`. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/**
 * What must be answered is proposed as not ours by one person and confirmed by another; until then nothing of the matter
 * changes. `lapsed`: the matter went another way meanwhile.
 */
@Entity('disposition_proposal')
@Index('disposition_proposal_incident', ['incidentId'])
@Index('disposition_proposal_waiting', ['incidentId'], { unique: true, where: `state = 'waiting'` })
export class DispositionProposalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') kind!: NotOurs;
  @Column('text') reason!: DispositionReason;
  /** Why it is not ours, masked. */
  @Column('text') note!: string;
  @Column('jsonb', { default: {} }) details!: DispositionDetails;
  @Column('text', { default: 'waiting' }) state!:
    'waiting' | 'confirmed' | 'declined' | 'withdrawn' | 'lapsed';
  @Column('text') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decisionNote!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

export const REPLY_WAYS = ['phone', 'visit', 'letter', 'message', 'platform'] as const;
export type ReplyWay = (typeof REPLY_WAYS)[number];

/** 直接答复: what a person was told, by which unit; of the person nothing is kept. */
@Entity('direct_reply')
@Index('direct_reply_incident', ['incidentId'])
export class DirectReplyRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('integer') round!: number;
  @Column('text') unit!: string;
  @Column('text') way!: ReplyWay;
  @Column('timestamptz') repliedAt!: Date;
  /** What was answered, masked. */
  @Column('text') text!: string;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

export const REFERRAL_RECEIVERS = ['police', 'cyberspace'] as const;
export type ReferralReceiver = (typeof REFERRAL_RECEIVERS)[number];

/**
 * 移交公安、网信 beside the answer (RT-51): checked by somebody without an interest, after the clarification is published,
 * confirmed by a second person; never proposed by the rules and never timed.
 */
@Entity('referral')
@Index('referral_incident', ['incidentId'])
export class ReferralRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') receiver!: ReferralReceiver;
  /** The unit without an interest that has checked the claim. */
  @Column('text') checkedBy!: string;
  /** What was found, masked; of persons nothing. */
  @Column('text') finding!: string;
  @Column('text', { default: 'proposed' }) state!: 'proposed' | 'confirmed' | 'declined';
  @Column('text') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decisionNote!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
