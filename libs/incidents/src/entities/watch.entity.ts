import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** 关注: an incident on somebody's own list, or on the list the office shares (重点督办). */
@Entity('watched_incident')
@Index('watched_own', ['accountId', 'incidentId'], { unique: true, where: 'account_id IS NOT NULL' })
@Index('watched_shared', ['jurisdictionId', 'incidentId'], { unique: true, where: 'account_id IS NULL' })
@Index('watched_by_incident', ['incidentId'])
export class WatchedRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** Whose list; null: the shared one. */
  @Column('uuid', { nullable: true }) accountId!: string | null;
  @Column('text', { default: '' }) note!: string;
  /** Last day (Asia/Shanghai) on which it is watched; null: until it is taken off. */
  @Column('date', { nullable: true }) until!: string | null;
  /** Login. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  /** The last log row of the incident that was seen; what came after counts as new. */
  @Column('bigint') seenLogId!: string;
}
