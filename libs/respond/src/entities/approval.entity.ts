import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A department's word on the wording of one version (会签): it agrees, or says what must change. */
@Entity('response_agreement')
@Index('response_agreement_response', ['responseId', 'number'])
export class ResponseAgreementRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') responseId!: string;
  /** Of the version. */
  @Column('integer') number!: number;
  @Column('text') unit!: string;
  @Column('boolean') agrees!: boolean;
  /** `handed_in`: wrote the text itself; `ruled`: the coordinator decided without it. */
  @Column('text') way!: 'said' | 'handed_in' | 'ruled';
  @Column('text', { default: '' }) comment!: string;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  /** The text went back to be written since: it counts no more. */
  @Column('timestamptz', { nullable: true }) voidedAt!: Date | null;
}

/** Who signs: the leader in charge of the unit that writes, and the city (重大 and above). */
export const SEATS = ['unit', 'city'] as const;
export type Seat = (typeof SEATS)[number];
/** In the dashboard, by the signed link of a message, asked by telephone, on paper; `emergency`: nobody has signed yet. */
export const APPROVAL_WAYS = ['dashboard', 'link', 'phone', 'paper', 'emergency'] as const;
export type ApprovalWay = (typeof APPROVAL_WAYS)[number];

/**
 * 审签 of one version of a text: a signature, a refusal, or the opening of the emergency path (紧急发布). Never changed but
 * for `voidedAt` (the text went back), `deniedAt` (whoever was asked by telephone did not agree) and the end of an emergency.
 */
@Entity('approval')
@Index('approval_response', ['responseId', 'number'])
@Index('approval_open', ['rehearsal', 'nextDueAt'], { where: 'next_due_at IS NOT NULL' })
export class ApprovalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') responseId!: string;
  @Column('integer') number!: number;
  /** Null for an emergency. */
  @Column('text', { nullable: true }) seat!: Seat | null;
  @Column('text') decision!: 'agreed' | 'returned' | 'emergency';
  @Column('text') way!: ApprovalWay;
  /** The account that signed or was asked; null on paper, by the link of somebody without one, and for an emergency. */
  @Column('uuid', { nullable: true }) signerId!: string | null;
  /** Name and post of whoever signed, encrypted with the key of the roster; null for an emergency. */
  @Column('bytea', { nullable: true }) signerSealed!: Buffer | null;
  /** SHA-256 of the signer's name with the jurisdiction: two signatures are of two persons. */
  @Column('text', { nullable: true }) signerHash!: string | null;
  /** The unit whose leader signed. */
  @Column('text', { nullable: true }) unit!: string | null;
  /** Opinion, what was said on the telephone, or why it could not wait. */
  @Column('text', { default: '' }) note!: string;
  /** `account:<login>` of whoever recorded it; `link:<unit>`. */
  @Column('text') by!: string;
  /** When it was signed or said; `at` is when it was recorded. */
  @Column('timestamptz') signedAt!: Date;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) voidedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) deniedAt!: Date | null;
  /** The photographed or scanned paper, as it was given; kept. */
  @Column('text', { nullable: true }) fileName!: string | null;
  @Column('text', { nullable: true }) fileType!: string | null;
  @Column('text', { nullable: true }) fileHash!: string | null;
  @Column('bytea', { nullable: true, select: false }) file!: Buffer | null;
  /** Emergency: when the signatures must be there, and when they were. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** When somebody hears next of what is missing; null when all is told or settled. */
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** Who was asked for something on a text and has not given it: a department for its word, a seat for its signature. */
@Entity('response_ask')
@Index('response_ask_one', ['responseId', 'what', 'unit'], { unique: true, where: 'settled_at IS NULL' })
@Index('response_ask_due', ['rehearsal', 'nextDueAt'], { where: 'next_due_at IS NOT NULL' })
@Index('response_ask_unit', ['unit', 'incidentId'])
export class ResponseAskRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') responseId!: string;
  @Column('integer') number!: number;
  @Column('text') what!: 'wording' | 'signature';
  @Column('text') unit!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz') dueAt!: Date;
  /** When the unit is reminded next (half of the time, then the end of it). */
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
