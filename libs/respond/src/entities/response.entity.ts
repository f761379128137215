import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ResponseState } from '../life.js';

/** 首次回应、进展通报、最终通报、更正 */
export const RESPONSE_KINDS = ['first', 'progress', 'final', 'correction'] as const;
export type ResponseKind = (typeof RESPONSE_KINDS)[number];

/** 情况通报、辟谣、政策解读、温馨提示、进展通报、致歉 */
export const OCCASIONS = [
  'statement',
  'refutation',
  'interpretation',
  'advice',
  'progress',
  'apology',
] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** A text for the public, from its first draft to its publication. Its words stand in `response_version`. */
@Entity('response')
@Index('response_incident', ['incidentId', 'round'])
@Index('response_state', ['jurisdictionId', 'state'])
@Index('response_public', ['jurisdictionId', 'publishedAt'], { where: `state = 'published'` })
export class ResponseRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** Turn of the matter it answers. */
  @Column('integer') round!: number;
  @Column('text') kind!: ResponseKind;
  @Column('text') occasion!: Occasion;
  /** The unit that writes it. */
  @Column('text') unit!: string;
  /** The departments that answer in it: one, or all that agree on one wording. */
  @Column('text', { array: true }) units!: string[];
  @Column('text') state!: ResponseState;
  /** Number of the version in force; 0 before the first is saved. */
  @Column('integer', { default: 0 }) latest!: number;
  /** The published text it corrects. */
  @Column('uuid', { nullable: true }) corrects!: string | null;
  /** `account:<login>` of who began it, and who handed it in last: neither of them approves it. */
  @Column('text') createdBy!: string;
  @Column('text', { nullable: true }) submittedBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) submittedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) alignedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
  /** Raised with every change; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
}

/** What a text said at one moment. The latest changes while one person goes on writing (ten minutes), and never again. */
@Entity('response_version')
@Index('response_version_number', ['responseId', 'number'], { unique: true })
export class ResponseVersionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') responseId!: string;
  @Column('integer') number!: number;
  @Column('text') title!: string;
  /** HTML, cleaned on the server to what the portal takes. */
  @Column('text') html!: string;
  /** The same as plain text, a line for each paragraph. */
  @Column('text') text!: string;
  /** `account:<login>` */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  /** When its writer last added to it; null: not since it was begun. */
  @Column('timestamptz', { nullable: true }) changedAt!: Date | null;
  /** What changed, in the writer's words; may be empty. */
  @Column('text', { default: '' }) note!: string;
}
