import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { SpikeKind } from '../spikes/keys.js';

export type SpikeState = 'open' | 'seen' | 'dismissed' | 'linked' | 'over';

/** 异常增长: more of one thing within an hour than its long baseline lets expect. Makes no incident; a person looks at it. */
@Entity('spike')
@Index('spike_standing', ['jurisdictionId', 'rehearsal', 'key'], {
  unique: true,
  where: "state IN ('open', 'seen')",
})
@Index('spike_list', ['jurisdictionId', 'rehearsal', 'at'])
export class SpikeRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** `topic:30|梧桐镇`, `place:梧桐镇`, `word:停暖`. */
  @Column('text') key!: string;
  @Column('text') kind!: SpikeKind;
  /** As people read it: 梧桐镇·集中供热. */
  @Column('text') label!: string;
  /** First found; on its own timeline. */
  @Column('timestamptz') at!: Date;
  /** The hour it was found in, or in which it stood highest. */
  @Column('timestamptz') windowFrom!: Date;
  @Column('timestamptz') windowTo!: Date;
  @Column('integer') observed!: number;
  @Column('real') expected!: number;
  /** −log10 of the chance that as many come without anything new. */
  @Column('real') score!: number;
  @Column('integer') sources!: number;
  /** The same rise seen under other keys at the same time. */
  @Column('text', { array: true, default: [] }) also!: string[];
  /** Words that are frequent in it and rare before. */
  @Column('text', { array: true, default: [] }) words!: string[];
  /** Its items, newest first, at most 200. */
  @Column('uuid', { array: true, default: [] }) items!: string[];
  @Column('text', { default: 'open' }) state!: SpikeState;
  @Column('uuid', { nullable: true }) incidentId!: string | null;
  @Column('text', { nullable: true }) settledBy!: string | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('text', { default: '' }) note!: string;
  @Column('integer', { default: 1 }) version!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** How many items an hour brought under a key, copies included; counted once each by the order of judging. */
@Entity('spike_count')
@Index('spike_count_hour', ['jurisdictionId', 'rehearsal', 'hour'])
export class SpikeCountRow {
  @PrimaryColumn('uuid') jurisdictionId!: string;
  @PrimaryColumn('boolean') rehearsal!: boolean;
  @PrimaryColumn('text') key!: string;
  @PrimaryColumn('timestamptz') hour!: Date;
  @Column('integer') count!: number;
}

/** How far the judgements have been counted. */
@Entity('spike_cursor')
export class SpikeCursorRow {
  @PrimaryColumn('uuid') jurisdictionId!: string;
  @Column('bigint') seq!: string;
  /** Since when there are counts: before that nothing is known of what is usual. */
  @Column('timestamptz') since!: Date;
}

export const spikeEntities = [SpikeRow, SpikeCountRow, SpikeCursorRow];
