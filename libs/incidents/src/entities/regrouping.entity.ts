import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** `move` to a matter that stands, `split` to a new one; `undo` takes one of the others back. */
export const REGROUPING_KINDS = ['merge', 'split', 'move', 'undo'] as const;
export type RegroupingKind = (typeof REGROUPING_KINDS)[number];

/** One row that a regrouping changed: its columns before and after. A row made by it has no `before`. */
export interface RowChange {
  table: string;
  /** Value of the primary key. */
  key: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
}

/** A version of the grouping: what a person put together or apart, with all that must be put back to undo it. */
@Entity('regrouping')
@Index('regrouping_seq', ['seq'], { unique: true })
@Index('regrouping_into', ['intoId', 'at'])
@Index('regrouping_from', ['fromId', 'at'])
@Index('regrouping_jurisdiction', ['jurisdictionId', 'seq'])
export class RegroupingRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Order in which they hold: made under the lock of judging, so an index elsewhere catches up by it. */
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') kind!: RegroupingKind;
  /** The matter that the items left. */
  @Column('uuid') fromId!: string;
  /** The matter they are in herewith. */
  @Column('uuid') intoId!: string;
  @Column('uuid', { array: true }) itemIds!: string[];
  /** `account:<login>` */
  @Column('text') by!: string;
  /** On the matter's own timeline. */
  @Column('timestamptz') at!: Date;
  @Column('text', { default: '' }) reason!: string;
  /** Last row of `incident_log` when it was done: what a person did since stands after it. */
  @Column('bigint') logId!: string;
  @Column('jsonb', { default: [] }) changes!: RowChange[];
  /** Of an `undo`: what it took back. */
  @Column('uuid', { nullable: true }) undoes!: string | null;
  @Column('text', { nullable: true }) undoneBy!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/**
 * `attach`: an item that opened a matter of its own may belong to another; `merge`: two matters may be one; `split`: one may
 * be two.
 */
export const PROPOSAL_KINDS = ['attach', 'merge', 'split'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];
export const PROPOSAL_STATES = ['open', 'accepted', 'declined', 'expired'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** A regrouping that judging proposes and a person decides (归并建议). */
@Entity('grouping_proposal')
@Index('grouping_proposal_open', ['jurisdictionId', 'similarity'], { where: "state = 'open'" })
@Index('grouping_proposal_pair', ['fromId', 'intoId'], {
  unique: true,
  where: "state = 'open' AND into_id IS NOT NULL",
})
@Index('grouping_proposal_split', ['fromId'], { unique: true, where: "state = 'open' AND into_id IS NULL" })
@Index('grouping_proposal_into', ['intoId'], { where: 'into_id IS NOT NULL' })
export class GroupingProposalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') kind!: ProposalKind;
  /** What would go into the other; of a `split` the matter that would be taken apart. */
  @Column('uuid') fromId!: string;
  @Column('uuid', { nullable: true }) intoId!: string | null;
  /** Of a `split`: the items that would leave. */
  @Column('uuid', { array: true, default: [] }) itemIds!: string[];
  /** 0…1; of a `split` how unlike the two halves are. */
  @Column('real') similarity!: number;
  /** Why, in Chinese sentences. */
  @Column('text', { array: true, default: [] }) reasons!: string[];
  @Column('text', { default: 'open' }) state!: ProposalState;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** Two matters that a person has found to be two: nothing proposes to put them together again. */
@Entity('kept_apart')
@Index('kept_apart_pair', ['oneId', 'otherId'], { unique: true })
@Index('kept_apart_other', ['otherId'])
export class KeptApartRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** The smaller of the two ids. */
  @Column('uuid') oneId!: string;
  @Column('uuid') otherId!: string;
  @Column('text') origin!: 'split' | 'declined' | 'undone';
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}
