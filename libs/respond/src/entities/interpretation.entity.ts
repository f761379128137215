import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { InterpretationForm, QuestionAnswer } from '../interpretation/forms.js';

/** A policy document that citizens may ask about (政策性文件), and who drafted it: 谁起草谁解读. */
@Entity('policy_document')
@Index('policy_document_published', ['jurisdictionId', 'publishedOn'])
@Index('policy_document_number', ['jurisdictionId', 'number'], {
  unique: true,
  where: 'number IS NOT NULL AND removed_at IS NULL',
})
export class PolicyDocumentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') title!: string;
  /** 文号 in the spelling of `documentNumber`; null where it has none. */
  @Column('text', { nullable: true }) number!: string | null;
  /** The body whose name it bears, as on the paper. */
  @Column('text') issuer!: string;
  /** 起草单位 as they were called then, the leading one first. */
  @Column('text', { array: true }) drafters!: string[];
  /** Days in China, `2026-11-23`: put on the portal, in force from, abolished from. */
  @Column('date') publishedOn!: string;
  @Column('date', { nullable: true }) effectiveOn!: string | null;
  @Column('date', { nullable: true }) abolishedOn!: string | null;
  /** Its address on the portal. */
  @Column('text', { nullable: true }) url!: string | null;
  /** What people call its subject, for finding it. */
  @Column('text', { array: true, default: [] }) keywords!: string[];
  @Column('text', { array: true, default: [] }) fields!: string[];
  /** Why it needs no interpretation (task 4(1): 非政策性文件予以说明); null: it needs one. */
  @Column('text', { nullable: true }) exempt!: string | null;
  @Column('text') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('text') changedBy!: string;
  @Column('timestamptz') changedAt!: Date;
  /** Taken out of the library; it can be put back. */
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
  /** Raised with every change of it or of its interpretations; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
}

/** One explanation of a document that has been published. */
@Entity('policy_interpretation')
@Index('policy_interpretation_document', ['documentId'])
export class PolicyInterpretationRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') documentId!: string;
  @Column('text') title!: string;
  @Column('text') form!: InterpretationForm;
  /** Who explains, as called then. */
  @Column('text') unit!: string;
  @Column('date') publishedOn!: string;
  @Column('text', { nullable: true }) url!: string | null;
  /** Plain text, a line for each paragraph; may be empty where only the address is known. */
  @Column('text', { default: '' }) text!: string;
  @Column('jsonb', { default: [] }) questions!: QuestionAnswer[];
  @Column('text') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('text') changedBy!: string;
  @Column('timestamptz') changedAt!: Date;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
}
