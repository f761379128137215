import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { UpwardFacts } from '../upward/facts.js';
import type { OrderChannel } from './order.entity.js';

/** 首报, 续报, 终报. */
export const UPWARD_KINDS = ['first', 'follow', 'final'] as const;
export type UpwardKind = (typeof UPWARD_KINDS)[number];

/** What is reported upward to one addressee about one incident: a numbered series from the same facts. */
@Entity('report_series')
@Index('report_series_once', ['incidentId', 'addressee'], { unique: true })
export class ReportSeriesRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** 报送对象 */
  @Column('text') addressee!: string;
  /** When the final report was sent; null: the series goes on. */
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  /** Why it was taken up again after the final report. */
  @Column('text', { nullable: true }) reopenedNote!: string | null;
  @Column('timestamptz', { nullable: true }) reopenedAt!: Date | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** One report of a series; what was sent is not changed any more. */
@Entity('report_issue')
@Index('report_issue_number', ['seriesId', 'kind', 'number'], { unique: true })
@Index('report_issue_draft', ['seriesId'], { unique: true, where: 'sent_at IS NULL' })
@Index('report_issue_incident', ['incidentId', 'sentAt'])
export class ReportIssueRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('uuid') seriesId!: string;
  @Column('text') kind!: UpwardKind;
  /** Counts within its kind: 续报1, 续报2 … */
  @Column('integer') number!: number;
  /** Paragraphs, one a line; drafted from `facts`, then a person's words. */
  @Column('text') text!: string;
  /** The stored facts it was drafted from; the next report says what has changed since. */
  @Column('jsonb') facts!: UpwardFacts;
  /** Login. */
  @Column('text') draftedBy!: string;
  @Column('timestamptz') draftedAt!: Date;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('text', { nullable: true }) sentBy!: string | null;
  @Column('text', { nullable: true }) channel!: OrderChannel | null;
  /** Number of the document, who took it down. */
  @Column('text', { nullable: true }) receipt!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
