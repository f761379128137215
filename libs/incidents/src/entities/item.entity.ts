import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ConfirmedFacts, Engagement } from '../item.js';

/** One thing somebody published, as seen; text masked, author never kept. `key` makes seeing it again change nothing. */
@Entity('item')
@Index('item_key', ['jurisdictionId', 'key'], { unique: true })
@Index('item_waiting', ['jurisdictionId', 'historic', 'turn', 'seq'], { where: 'judged_at IS NULL' })
@Index('item_grown', ['jurisdictionId', 'grownAt'], { where: 'grown_at IS NOT NULL' })
@Index('item_discovered', ['jurisdictionId', 'discoveredAt'], { where: 'NOT historic' })
export class ItemRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Order of arrival; judging goes by it within a turn, imported history last. */
  @Column('bigint', { generated: 'increment', unique: true }) seq!: string;
  /** 0: looked urgent when it arrived and is judged before what waits (`looksUrgent`); 1: in order of arrival. */
  @Column('smallint', { default: 1 }) turn!: number;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid', { nullable: true }) sourceId!: string | null;
  /** SHA-256 of what identifies it (source and guid, else normalised address or text). */
  @Column('bytea') key!: Buffer;
  @Column('text', { nullable: true }) externalId!: string | null;
  @Column('text') channel!: 'feed' | 'manual' | 'import';
  @Column('text', { default: '' }) title!: string;
  @Column('text', { default: '' }) text!: string;
  @Column('text', { nullable: true }) url!: string | null;
  /** As it was when the item arrived: the source may change later. */
  @Column('jsonb') source!: { name: string; tier: string; scope: string };
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('timestamptz') discoveredAt!: Date;
  @Column('jsonb', { default: {} }) engagement!: Engagement;
  @Column('text', { default: 'none' }) hotSearch!: 'none' | 'local' | 'national';
  @Column('boolean', { default: false }) assignedBySuperior!: boolean;
  @Column('timestamptz', { nullable: true }) superiorDueAt!: Date | null;
  @Column('jsonb', { default: {} }) facts!: ConfirmedFacts;
  /** Arrived from a rehearsal source: runs on the rehearsal clock and counts in no figure. */
  @Column('boolean', { default: false }) rehearsal!: boolean;
  /** Imported history: stored and judged, no clocks, no notices. */
  @Column('boolean', { default: false }) historic!: boolean;
  /** An incident a person already chose for it (manual entry). */
  @Column('uuid', { nullable: true }) intoIncidentId!: string | null;
  @Column('text', { nullable: true }) enteredBy!: string | null;
  @Column('timestamptz', { nullable: true }) judgedAt!: Date | null;
  /** Seen again with more views, reposts or a hot list since it was judged; null once it has been judged again. */
  @Column('timestamptz', { nullable: true }) grownAt!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
