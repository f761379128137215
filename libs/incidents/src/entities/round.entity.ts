import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EventLevel, OpinionLevel } from '../levels.js';

/** Why a new turn began: independent items, a rise of level, a flare-up (reposts counted), or a person said so. */
export type RoundReason = 'new_items' | 'level_raised' | 'flare_up' | 'person';

/**
 * One turn of a matter (轮). The first is written with its answer, later ones when they begin: news after an answer
 * (回应后又有新情况) has a clock of its own, and the next answer settles it.
 */
@Entity('round')
@Index('round_number', ['incidentId', 'number'], { unique: true })
export class RoundRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') incidentId!: string;
  @Column('integer') number!: number;
  /** Discovery of what made it one; its statutory clock runs from here. */
  @Column('timestamptz') openedAt!: Date;
  /** Null for the first. */
  @Column('text', { nullable: true }) reason!: RoundReason | null;
  /** Login of the person who opened it; null: the rules did. */
  @Column('text', { nullable: true }) openedBy!: string | null;
  /** What the person wrote. */
  @Column('text', { nullable: true }) note!: string | null;
  /** The items it began with. */
  @Column('uuid', { array: true, default: [] }) itemIds!: string[];
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) answerUrl!: string | null;
  /** The levels it was answered at: a rise above these is news. */
  @Column('text', { nullable: true }) eventLevel!: EventLevel | null;
  @Column('text', { nullable: true }) opinionLevel!: OpinionLevel | null;
}
