import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ClearedFinding } from '../draft/attached/cleared.js';
import type { FileFinding, FileScanState } from '../draft/attached/scan.js';
import type { CheckAnswer, CheckItem } from '../draft/checklist.js';

/** A remark on a text by somebody who writes, approves or coordinates it. */
@Entity('response_comment')
@Index('response_comment_response', ['responseId', 'at'])
export class ResponseCommentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') responseId!: string;
  /** The remark it answers. */
  @Column('uuid', { nullable: true }) answers!: string | null;
  /** The passage it is about, as it stood in that version; null: the whole text. */
  @Column('text', { nullable: true }) quote!: string | null;
  @Column('integer') number!: number;
  @Column('text') text!: string;
  /** `account:<login>` */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) resolvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) resolvedAt!: Date | null;
}

/** A file published beside a text, or that a text rests on. */
@Entity('response_attachment')
@Index('response_attachment_response', ['responseId'])
export class ResponseAttachmentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') responseId!: string;
  @Column('text') name!: string;
  /** Media type, by what the file is and not by its name. */
  @Column('text') type!: string;
  /** Bytes. */
  @Column('integer') size!: number;
  /** SHA-256, hexadecimal. */
  @Column('text') hash!: string;
  @Column('bytea', { select: false }) content!: Buffer;
  @Column('text') addedBy!: string;
  @Column('timestamptz') addedAt!: Date;
  /** Whether it could be looked through for personal details; null: attached before files were. */
  @Column('text', { nullable: true }) scan!: FileScanState | null;
  @Column('jsonb', { default: [] }) findings!: FileFinding[];
  /** What was found and is nothing of a person, as somebody has said with a reason; shown to whoever approves. */
  @Column('jsonb', { default: [] }) cleared!: ClearedFinding[];
  /** Who has looked through what no program reads. */
  @Column('text', { nullable: true }) checkedBy!: string | null;
  @Column('timestamptz', { nullable: true }) checkedAt!: Date | null;
}

/** One point of the checklist of a text, as a person has answered it. */
@Entity('response_check')
@Index('response_check_item', ['responseId', 'item'], { unique: true })
export class ResponseCheckRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') responseId!: string;
  @Column('text') item!: CheckItem;
  @Column('text') answer!: CheckAnswer;
  /** Why it does not apply; empty for a yes. */
  @Column('text', { default: '' }) reason!: string;
  /** SHA-256 of the words it was answered for: when they change it is asked again. */
  @Column('text') words!: string;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}
