import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** How a letter got there: by the system's mail, or handed over by other means (机要、传真、电话、当面). */
export const LETTER_WAYS = ['mail', 'confidential', 'fax', 'phone', 'hand'] as const;
export type LetterWay = (typeof LETTER_WAYS)[number];

export const COORDINATION_STATES = ['drafted', 'sent', 'confirmed', 'declined', 'recalled'] as const;
export type CoordinationState = (typeof COORDINATION_STATES)[number];

/**
 * A coordinator outside this installation and the letter (协调函) that asks it (RT-55). Until it is confirmed, with a
 * person who can be reached, the city office acts. One row a coordinator and incident; a recalled one stays as history.
 */
@Entity('coordination')
@Index('coordination_unit', ['incidentId', 'unit'], { unique: true, where: "state <> 'recalled'" })
@Index('coordination_number', ['jurisdictionId', 'letterNumber'], { unique: true })
@Index('coordination_due', ['jurisdictionId', 'state', 'dueAt'])
export class CoordinationRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** The coordinator: a superior of a vertically managed unit or the like. */
  @Column('text') unit!: string;
  /** 会同 whom. */
  @Column('text', { nullable: true }) beside!: string | null;
  /** Units whose part it coordinates; empty: the whole matter. */
  @Column('text', { array: true, default: [] }) scopes!: string[];
  @Column('text', { default: 'drafted' }) state!: CoordinationState;
  /** 孝舆协〔2026〕3号 */
  @Column('text') letterNumber!: string;
  @Column('timestamptz') createdAt!: Date;
  /** By when it should have confirmed. */
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('text', { nullable: true }) how!: LetterWay | null;
  /** Login of whoever handed it over; null by mail. */
  @Column('text', { nullable: true }) handedBy!: string | null;
  @Column('text', { nullable: true }) handedNote!: string | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** `link:<unit>` or `account:<login>`. */
  @Column('text', { nullable: true }) settledBy!: string | null;
  /** Whom one can call there, encrypted with the key of the roster. */
  @Column('bytea', { nullable: true }) personSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) phoneSealed!: Buffer | null;
  /** Why it declined or was recalled. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
