import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Item } from '#incidents';
import type { CaseExpectation, CaseOutcome } from '../regression/types.js';

export type CaseOrigin = 'correction' | 'manual' | 'import';

/** 回归样例: a text with what must come out of it, so that a change of words or models shows what it would break. */
@Entity('regression_case')
@Index('regression_case_name', ['jurisdictionId', 'name'], { unique: true })
@Index('regression_case_correction', ['correctionId'])
export class RegressionCaseRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') name!: string;
  /** The text as `huiyin analyse` takes it; persons and phones masked. */
  @Column('jsonb') item!: Item;
  /** Aspects that are compared; what is absent is not. */
  @Column('jsonb') expect!: CaseExpectation;
  @Column('text') origin!: CaseOrigin;
  /** The correction it was made from. */
  @Column('uuid', { nullable: true }) correctionId!: string | null;
  /** Why it must come out so, in a person's words; persons and phones masked. */
  @Column('text', { default: '' }) reason!: string;
  /** Inactive ones are kept and not run. */
  @Column('boolean', { default: true }) active!: boolean;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}

/** One run of the active cases: as things stand, or beside what a change or another model would make of them. */
@Entity('regression_run')
@Index('regression_run_at', ['jurisdictionId', 'at'])
@Index('regression_run_change', ['changeId'], { where: 'change_id IS NOT NULL' })
export class RegressionRunRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** `account:<login>` or `system`. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') directoryVersion!: string;
  /** The change of the directory it tries; null: another model, or nothing but what holds. */
  @Column('uuid', { nullable: true }) changeId!: string | null;
  @Column('uuid', { nullable: true }) modelId!: string | null;
  @Column('jsonb') outcomes!: CaseOutcome[];
  /** Why somebody went on although cases that were right would be wrong. */
  @Column('text', { nullable: true }) acceptedReason!: string | null;
}
