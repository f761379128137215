import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Figures of an outlet about an answer, as somebody read them off; never changed, later ones follow. */
@Entity('reach')
@Index('reach_incident', ['incidentId', 'round'])
export class ReachRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Order of entering. */
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('integer') round!: number;
  /** Name of the outlet: 市政府门户网站. */
  @Column('text') outlet!: string;
  @Column('integer', { nullable: true }) reads!: number | null;
  @Column('integer', { nullable: true }) comments!: number | null;
  @Column('integer', { nullable: true }) shares!: number | null;
  @Column('timestamptz') at!: Date;
  /** `account:<login>` */
  @Column('text') by!: string;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
