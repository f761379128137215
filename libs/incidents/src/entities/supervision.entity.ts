import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** 催办 by hand: one a duty and time; the policies' own reminders stand in `escalation`. */
@Entity('urging')
@Index('urging_round', ['assignmentId', 'round'], { unique: true })
@Index('urging_incident', ['incidentId'])
export class UrgingRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') assignmentId!: string;
  @Column('text') unit!: string;
  /** 1 for the first time this duty is urged, 2 for the second … */
  @Column('integer') round!: number;
  /** Masked; empty when nothing was added. */
  @Column('text') words!: string;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** 平件, 加急, 特急. */
export const SUPERVISION_URGENCIES = ['normal', 'urgent', 'most_urgent'] as const;
export type SupervisionUrgency = (typeof SUPERVISION_URGENCIES)[number];

/** `answered`: every unit has answered, the office has not looked at it yet. */
export const SUPERVISION_STATES = ['drafted', 'issued', 'answered', 'closed', 'withdrawn'] as const;
export type SupervisionState = (typeof SUPERVISION_STATES)[number];

/**
 * A supervision order (督办单): a numbered sheet on one or several late duties; several units on one sheet are supervised
 * jointly, each with its own requirement and due time.
 */
@Entity('supervision')
@Index('supervision_number', ['jurisdictionId', 'number'], { unique: true, where: 'number IS NOT NULL' })
@Index('supervision_state', ['jurisdictionId', 'state', 'draftedAt'])
export class SupervisionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** 孝舆督〔2026〕3号; given when it is issued, so that drafts leave no gaps. */
  @Column('text', { nullable: true }) number!: string | null;
  @Column('text') title!: string;
  /** 督办事由 */
  @Column('text') cause!: string;
  @Column('text', { default: 'normal' }) urgency!: SupervisionUrgency;
  /** Who supervises: the city office, or who stands in for it. */
  @Column('text') issuer!: string;
  @Column('text', { default: 'drafted' }) state!: SupervisionState;
  /** Login. */
  @Column('text') draftedBy!: string;
  @Column('timestamptz') draftedAt!: Date;
  /** Login of the second person. */
  @Column('text', { nullable: true }) issuedBy!: string | null;
  @Column('timestamptz', { nullable: true }) issuedAt!: Date | null;
  /** Closed or withdrawn. */
  @Column('text', { nullable: true }) settledBy!: string | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** What the office found when it closed it, or why it was withdrawn. */
  @Column('text', { nullable: true }) settledNote!: string | null;
  /** Raised with every change; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

export type SupervisionPartState = 'open' | 'answered' | 'closed' | 'withdrawn';

/** What one unit must do of a supervision order, and by when. */
@Entity('supervision_part')
@Index('supervision_part_sheet', ['supervisionId'])
@Index('supervision_part_incident', ['incidentId'])
@Index('supervision_part_duty', ['assignmentId'], {
  unique: true,
  where: "state IN ('open','answered')",
})
@Index('supervision_part_due', ['rehearsal', 'nextTellAt'], { where: 'next_tell_at IS NOT NULL' })
export class SupervisionPartRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') supervisionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') assignmentId!: string;
  @Column('text') unit!: string;
  /** 办理要求 */
  @Column('text') requirement!: string;
  @Column('timestamptz') dueAt!: Date;
  @Column('text', { default: 'open' }) state!: SupervisionPartState;
  /** 办理情况, masked. */
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('text', { nullable: true }) answeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  /** Why the office sent the last answer back. */
  @Column('text', { nullable: true }) returnedNote!: string | null;
  /** When somebody is to be told next: shortly before it is due, and when it is; null: nobody. */
  @Column('timestamptz', { nullable: true }) nextTellAt!: Date | null;
  /** How often it has been told since it was issued or sent back. */
  @Column('integer', { default: 0 }) told!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
