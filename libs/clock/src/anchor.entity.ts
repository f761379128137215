import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a timeline stands: virtual time = virtualAt + (real now − realAt) × factor. Only `rehearsal` has a row in use. */
@Entity('clock_anchor')
export class ClockAnchorRow {
  @PrimaryColumn('text') timeline!: string;
  /** Virtual time at which it began. */
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz') virtualAt!: Date;
  @Column('timestamptz') realAt!: Date;
  @Column('double precision') factor!: number;
}
