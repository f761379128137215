import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Something the watchdog found out of its bounds; one row from the first sight until it is gone. Real time. */
@Entity('watch_finding')
@Index('watch_finding_open', ['kind', 'subjectId'], { unique: true, where: 'gone_at IS NULL' })
@Index('watch_finding_gone', ['goneAt'])
export class WatchFindingRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Name of the check that found it. */
  @Column('text') kind!: string;
  /** Id of the row, or the name of the part. */
  @Column('text') subjectId!: string;
  @Column('uuid', { nullable: true }) incidentId!: string | null;
  @Column('boolean') rehearsal!: boolean;
  /** Since when it is overdue or lacking, on its own timeline. */
  @Column('timestamptz') since!: Date;
  @Column('timestamptz') firstSeenAt!: Date;
  @Column('timestamptz') lastSeenAt!: Date;
  /** In how many rounds; the first may be a coincidence. */
  @Column('integer', { default: 1 }) sightings!: number;
  /** How often mending it was tried. */
  @Column('integer', { default: 0 }) repairs!: number;
  @Column('timestamptz', { nullable: true }) repairTriedAt!: Date | null;
  /** When the operator was told of it. */
  @Column('timestamptz', { nullable: true }) alarmedAt!: Date | null;
  /** When it was in its bounds again; null while it stands. */
  @Column('timestamptz', { nullable: true }) goneAt!: Date | null;
}

/** What a check said in the last round. */
export interface CheckResult {
  kind: string;
  rehearsal: boolean;
  /** Seconds of patience. */
  bound: number;
  /** What it found, 100 at most. */
  count: number;
  /** Of those, how many were found in the round before too; the first time may be a coincidence. */
  confirmed: number;
  /** Age of the oldest in seconds of its own timeline. */
  oldestSeconds: number | null;
  /** How long the question took. */
  ms: number;
}

/** The last round of the watchdog. */
@Entity('watch_round')
export class WatchRoundRow {
  /** `escalation` */
  @PrimaryColumn('text') name!: string;
  @Column('timestamptz') at!: Date;
  /** Process that went round. */
  @Column('text') holder!: string;
  @Column('integer') tookMs!: number;
  @Column('boolean') inBounds!: boolean;
  @Column('jsonb') checks!: CheckResult[];
}

export const watchEntities = [WatchFindingRow, WatchRoundRow];
