import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { CorrectedAspect } from '../corrections.js';

/**
 * What a person put right in a judgement of an item or an incident: a labelled example for training and for the
 * regression cases. Corrections of routing and decisions on levels stand in `decision` and are read there.
 */
@Entity('judgement_correction')
@Index('judgement_correction_incident', ['incidentId', 'at'], { where: 'incident_id IS NOT NULL' })
@Index('judgement_correction_item', ['itemId', 'at'], { where: 'item_id IS NOT NULL' })
@Index('judgement_correction_at', ['jurisdictionId', 'at'])
export class JudgementCorrectionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** The item it is about; null: the incident as a whole. */
  @Column('uuid', { nullable: true }) itemId!: string | null;
  /** The incident it is about or was made on; null for an item that is in none. */
  @Column('uuid', { nullable: true }) incidentId!: string | null;
  @Column('text') aspect!: CorrectedAspect;
  /** What judging had found, in the shape of `after`. */
  @Column('jsonb', { nullable: true }) before!: unknown;
  /** What the person said, as `CorrectedJudgement` has it for that aspect. */
  @Column('jsonb', { nullable: true }) after!: unknown;
  @Column('text', { default: '' }) reason!: string;
  /** Login. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) takenBackAt!: Date | null;
  @Column('text', { nullable: true }) takenBackBy!: string | null;
}
