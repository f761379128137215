import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { CommitmentState } from '../publication/kinds.js';

/** Something promised to the public in an answer, with a day by which it is due. */
@Entity('commitment')
@Index('commitment_incident', ['incidentId'])
@Index('commitment_state', ['jurisdictionId', 'state', 'dueAt'])
export class CommitmentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid', { nullable: true }) responseId!: string | null;
  @Column('uuid', { nullable: true }) publicationId!: string | null;
  /** What is promised, as the public may read it. */
  @Column('text') what!: string;
  /** Unit that keeps it. */
  @Column('text') unit!: string;
  @Column('timestamptz') dueAt!: Date;
  /** First due time and the reason told to the public, when it was moved; once only. */
  @Column('timestamptz', { nullable: true }) movedFrom!: Date | null;
  @Column('text', { nullable: true }) movedReason!: string | null;
  /** Where the public was told of the new time. */
  @Column('text', { nullable: true }) movedUrl!: string | null;
  @Column('text') state!: CommitmentState;
  /** Where the public reads that it was kept. */
  @Column('text', { nullable: true }) proofUrl!: string | null;
  /** What was done (kept), or why not (broken, withdrawn). */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('text', { nullable: true }) settledBy!: string | null;
  @Column('text') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
  /** The last reminder that went out: 0 none, 1 before, 2 on the day, 3 after; begins anew when it is moved. */
  @Column('integer', { default: 0 }) reminded!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
  /** Raised with every change; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
}
