import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * 领导批示: what a leader wrote, word for word, on which paper, entered by the secretary. It becomes tasks of units, each with
 * its report back (回告).
 */
@Entity('instruction')
@Index('instruction_incident', ['incidentId', 'givenAt'])
@Index('instruction_open', ['jurisdictionId', 'state'])
export class InstructionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** Name and post; encrypted as contacts are. */
  @Column('bytea') leaderSealed!: Buffer;
  /** Verbatim; masked. */
  @Column('text') words!: string;
  /** 舆情专报 孝舆专〔2026〕3号, or whatever paper it stands on. */
  @Column('text') paper!: string;
  @Column('timestamptz') givenAt!: Date;
  /** Login of the secretary. */
  @Column('text') enteredBy!: string;
  @Column('timestamptz') enteredAt!: Date;
  /** `open`: units work on it; `reported`: all have; `passed_on`: the leader has been told (已回告); `withdrawn`: entered by mistake. */
  @Column('text') state!: 'open' | 'reported' | 'passed_on' | 'withdrawn';
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  @Column('text', { nullable: true }) settledBy!: string | null;
  /** How the leader was told, or why it was withdrawn; masked. */
  @Column('text', { nullable: true }) settledNote!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** What one unit is asked to do by an instruction. */
@Entity('instruction_task')
@Index('instruction_task_unit', ['instructionId', 'unit'], { unique: true })
@Index('instruction_task_incident', ['incidentId', 'unit'])
@Index('instruction_task_due', ['rehearsal', 'nextTellAt'], { where: 'next_tell_at IS NOT NULL' })
export class InstructionTaskRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') instructionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') unit!: string;
  @Column('text') requirement!: string;
  @Column('timestamptz') dueAt!: Date;
  /** When it is told next: shortly before it is due, and when it is. */
  @Column('timestamptz', { nullable: true }) nextTellAt!: Date | null;
  /** What the unit reported; masked. */
  @Column('text', { nullable: true }) report!: string | null;
  @Column('timestamptz', { nullable: true }) reportedAt!: Date | null;
  /** `account:<login>` or `link:<unit>` */
  @Column('text', { nullable: true }) reportedBy!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** What a unit reported on its task before it was done (办理进展); never changed. */
@Entity('instruction_progress')
@Index('instruction_progress_task', ['taskId', 'at'])
export class InstructionProgressRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') taskId!: string;
  /** Masked. */
  @Column('text') text!: string;
  @Column('timestamptz') at!: Date;
  /** `account:<login>` or `link:<unit>` */
  @Column('text') by!: string;
}

/** The photo or scan of the paper with the leader's hand on it. */
@Entity('instruction_file')
@Index('instruction_file_instruction', ['instructionId'])
export class InstructionFileRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') instructionId!: string;
  @Column('text') name!: string;
  @Column('text') type!: string;
  @Column('integer') size!: number;
  @Column('bytea', { select: false }) content!: Buffer;
  @Column('text') addedBy!: string;
  @Column('timestamptz') addedAt!: Date;
}
