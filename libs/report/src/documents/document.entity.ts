import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * 舆情快报, 舆情专报, 交办单, 提级办理请示, 问责线索移送函 (domain 2.4). The supervision order (督办单) has a life of its own in
 * `supervision`.
 */
export const DOCUMENT_KINDS = ['bulletin', 'special', 'dispatch', 'uplift', 'accountability'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What the paper says, as a person may change it before it goes out. No field for accounts, links or persons' measures. */
export interface DocumentContent {
  title: string;
  /** 主送 */
  to: string;
  paragraphs: string[];
  /** 抄送 */
  copies: string[];
  /** 签发人, of papers to a superior. */
  signer: string | null;
  urgency: 'normal' | 'urgent' | 'most_urgent';
}

/** A paper made from the record. Issued it has its number and is not changed any more. */
@Entity('document')
@Index('document_incident', ['incidentId', 'draftedAt'])
@Index('document_draft', ['incidentId', 'kind'], { unique: true, where: "state = 'draft'" })
export class DocumentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') kind!: DocumentKind;
  /** 孝舆快〔2026〕3号; given when it is issued, so that drafts leave no gaps. */
  @Column('text', { nullable: true }) number!: string | null;
  @Column('text') state!: 'draft' | 'issued';
  @Column('jsonb') content!: DocumentContent;
  /** Label and value, as they stood when it was drafted; not edited by hand. */
  @Column('jsonb', { default: [] }) fields!: [string, string][];
  /** Login. */
  @Column('text') draftedBy!: string;
  @Column('timestamptz') draftedAt!: Date;
  @Column('text', { nullable: true }) issuedBy!: string | null;
  @Column('timestamptz', { nullable: true }) issuedAt!: Date | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** What a draft said before each change: who wrote what. */
@Entity('document_version')
@Index('document_version_number', ['documentId', 'number'], { unique: true })
export class DocumentVersionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') documentId!: string;
  @Column('integer') number!: number;
  @Column('jsonb') content!: DocumentContent;
  /** Login. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}
