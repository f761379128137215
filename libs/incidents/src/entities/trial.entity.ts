import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EscalationClock } from '../ladder/stamped.js';
import type { OpinionLevel } from '../levels.js';
import type { Channel } from './duty.entity.js';

/** What is assumed to happen in a trial, as ISO 8601 durations from its beginning; absent: never. */
export interface TrialAssumptions {
  signAfter?: string;
  reportAfter?: string;
  answerAfter?: string;
}

/**
 * A trial (推演): the policies in force run for one incident on a fast clock. Its steps reach nobody but one test address,
 * if that; no notice, duty, clock or log entry of the incident comes of it.
 */
@Entity('policy_trial')
@Index('policy_trial_incident', ['incidentId', 'startedAt'])
@Index('policy_trial_due', ['nextDueAt'], { where: 'next_due_at IS NOT NULL' })
export class PolicyTrialRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** The opinion level it runs at. */
  @Column('text') level!: OpinionLevel;
  /** Seconds of the trial in one real second. */
  @Column('double precision') speed!: number;
  @Column('jsonb') assume!: TrialAssumptions;
  /** Version of the directory the policies were taken from. */
  @Column('text') directoryVersion!: string;
  /** The proposed change of the directory whose policies it runs, not in force then; null: those in force. */
  @Column('uuid', { nullable: true }) changeId!: string | null;
  /** The moment of the trial at which it begins, as if the matter had been dispatched then. */
  @Column('timestamptz') virtualStart!: Date;
  @Column('timestamptz') startedAt!: Date;
  /** `account:<login>` */
  @Column('text') startedBy!: string;
  /** The one address mails go to, encrypted like the roster; null: to nobody. */
  @Column('bytea', { nullable: true }) sendToSealed!: Buffer | null;
  /** The same as people see it: z…@example.cn */
  @Column('text', { nullable: true }) sendToShown!: string | null;
  /** Real time of the next step; null when all are taken or it was stopped. */
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Who stopped it; null when it ran to its end. */
  @Column('text', { nullable: true }) stoppedBy!: string | null;
}

/**
 * Somebody whom a step of a trial would have reached; the name is looked up when it is shown. Robots' rooms (`endpoint`)
 * and inboxes (`account`) are one line a channel, with how many they are.
 */
export interface TrialReader {
  contactId: string | null;
  unit: string | null;
  /** A role of the roster, `endpoint` or `account`. */
  role: string;
  channels: Channel[];
  count: number;
}

/** `planned` → `taken`; `spared`: what the clock waits for happens first; `dropped`: the trial was stopped before. */
export type TrialStepState = 'planned' | 'taken' | 'spared' | 'dropped';

/** `none`: nothing to send; pending → sending → accepted | failed, by the answer of the mail server. */
export type TrialMailState = 'none' | 'pending' | 'sending' | 'accepted' | 'failed';

/** One step of one clock in a trial, planned when it was started. */
@Entity('policy_trial_step')
@Index('policy_trial_step_order', ['trialId', 'position'], { unique: true })
@Index('policy_trial_step_due', ['dueAt'], { where: "state = 'planned'" })
@Index('policy_trial_step_mail', ['mailNextAt'], { where: "mail_state IN ('pending','sending')" })
export class PolicyTrialStepRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') trialId!: string;
  @Column('integer') position!: number;
  @Column('text') clock!: EscalationClock;
  /** The unit the clock is about; null: the matter as a whole. */
  @Column('text', { nullable: true }) unit!: string | null;
  @Column('text') policyKey!: string;
  @Column('text') policyName!: string;
  /** Counts repeats on past the last step of the policy. */
  @Column('integer') stepIndex!: number;
  @Column('boolean') repeat!: boolean;
  @Column('text') audience!: string;
  @Column('text', { array: true }) channels!: Channel[];
  @Column('text') reach!: 'each' | 'any';
  @Column('text') template!: string;
  /** Moment of the trial. */
  @Column('timestamptz') plannedAt!: Date;
  /** Real time. */
  @Column('timestamptz') dueAt!: Date;
  /** When the clock itself is up, on the trial's time; null: it has no due time. */
  @Column('timestamptz', { nullable: true }) clockDueAt!: Date | null;
  @Column('text') state!: TrialStepState;
  /** Why it was spared: signed, reported, answered. */
  @Column('text', { nullable: true }) sparedBy!: string | null;
  @Column('timestamptz', { nullable: true }) takenAt!: Date | null;
  @Column('jsonb', { default: [] }) readers!: TrialReader[];
  @Column('text', { default: 'none' }) mailState!: TrialMailState;
  @Column('integer', { default: 0 }) mailAttempts!: number;
  @Column('timestamptz', { nullable: true }) mailNextAt!: Date | null;
  @Column('text', { nullable: true }) mailAnswer!: string | null;
}
