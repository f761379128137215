import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A place items come from, with the state of collecting. */
@Entity('source')
@Index('source_name', ['jurisdictionId', 'name'], { unique: true })
@Index('source_due', ['nextDueAt'], { where: 'enabled' })
export class SourceRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) url!: string | null;
  @Column('text') tier!: 'self' | 'local' | 'municipal' | 'provincial' | 'central';
  @Column('text') scope!: 'local' | 'open';
  /** 演练: its items run on the rehearsal clock and count in no figure. */
  @Column('boolean', { default: false }) rehearsal!: boolean;
  @Column('boolean', { default: false }) enabled!: boolean;
  @Column('integer', { default: 900 }) intervalSeconds!: number;
  @Column('text', { nullable: true }) etag!: string | null;
  @Column('text', { nullable: true }) lastModified!: string | null;
  /** Real time. */
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  /** Set while a worker fetches; a dead worker's lease runs out. */
  @Column('timestamptz', { nullable: true }) leasedUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) lastFetchedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) lastOkAt!: Date | null;
  @Column('timestamptz', { nullable: true }) lastNewItemAt!: Date | null;
  @Column('integer', { default: 0 }) failures!: number;
  @Column('text', { nullable: true }) lastError!: string | null;
  @Column('integer', { default: 0 }) itemCount!: number;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
