import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Casualties, Claim } from '../judgement.js';

/** What a person can settle: one of the figures of people, or how far what is claimed is established. */
export type FactSubject = keyof Casualties | 'claim';

/**
 * 核定伤亡、核定说法: the word of a person, with its source. Rows are only added or taken back; of one subject the newest that
 * stands holds, whatever an item says later.
 */
@Entity('fact_settlement')
@Index('fact_settlement_incident', ['incidentId', 'seq'])
export class FactSettlementRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Which came first, also within one moment. */
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') subject!: FactSubject;
  /** Number of people; null of a claim. */
  @Column('int', { nullable: true }) value!: number | null;
  /** `verified` or `refuted`; null of a figure. */
  @Column('text', { nullable: true }) claim!: Claim | null;
  /** Whose word it rests on: an office, a bulletin, a report of the responsible unit. */
  @Column('text') source!: string;
  /** The item that says so, if one does. */
  @Column('uuid', { nullable: true }) itemId!: string | null;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) undoneBy!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
