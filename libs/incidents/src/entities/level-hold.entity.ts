import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { SuperFacts } from '../super.js';

/** 事实尚未核实, 核实后未达标准, 已由上级统一处置, 其他 */
export const HOLD_REASONS = ['facts_unverified', 'below_criteria', 'handled_above', 'other'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/**
 * 暂不确认特别重大: a named, reasoned decision (OP-7). It stands until the level is confirmed or lowered, or until the facts
 * it was made on have changed and it is asked again.
 */
@Entity('level_hold')
@Index('level_hold_one', ['incidentId'], { unique: true, where: "state = 'standing'" })
@Index('level_hold_incident', ['incidentId', 'at'])
export class LevelHoldRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') reason!: HoldReason;
  @Column('text') note!: string;
  /** What it was decided on. */
  @Column('jsonb') facts!: SuperFacts;
  /** `account:<login>` */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  /** `asked_again`: the facts have changed; `over`: the level is another by now, or the matter has ended. */
  @Column('text', { default: 'standing' }) state!: 'standing' | 'asked_again' | 'over';
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** What has changed, in words. */
  @Column('text', { array: true, default: [] }) because!: string[];
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
