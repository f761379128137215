import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody hears nothing intrusive about 一般 and 较大 until then (静音); the row means nothing once that has passed. */
@Entity('notice_mute')
export class NoticeMuteRow {
  @PrimaryColumn('uuid') accountId!: string;
  @Column('timestamptz') until!: Date;
  @Column('timestamptz') setAt!: Date;
}
