import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** `told`: the colleague has a link of their own; `to_register`: nobody the roster knows, the office must enter them first. */
export const HAND_ON_STATES = ['told', 'to_register', 'declined', 'taken_back'] as const;
export type HandOnState = (typeof HAND_ON_STATES)[number];

/** 转交: one person of a unit hands a duty on to a colleague, who gets a link in that name. No clock moves. */
@Entity('hand_on')
@Index('hand_on_duty', ['assignmentId', 'turn'], { unique: true })
@Index('hand_on_incident', ['incidentId'])
export class HandOnRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') assignmentId!: string;
  @Column('text') unit!: string;
  /** 1 for the first of the duty, 2 for the second … */
  @Column('integer') turn!: number;
  @Column('uuid') fromContactId!: string;
  /** What they are in the roster (liaison, handler …), so that the chain is read without opening names. */
  @Column('text') fromRole!: string;
  /** Null while the office has not entered whom the roster does not know. */
  @Column('uuid', { nullable: true }) toContactId!: string | null;
  /** Null for somebody the roster does not know. */
  @Column('text', { nullable: true }) toRole!: string | null;
  /** Name, phone and address of somebody the roster does not know; encrypted with the key of the roster. */
  @Column('bytea', { nullable: true }) personSealed!: Buffer | null;
  /** Masked. */
  @Column('text') note!: string;
  @Column('text') state!: HandOnState;
  @Column('timestamptz') at!: Date;
  /** When the office entered or declined them, or it was taken back; who did. */
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('text', { nullable: true }) settledBy!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** A code by SMS that a signature of a 重大 matter asks for: of a duty (签收) or of a text (审签). Real time. */
@Entity('sign_code')
@Index('sign_code_asked', ['subjectId', 'contactId', 'at'])
export class SignCodeRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** The duty, or the question for a signature (`response_ask`). */
  @Column('uuid') subjectId!: string;
  @Column('uuid') contactId!: string;
  /** HMAC-SHA-256 of id and code; the code itself stands nowhere. */
  @Column('bytea') codeHash!: Buffer;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz') expiresAt!: Date;
  /** Wrong entries so far. */
  @Column('integer', { default: 0 }) tries!: number;
  @Column('timestamptz', { nullable: true }) usedAt!: Date | null;
}

/** A form of a signed page that has been sent: the same one sent twice acts once. Rows older than a day go. */
@Entity('link_form')
@Index('link_form_used', ['usedAt'])
export class LinkFormRow {
  /** SHA-256 of the form's token. */
  @PrimaryColumn('bytea') tokenHash!: Buffer;
  @Column('timestamptz') usedAt!: Date;
}
