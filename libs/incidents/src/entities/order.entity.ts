import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** How an order came: on paper, by telephone, through a system of the superior. */
export const ORDER_CHANNELS = ['document', 'call', 'system'] as const;
export type OrderChannel = (typeof ORDER_CHANNELS)[number];

/**
 * A superior's order (上级交办, RT-06): its own record with its own clock (DL-19), several for one incident. It names
 * units that assist and check first; it makes nobody a respondent.
 */
@Entity('superior_order')
@Index('superior_order_incident', ['incidentId'])
@Index('superior_order_due', ['jurisdictionId', 'state', 'dueAt'])
@Index('superior_order_item', ['itemId'], { unique: true, where: 'item_id IS NOT NULL' })
export class OrderRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** The item that carries its text into judging (OP-5, MR-5). */
  @Column('uuid', { nullable: true }) itemId!: string | null;
  /** The superior: a name of the directory or as written. */
  @Column('text') body!: string;
  @Column('text', { nullable: true }) documentNumber!: string | null;
  /** Who called, and from where; encrypted with the key of the roster. */
  @Column('bytea', { nullable: true }) callerSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) callerPhoneSealed!: Buffer | null;
  @Column('text') channel!: OrderChannel;
  @Column('timestamptz') receivedAt!: Date;
  /** What is asked, word for word but for masked telephone and identity numbers. */
  @Column('text') asked!: string;
  /** Null: the superior set no time. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** 回告对象 */
  @Column('text', { nullable: true }) reportTo!: string | null;
  /** Units it names, by their present-day names. */
  @Column('text', { array: true, default: [] }) units!: string[];
  @Column('text', { default: 'open' }) state!: 'open' | 'reported' | 'withdrawn';
  @Column('timestamptz', { nullable: true }) reportedAt!: Date | null;
  @Column('text', { nullable: true }) reportedTo!: string | null;
  @Column('text', { nullable: true }) reportedBy!: OrderChannel | null;
  @Column('text', { nullable: true }) reportText!: string | null;
  @Column('text', { nullable: true }) withdrawnReason!: string | null;
  /** Login, or `system` for one that came with an item. */
  @Column('text') registeredBy!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}

/** A page of an order: a scan or a photo. */
@Entity('order_attachment')
@Index('order_attachment_order', ['orderId'])
export class OrderAttachmentRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') orderId!: string;
  @Column('text') name!: string;
  @Column('text') type!: string;
  @Column('integer') size!: number;
  @Column('bytea', { select: false }) content!: Buffer;
  @Column('text') addedBy!: string;
  @Column('timestamptz') addedAt!: Date;
}
