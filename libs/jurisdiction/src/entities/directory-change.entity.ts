import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { DirectoryKind } from '../schema/profile.js';

export type ChangeState = 'draft' | 'proposed' | 'approved' | 'rejected' | 'withdrawn' | 'taken_back';
/** person: entered in the dashboard; ruling: from a refusal decided (RT-43); learning: from corrections; take_back: undoes another. */
export type ChangeOrigin = 'person' | 'ruling' | 'learning' | 'take_back';

/** A whole entry in place of what stood there, with what it was made from, so that it can be shown and taken back. */
export interface StoredEdit {
  kind: DirectoryKind;
  key: string;
  /** Null: the entry is removed. */
  body: Record<string, unknown> | null;
  /** Revision that was edited; null: there was none. */
  expectedRevision: number | null;
  /** What stood there then. */
  before: Record<string, unknown> | null;
}

/** A change of the directory: one or several entries edited together, with reason, author, decision and the version it made. */
@Entity('directory_change')
@Index('directory_change_number', ['jurisdictionId', 'number'], { unique: true })
@Index('directory_change_state', ['jurisdictionId', 'state'])
@Index('directory_change_incident', ['originIncidentId'], { where: 'origin_incident_id IS NOT NULL' })
export class DirectoryChangeRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** Counted within the jurisdiction. */
  @Column('integer') number!: number;
  @Column('text') title!: string;
  @Column('text') reason!: string;
  @Column('jsonb') edits!: StoredEdit[];
  @Column('text') origin!: ChangeOrigin;
  @Column('uuid', { nullable: true }) originIncidentId!: string | null;
  @Column('text') state!: ChangeState;
  /** `account:<login>`, or `system`. */
  @Column('text') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
  /** Null where no second person was needed. */
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) decisionNote!: string | null;
  /** Version of the directory it made. */
  @Column('integer', { nullable: true }) appliedVersion!: number | null;
  @Column('timestamptz', { nullable: true }) appliedAt!: Date | null;
  /** The change whose effect it undoes. */
  @Column('uuid', { nullable: true }) takesBack!: string | null;
  @Column('uuid', { nullable: true }) dryRunId!: string | null;
  /** Raised with every step; a stale one is refused. */
  @Column('integer', { default: 1 }) version!: number;
}

/** How an incident would have gone otherwise; `group` unchanged is not kept. */
export interface DryRunOutcome {
  /** Null for an item that would newly become an incident. */
  incidentId: string | null;
  itemId: string | null;
  group: string;
  before: unknown;
  after: unknown;
  differs: string[];
  gone: { rule: string; because: string; words: string[] }[];
  come: { rule: string; because: string; words: string[] }[];
  /** RT-05 would hold it back: from those without the right, and from these units. */
  restricted: boolean;
  recused: string[];
}

/**
 * What a set of edits would have altered in the last days. Kept so that who approves sees the figures that who proposed
 * saw. It names every incident tried: counts are made from those the reader may see.
 */
@Entity('directory_dry_run')
@Index('directory_dry_run_age', ['jurisdictionId', 'startedAt'])
export class DirectoryDryRunRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') startedBy!: string;
  @Column('timestamptz') startedAt!: Date;
  /** Real time its state was last asked for: nobody waits any more for one that is not. */
  @Column('timestamptz') askedAt!: Date;
  /** Real time of its last sign of life. */
  @Column('timestamptz') beatAt!: Date;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('text') state!: 'running' | 'done' | 'cancelled' | 'failed';
  @Column('jsonb') edits!: StoredEdit[];
  /** Version of the directory it compares with. */
  @Column('integer') baseVersion!: number;
  @Column('timestamptz') since!: Date;
  /** The day for which the directory is consulted: when all that is edited is in force. */
  @Column('timestamptz') asOf!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
  @Column('boolean', { default: false }) historic!: boolean;
  /** Incidents to try, and those tried so far. */
  @Column('uuid', { array: true, default: [] }) wanted!: string[];
  @Column('uuid', { array: true, default: [] }) tried!: string[];
  /** A limit of number or time left some out. */
  @Column('boolean', { default: false }) cut!: boolean;
  @Column('jsonb', { default: [] }) outcomes!: DryRunOutcome[];
}
