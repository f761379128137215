import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What a fact is: people (with a unit of counting), money, another figure, a time, the name of a place, or words. */
export const FACT_KINDS = ['people', 'money', 'figure', 'time', 'place', 'other'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/**
 * A row of the facts table (口径核对表) of one turn of a matter: what the departments that answer must say alike (通知任务
 * 6（1）：信息准确一致). What each of them says stands in `fact_statement`, what the coordinator decided in `fact_ruling`.
 */
@Entity('fact')
@Index('fact_incident', ['incidentId', 'round'])
@Index('fact_label', ['incidentId', 'round', 'kind', 'label'], { unique: true, where: 'removed_at IS NULL' })
export class FactRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('integer') round!: number;
  @Column('text') kind!: FactKind;
  /** 死亡人数、事发时间、事发地点 */
  @Column('text') label!: string;
  /** As it was found; nobody has stood by it yet. Null where a person began the row without a value. */
  @Column('text', { nullable: true }) proposed!: string | null;
  /** `text`: in the text handed in; `report`: in a first report; `person`. */
  @Column('text') origin!: 'text' | 'report' | 'person';
  /** `account:<login>`, or `system` for what was found. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) removedBy!: string | null;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
  @Column('text', { nullable: true }) removedWhy!: string | null;
}

/** What a department says of a fact; never changed, the latest of a department counts. */
@Entity('fact_statement')
@Index('fact_statement_fact', ['factId', 'unit', 'seq'])
export class FactStatementRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** Order of saying: two of one moment still have one. */
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') factId!: string;
  /** The department that answers. */
  @Column('text') unit!: string;
  @Column('text') value!: string;
  /** What it rests on: 现场核实、医院诊断 … */
  @Column('text') source!: string;
  /** `confirmed`: took over what stood there. */
  @Column('text') way!: 'stated' | 'confirmed';
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}

/** The coordinator's decision where departments differ; keeps what each said. The latest counts. */
@Entity('fact_ruling')
@Index('fact_ruling_fact', ['factId', 'seq'])
export class FactRulingRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('bigint', { generated: 'increment' }) seq!: string;
  @Column('uuid') factId!: string;
  @Column('text') value!: string;
  @Column('text') reason!: string;
  /** What the departments said when it was decided; null: had said nothing. */
  @Column('jsonb') said!: { unit: string; value: string | null }[];
  /** Number of the last statement it knew of; a later one that differs opens the row again. */
  @Column('bigint') knew!: string;
  /** The coordinating unit in whose name it was decided. */
  @Column('text') unit!: string;
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
}
