import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** How a unit stands with its form of annex 2: when it came, whether sealed, when it was last confirmed. */
@Entity('roster_unit')
@Index('roster_unit_due', ['jurisdictionId', 'confirmDueAt'])
export class RosterUnitRow {
  @PrimaryColumn('uuid') jurisdictionId!: string;
  @PrimaryColumn('text') unit!: string;
  /** 盖章 */
  @Column('boolean', { default: false }) sealed!: boolean;
  @Column('date', { nullable: true }) submittedAt!: string | null;
  @Column('text', { nullable: true }) submitChannel!: 'pdf' | 'paper' | 'file' | 'page' | null;
  /** SHA-256 of the file the entries came from. */
  @Column('text', { nullable: true }) attachmentHash!: string | null;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Column('text', { nullable: true }) confirmedBy!: string | null;
  /** When the entries must be confirmed again. */
  @Column('timestamptz') confirmDueAt!: Date;
  /** By when a change of people must be reported with the sealed form (DL-15); null when none is to be. */
  @Column('timestamptz', { nullable: true }) filingDueAt!: Date | null;
  /** Raised with every change, so that two people do not overwrite each other. */
  @Column('integer', { default: 1 }) version!: number;
}

/** A time in which somebody cannot be told; what is meant for them goes to their substitute. Days inclusive. */
@Entity('contact_absence')
@Index('contact_absence_contact', ['contactId'], { where: 'cancelled_at IS NULL' })
export class ContactAbsenceRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') contactId!: string;
  @Column('date') fromDay!: string;
  @Column('date') toDay!: string;
  /** Another contact of the unit; null: the standby of the role (B 角). */
  @Column('uuid', { nullable: true }) substituteId!: string | null;
  @Column('text') recordedBy!: string;
  @Column('timestamptz') recordedAt!: Date;
  @Column('timestamptz', { nullable: true }) cancelledAt!: Date | null;
}

/** Who is on duty in a unit on a day (值班表); a change adds a row and ends the old one. Names and phones encrypted. */
@Entity('duty_shift')
@Index('duty_shift_day', ['jurisdictionId', 'unit', 'day'], { unique: true, where: 'replaced_at IS NULL' })
export class DutyShiftRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') unit!: string;
  @Column('date') day!: string;
  @Column('bytea') personSealed!: Buffer;
  @Column('bytea', { nullable: true }) phoneSealed!: Buffer | null;
  /** 带班领导 */
  @Column('bytea', { nullable: true }) leaderSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) leaderPhoneSealed!: Buffer | null;
  @Column('text') recordedBy!: string;
  @Column('timestamptz') recordedAt!: Date;
  @Column('timestamptz', { nullable: true }) replacedAt!: Date | null;
}

/** 交接班: what the outgoing shift leaves to the next; the matters are ids, shown to each reader as far as they may see them. */
@Entity('duty_handover')
@Index('duty_handover_day', ['jurisdictionId', 'unit', 'day'], { unique: true })
export class DutyHandoverRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') unit!: string;
  /** Day of the outgoing shift. */
  @Column('date') day!: string;
  /** What was open when it was written. */
  @Column('jsonb') matters!: { incidentId: string; kinds: HandoverKind[] }[];
  @Column('text') notes!: string;
  @Column('text') writtenBy!: string;
  @Column('timestamptz') writtenAt!: Date;
  @Column('text', { nullable: true }) acceptedBy!: string | null;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('text', { nullable: true }) acceptedNote!: string | null;
}

/** unsigned 未签收, late 超时, awaiting 待确认交办, refused 退单待裁定 */
export type HandoverKind = 'unsigned' | 'late' | 'awaiting' | 'refused';
