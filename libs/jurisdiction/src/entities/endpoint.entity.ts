import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Kinds of endpoints: robots of 企业微信 and 钉钉, a gateway for short messages, a webhook. */
export const ENDPOINT_KINDS = ['wecom', 'dingtalk', 'sms', 'webhook'] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

/** Where messages go beside mail; its address and secrets are encrypted with the key of the roster. */
@Entity('channel_endpoint')
@Index('channel_endpoint_name', ['jurisdictionId', 'name'], { unique: true, where: 'removed_at IS NULL' })
export class EndpointRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') kind!: EndpointKind;
  @Column('text') name!: string;
  /** Units whose messages go there; empty: the whole city. */
  @Column('text', { array: true, default: [] }) units!: string[];
  @Column('bytea') settingsSealed!: Buffer;
  @Column('boolean', { default: false }) enabled!: boolean;
  /** When the provider last took a message, when it last refused one, and what it said. */
  @Column('timestamptz', { nullable: true }) okAt!: Date | null;
  @Column('timestamptz', { nullable: true }) failedAt!: Date | null;
  @Column('text', { nullable: true }) failure!: string | null;
  @Column('integer', { default: 1 }) version!: number;
  @Column('text') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) removedAt!: Date | null;
}
