import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { DutyRole, DutyState } from '../life.js';

/**
 * A duty: one unit's part in one incident. A unit with several roles has one duty and signs once. A withdrawn one stays
 * as history; a unit called back gets a new row, so that it is told and must sign again.
 */
@Entity('assignment')
@Index('assignment_unit', ['incidentId', 'unit'], { unique: true, where: "state <> 'withdrawn'" })
@Index('assignment_by_unit', ['jurisdictionId', 'unit', 'state'])
@Index('assignment_waiting', ['incidentId', 'signDueAt'], { where: "must_sign AND state = 'sent'" })
export class AssignmentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') unit!: string;
  @Column('text', { array: true }) roles!: DutyRole[];
  /** False for units that are only informed: no sign-off, no clock. */
  @Column('boolean') mustSign!: boolean;
  @Column('text') state!: DutyState;
  @Column('timestamptz') sentAt!: Date;
  /** Internal deadline of sign-off (DL-06); null when nothing is to be signed. */
  @Column('timestamptz', { nullable: true }) signDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) signedAt!: Date | null;
  /** `account:<login>` or `link:<role>` of the contact. */
  @Column('text', { nullable: true }) signedBy!: string | null;
  /** Until when it may be refused (DL-08); null when it may not. */
  @Column('timestamptz', { nullable: true }) refuseDueAt!: Date | null;
  /** When the first report is due (DL-07); null when none is owed. */
  @Column('timestamptz', { nullable: true }) reportDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) reportedAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** A due time: a statutory one is counted from discovery and never moves later. */
@Entity('deadline')
@Index('deadline_rule', ['incidentId', 'rule', 'origin'], { unique: true, where: 'order_id IS NULL' })
@Index('deadline_order', ['orderId'], { unique: true, where: 'order_id IS NOT NULL' })
@Index('deadline_due', ['dueAt'], { where: "state = 'open'" })
@Index('deadline_waiting', ['incidentId', 'dueAt'], { where: "state IN ('open','missed')" })
export class DeadlineRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') incidentId!: string;
  /** DL-01 … DL-20 */
  @Column('text') rule!: string;
  @Column('text') kind!: 'statutory' | 'internal' | 'superior';
  /** The superior's order that set it (DL-19); each keeps its own row. */
  @Column('uuid', { nullable: true }) orderId!: string | null;
  /** `birth`, or `upgrade` for the row an upgrade of the event level adds beside the original. */
  @Column('text', { default: 'birth' }) origin!: 'birth' | 'upgrade';
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  /** `superseded` stays shown (DL-03 after an upgrade). */
  @Column('text', { default: 'open' }) state!: 'open' | 'met' | 'missed' | 'superseded';
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** The next warning: 50 %, 80 % of the time, then due. */
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** A running escalation of a duty; the policy is stamped on it, later edits do not touch it. */
@Entity('escalation')
@Index('escalation_due', ['nextDueAt'], { where: 'stopped_at IS NULL' })
export class EscalationRow {
  @PrimaryColumn('uuid') assignmentId!: string;
  @Column('uuid') incidentId!: string;
  @Column('jsonb') policy!: { key: string; steps: { at: string; to: string; template: string }[] };
  /** Index of the next step. */
  @Column('integer', { default: 0 }) step!: number;
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) stoppedAt!: Date | null;
  @Column('text', { nullable: true }) stopReason!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** An outgoing message: one per (event, recipient, channel). Addresses are resolved from the roster when sending. */
@Entity('notice')
@Index('notice_once', ['eventKey', 'contactId', 'channel'], { unique: true })
@Index('notice_due', ['nextAttemptAt'], { where: "state IN ('pending','sending','committing')" })
export class NoticeRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid', { nullable: true }) assignmentId!: string | null;
  /** The order or the letter it is about; its link then opens that. */
  @Column('uuid', { nullable: true }) subjectId!: string | null;
  /** The event it tells of: `<assignment>:sent`, `<assignment>:step:2`, `<incident>:office`. */
  @Column('text') eventKey!: string;
  @Column('uuid') contactId!: string;
  @Column('text') channel!: 'mail';
  @Column('text') template!: string;
  /** pending → sending → committing (the last byte is about to go) → accepted | failed; cancelled: overtaken before it went */
  @Column('text', { default: 'pending' }) state!:
    'pending' | 'sending' | 'committing' | 'accepted' | 'failed' | 'cancelled';
  @Column('integer', { default: 0 }) attempts!: number;
  /** Real time, also for a rehearsal. */
  @Column('timestamptz') nextAttemptAt!: Date;
  @Column('text', { nullable: true }) lastError!: string | null;
  /** What the provider answered. */
  @Column('text', { nullable: true }) providerAnswer!: string | null;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  /** 重大 and above go first. */
  @Column('integer', { default: 0 }) priority!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
