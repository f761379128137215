import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type {
  Counts,
  Form,
  ProofFindings,
  ProofState,
  PublicationState,
  Publisher,
} from '../publication/kinds.js';

/** One publication: first a duty of the outlet's owner, then a fact with address, time and proof. */
@Entity('publication')
@Index('publication_incident', ['incidentId', 'round'])
@Index('publication_response', ['responseId'])
@Index('publication_state', ['jurisdictionId', 'state', 'dueAt'])
@Index('publication_proof_next', ['proofNextAt'])
export class PublicationRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** The text; null for what was entered afterwards without one. */
  @Column('uuid', { nullable: true }) responseId!: string | null;
  @Column('integer') round!: number;
  /** Key of the outlet in the directory. */
  @Column('text', { nullable: true }) outletKey!: string | null;
  /** Unit that owns the outlet and owes the publication. */
  @Column('text', { nullable: true }) owner!: string | null;
  @Column('text') publisher!: Publisher;
  /** Name of a publishing body that is none of our outlets. */
  @Column('text', { nullable: true }) publisherName!: string | null;
  @Column('text') form!: Form;
  /** 转载: tells again what another body published; never an answer of ours. */
  @Column('boolean', { default: false }) forwarded!: boolean;
  @Column('text') state!: PublicationState;
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** The statutory row the due time comes from (`DL-01`); null: the profile's span. */
  @Column('text', { nullable: true }) dueRule!: string | null;
  @Column('text', { nullable: true }) url!: string | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  /** `account:<login>` */
  @Column('text', { nullable: true }) registeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) registeredAt!: Date | null;
  @Column('text', { default: 'none' }) countsAs!: Counts;
  /** The rule in Chinese, as shown. */
  @Column('text', { default: '' }) countsWhy!: string;
  /** SHA-256 of the fetched body, hex; of the photo for paper. */
  @Column('text', { nullable: true }) proofHash!: string | null;
  @Column('timestamptz', { nullable: true }) proofAt!: Date | null;
  @Column('text', { nullable: true }) proofStatus!: ProofState | null;
  /** In Chinese, as shown. */
  @Column('text', { nullable: true }) proofNote!: string | null;
  @Column('jsonb', { nullable: true }) proofFindings!: ProofFindings | null;
  @Column('integer', { default: 0 }) proofTries!: number;
  /** When the page is fetched next; real time, also in a rehearsal. */
  @Column('timestamptz', { nullable: true }) proofNextAt!: Date | null;
  /** The last reminder that went out: 0 none, 1 before it is due, 2 overdue. */
  @Column('integer', { default: 0 }) reminded!: number;
  /** Shown on the public page. */
  @Column('boolean', { default: false }) listed!: boolean;
  /** Why it was withdrawn. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
  /** Raised with every change; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
}

/** Photo or scan that proves a publication where no page can be read. */
@Entity('publication_proof')
@Index('publication_proof_publication', ['publicationId'])
export class PublicationProofRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') publicationId!: string;
  @Column('text') mime!: string;
  @Column('integer') size!: number;
  /** SHA-256, hex. */
  @Column('text') hash!: string;
  @Column('bytea', { select: false }) content!: Buffer;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}

/** 上级接管发布、现场指挥部统一发布: while it stands our own publications are held and we only forward. */
@Entity('publication_takeover')
@Index('publication_takeover_incident', ['incidentId'])
export class TakeoverRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') publisher!: Extract<Publisher, 'command' | 'superior'>;
  /** Body that publishes, in its own name. */
  @Column('text') name!: string;
  /** Paper, call or plan it rests on. */
  @Column('text') basis!: string;
  @Column('timestamptz') since!: Date;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBy!: string | null;
  @Column('text', { nullable: true }) endReason!: string | null;
}
