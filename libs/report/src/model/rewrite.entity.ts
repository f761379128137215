import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { DroppedSentence, KeptSentence, ModelFailure } from './types.js';

/** A brief put into words by a language model: what was sent where on whose word, what came back, and what was dropped of it. */
@Entity('brief_rewrite')
@Index('brief_rewrite_incident', ['incidentId', 'at'])
export class BriefRewriteRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') briefId!: string;
  /** Written before anything is sent, so that nothing leaves without a trace. */
  @Column('text') state!: 'asking' | 'done' | 'failed';
  @Column('text', { nullable: true }) failure!: ModelFailure | null;
  /** HTTP status, where the model answered with an error. */
  @Column('integer', { nullable: true }) status!: number | null;
  /** Host the texts went to, and the name of the model. */
  @Column('text') host!: string;
  @Column('text') model!: string;
  @Column('uuid', { array: true }) sentItemIds!: string[];
  /** SHA-256 (hex) of exactly what was sent. */
  @Column('text') sentDigest!: string;
  @Column('jsonb', { default: [] }) kept!: KeptSentence[];
  @Column('jsonb', { default: [] }) dropped!: DroppedSentence[];
  /** `account:<login>` */
  @Column('text') askedBy!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
