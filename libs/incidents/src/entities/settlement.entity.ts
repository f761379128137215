import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EventLevel, OpinionLevel } from '../levels.js';

/** What a person says of a suspected event level: 属实, 不属实, 暂不能判断. */
export const VERDICTS = ['true', 'untrue', 'open'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * 核定疑似等级 (domain.zh.md (f)2): the word of a person on an event level that rests on hearsay or inference. That it is
 * untrue lowers a level and waits for a second person (OP-8).
 */
@Entity('level_settlement')
@Index('level_settlement_incident', ['incidentId', 'at'])
@Index('level_settlement_waiting', ['incidentId'], { unique: true, where: "state = 'waiting'" })
export class LevelSettlementRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') verdict!: Verdict;
  /** The suspected level it is about. */
  @Column('text') suspected!: EventLevel;
  /** The event level that is true; of `open` the suspected one. */
  @Column('text') eventLevel!: EventLevel;
  /** The opinion level that goes with it; never above what stood. */
  @Column('text') opinionLevel!: OpinionLevel;
  @Column('text') reason!: string;
  /** `waiting`: for the second person; `lapsed`: the level moved meanwhile; `undone`: done alone, and the second person said no. */
  @Column('text') state!: 'standing' | 'waiting' | 'declined' | 'withdrawn' | 'lapsed' | 'undone';
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
