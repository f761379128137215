import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ModelFigures } from '../learning/figures.js';

export type ModelState = 'training' | 'candidate' | 'active' | 'retired' | 'failed';

/** A version of the learned models of a city. At most one is active; none: the examples of the directory alone. */
@Entity('judge_model')
@Index('judge_model_number', ['jurisdictionId', 'number'], { unique: true })
@Index('judge_model_active', ['jurisdictionId'], { unique: true, where: "state = 'active'" })
@Index('judge_model_training', ['jurisdictionId'], { unique: true, where: "state = 'training'" })
export class JudgeModelRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** Counted within the jurisdiction. */
  @Column('integer') number!: number;
  @Column('text') state!: ModelState;
  /** `account:<login>`, or `system` for the schedule. */
  @Column('text') startedBy!: string;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) trainedAt!: Date | null;
  /** Examples of the directory, and corrections of people, that it was trained on. */
  @Column('integer', { default: 0 }) examples!: number;
  @Column('integer', { default: 0 }) corrections!: number;
  /** Version of the directory the examples came from. */
  @Column('text') directoryVersion!: string;
  @Column('jsonb', { nullable: true }) figures!: ModelFigures | null;
  /** JSON of the models, gzip; read only when used. */
  @Column('bytea', { nullable: true, select: false }) weights!: Buffer | null;
  /** Why it failed, or what whoever activated or took it back wrote. */
  @Column('text', { default: '' }) note!: string;
  @Column('timestamptz', { nullable: true }) activatedAt!: Date | null;
  @Column('text', { nullable: true }) activatedBy!: string | null;
  /** Number of the model in force until this one was activated; null: none. Roll-back goes there. */
  @Column('integer', { nullable: true }) replaced!: number | null;
}
