import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Brief } from './types.js';

/** What was known of a matter at one moment (舆情简报), every sentence with its items; never changed, only followed by another. */
@Entity('brief')
@Index('brief_number', ['incidentId', 'number'], { unique: true })
export class BriefRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** 1 for the first of the incident, 2 for the second … */
  @Column('integer') number!: number;
  /** SHA-256 of what it was made of: the same input makes no second version. */
  @Column('bytea') inputHash!: Buffer;
  @Column('jsonb') content!: Brief;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
