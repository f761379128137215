import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { QualityAnswer, Timeliness, UnitTime } from './types.js';

/**
 * 评估 of a closed matter (国办发〔2016〕80号(十三), DL-12): what can be computed is computed and kept as it was; a further
 * edition is written when the matter was taken up again or more is known. Rows are never changed.
 */
@Entity('evaluation')
@Index('evaluation_edition', ['incidentId', 'edition'], { unique: true })
export class EvaluationRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('integer') edition!: number;
  @Column('jsonb') timeliness!: Timeliness[];
  /** Who the time went to, of what came late. */
  @Column('jsonb') charges!: UnitTime[];
  @Column('jsonb') quality!: QualityAnswer[];
  /** Figures of the effect as they stood; null where there are none. */
  @Column('jsonb', { nullable: true }) effect!: unknown;
  @Column('text', { default: '' }) effectNote!: string;
  /** 经验教训 */
  @Column('text', { default: '' }) lessons!: string;
  @Column('text', { array: true, default: [] }) tags!: string[];
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** 督促整改、通报批评、向有权机关提出处理建议: the notice, part 三(三). */
export const MEASURES = ['rectify', 'criticise', 'hand_over'] as const;
export type Measure = (typeof MEASURES)[number];

/** A proposal about a unit, never about a person; a second person confirms it, and nothing follows by itself. */
@Entity('evaluation_proposal')
@Index('evaluation_proposal_incident', ['incidentId'])
export class EvaluationProposalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') evaluationId!: string;
  @Column('text') unit!: string;
  @Column('text') measure!: Measure;
  @Column('text') reason!: string;
  @Column('text', { default: 'proposed' }) state!: 'proposed' | 'confirmed' | 'dropped';
  @Column('text') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decisionNote!: string | null;
}
