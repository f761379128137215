import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A person who must see nothing of a matter (RT-05), by id only; the arrays on the incident hold those that stand. */
@Entity('recusal')
@Index('recusal_incident', ['incidentId'])
@Index('recusal_standing', ['incidentId', 'personId'], { unique: true, where: 'lifted_at IS NULL' })
export class RecusalRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') incidentId!: string;
  @Column('text') kind!: 'account' | 'contact';
  @Column('uuid') personId!: string;
  /** `name`: the text names somebody of that name; `hand`: a person said so. */
  @Column('text') origin!: 'name' | 'hand';
  @Column('text', { nullable: true }) reason!: string | null;
  /** `system` or the login. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) liftedBy!: string | null;
  @Column('timestamptz', { nullable: true }) liftedAt!: Date | null;
}

/** What of a report went out as a public concern, decided by whom (拆件, RT-05). */
@Entity('split')
@Index('split_incident', ['incidentId'])
@Index('split_concern', ['concernId'])
export class SplitRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  /** The report. */
  @Column('uuid') incidentId!: string;
  @Column('uuid') concernId!: string;
  /** The item made of what went out. */
  @Column('uuid') itemId!: string;
  /** Numbers of the pieces that went out, of each original item. */
  @Column('jsonb') kept!: { itemId: string; pieces: number[] }[];
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('text', { nullable: true }) undoneBy!: string | null;
  @Column('timestamptz', { nullable: true }) undoneAt!: Date | null;
}
