import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Era, EscalationClock, RunningEscalation, StampedPolicy } from '../ladder/stamped.js';
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
@Index('deadline_rule', ['incidentId', 'rule', 'origin', 'round'], {
  unique: true,
  where: 'order_id IS NULL',
})
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
  /** Of which turn of the matter; a new one after an answer has clocks of its own. */
  @Column('integer', { default: 1 }) round!: number;
  /** Years whose arrangement of holidays was not published when it was counted in working days. */
  @Column('integer', { array: true, default: [] }) presumed!: number[];
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  /** `superseded` stays shown (DL-03 after an upgrade). */
  @Column('text', { default: 'open' }) state!: 'open' | 'met' | 'missed' | 'superseded';
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/**
 * A running escalation: one clock of one subject, with the whole policy stamped on it, so that later edits of the policy
 * do not touch it. `stepTimes` and `nextStep` of `#incidents` say when which step is due.
 */
@Entity('escalation')
@Index('escalation_subject', ['clock', 'subjectId'], { unique: true })
@Index('escalation_due', ['rehearsal', 'nextDueAt'], { where: 'stopped_at IS NULL' })
@Index('escalation_incident', ['incidentId'])
export class EscalationRow implements RunningEscalation {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') clock!: EscalationClock;
  /** The duty, refusal, order, letter, due time or incident whose clock it is. */
  @Column('uuid') subjectId!: string;
  @Column('uuid', { nullable: true }) assignmentId!: string | null;
  /** The unit the clock is about; null where that is looked up at each step. */
  @Column('text', { nullable: true }) unit!: string | null;
  @Column('jsonb') policy!: StampedPolicy;
  /** Levels it has run at and since when, oldest first; a step is due at the earliest any of them gives. */
  @Column('jsonb') eras!: Era[];
  /** The clock's own due time, where it has one that is not a span from the start. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** Numbers of the steps taken; those past the last of the policy are repeats. */
  @Column('integer', { array: true, default: [] }) taken!: number[];
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) stoppedAt!: Date | null;
  @Column('text', { nullable: true }) stopReason!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** Ways a message goes. `phone` waits for a person to call; `app` is the inbox of an account. */
export const CHANNELS = ['mail', 'sms', 'wecom', 'dingtalk', 'webhook', 'app', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

export const NOTICE_STATES = [
  'pending',
  'sending',
  'committing',
  'accepted',
  'delivered',
  'failed',
  'cancelled',
  'bundled',
  'to_call',
] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** An outgoing message: one per (event, recipient, channel). Addresses are resolved from the roster when sending. */
@Entity('notice')
@Index('notice_once', ['eventKey', 'recipientId', 'channel'], { unique: true })
@Index('notice_due', ['nextAttemptAt'], { where: "state IN ('pending','sending','committing')" })
@Index('notice_incident', ['incidentId'])
@Index('notice_inbox', ['accountId', 'createdAt'], { where: "channel = 'app'" })
@Index('notice_recipient', ['recipientId', 'channel', 'acceptedAt'])
@Index('notice_bundled', ['bundledIn'], { where: 'bundled_in IS NOT NULL' })
@Index('notice_accepted', ['channel', 'acceptedAt'], { where: 'accepted_at IS NOT NULL' })
@Index('notice_failed', ['channel', 'nextAttemptAt'], { where: "state = 'failed'" })
@Index('notice_receipt', ['receiptId'], { where: 'receipt_id IS NOT NULL' })
export class NoticeRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** Null for what is not about one incident: a digest, an alarm of the watchdog. */
  @Column('uuid', { nullable: true }) incidentId!: string | null;
  @Column('uuid', { nullable: true }) assignmentId!: string | null;
  /** The order, letter, refusal or the like it is about; its link then opens that. */
  @Column('uuid', { nullable: true }) subjectId!: string | null;
  /** The event it tells of: `<assignment>:sent`, `<subject>:sign:2`, `<incident>:office`. */
  @Column('text') eventKey!: string;
  /** The person of the roster, the endpoint or the account it goes to; exactly one of the three below. */
  @Column('uuid') recipientId!: string;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('uuid', { nullable: true }) endpointId!: string | null;
  @Column('uuid', { nullable: true }) accountId!: string | null;
  @Column('text') channel!: Channel;
  @Column('text') template!: string;
  /**
   * pending → sending → committing (the last byte is about to go) → accepted | failed; accepted → delivered only by a
   * receipt; cancelled: overtaken before it went; bundled: carried by a digest; to_call: waits for a person to call.
   */
  @Column('text', { default: 'pending' }) state!: NoticeState;
  @Column('integer', { default: 0 }) attempts!: number;
  /** Real time, also for a rehearsal. */
  @Column('timestamptz') nextAttemptAt!: Date;
  @Column('text', { nullable: true }) lastError!: string | null;
  /** What the provider answered. */
  @Column('text', { nullable: true }) providerAnswer!: string | null;
  /** The provider's own number of the message, by which its receipt names it. */
  @Column('text', { nullable: true }) receiptId!: string | null;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) deliveredAt!: Date | null;
  /** The digest that carried it. */
  @Column('uuid', { nullable: true }) bundledIn!: string | null;
  /** Why it waits though nothing is wrong: too many at once, quiet hours, muted by its reader. */
  @Column('text', { nullable: true }) held!: 'storm' | 'quiet' | 'muted' | null;
  /** An attempt was cut off after its last byte: the provider may have taken it, so it goes again only as itself. */
  @Column('boolean', { default: false }) doubtful!: boolean;
  /** 重大 and above go first. */
  @Column('integer', { default: 0 }) priority!: number;
  /** Small facts for its text: ids, numbers, names of units; never a citizen's words. */
  @Column('jsonb', { default: {} }) data!: Record<string, unknown>;
  @Column('timestamptz') createdAt!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/**
 * Something an action makes known: written in the transaction of the change, turned into notices by the escalation
 * engine, which knows who is reachable and who may hear of it.
 */
@Entity('announcement')
@Index('announcement_once', ['eventKey'], { unique: true })
@Index('announcement_waiting', ['createdAt'], { where: 'told_at IS NULL' })
export class AnnouncementRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid', { nullable: true }) assignmentId!: string | null;
  @Column('uuid', { nullable: true }) subjectId!: string | null;
  @Column('text') eventKey!: string;
  /** The unit the audience is looked up from. */
  @Column('text') unit!: string;
  @Column('text') audience!: string;
  @Column('text') template!: string;
  /** Null: as the policies say for notices at once (mail and inbox). */
  @Column('text', { array: true, nullable: true }) channels!: Channel[] | null;
  /** Only people of that unit itself: where none is reachable nobody else hears. */
  @Column('boolean', { default: false }) ownOnly!: boolean;
  @Column('jsonb', { default: {} }) data!: Record<string, unknown>;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) toldAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
