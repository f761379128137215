import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ConferenceHost, ConferenceState } from '../publication/kinds.js';

/** A press conference (DL-02) or a briefing being prepared. No names or telephones of reporters are kept. */
@Entity('press_conference')
@Index('press_conference_incident', ['incidentId'])
export class PressConferenceRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  @Column('integer') round!: number;
  @Column('text') form!: 'press_conference' | 'briefing';
  @Column('timestamptz') startsAt!: Date;
  @Column('text') place!: string;
  /** Who faces the press, by post and unit. */
  @Column('text') host!: ConferenceHost;
  @Column('text') hostUnit!: string;
  /** Units that send somebody. */
  @Column('text', { array: true }) units!: string[];
  /** Speaking points, a line each. */
  @Column('text', { default: '' }) points!: string;
  /** How many media are invited; never who. */
  @Column('integer', { nullable: true }) media!: number | null;
  /** Keys of `CHECKLIST` that are done. */
  @Column('text', { array: true }) done!: string[];
  @Column('text') state!: ConferenceState;
  @Column('uuid', { nullable: true }) publicationId!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
  /** Raised with every change; a stale edit is refused. */
  @Column('integer', { default: 1 }) version!: number;
}
