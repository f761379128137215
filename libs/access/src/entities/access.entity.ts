import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../rights.js';

@Entity('account')
export class AccountRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text', { unique: true }) login!: string;
  @Column('text') displayName!: string;
  @Column('text') role!: Role;
  /** The unit a liaison or leader acts for. */
  @Column('text', { nullable: true }) unit!: string | null;
  /** The row of the roster that stands for the same person; what is kept from one is kept from the other. */
  @Column('uuid', { nullable: true }) contactId!: string | null;
  /** scrypt, `N$r$p$salt$hash`, base64. */
  @Column('text') passwordHash!: string;
  @Column('boolean', { default: false }) mustChange!: boolean;
  @Column('boolean', { default: false }) disabled!: boolean;
  @Column('integer', { default: 0 }) failures!: number;
  @Column('timestamptz', { nullable: true }) lockedUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}

/**
 * Who holds a post that is in charge of units (分管, kind `portfolios` of the directory), and when. Rows are ended, never
 * changed: who was in charge while a matter was public stays recused from it.
 */
@Entity('post_holder')
@Index('post_holder_account', ['accountId'])
@Index('post_holder_contact', ['contactId'])
export class PostHolderRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** Key of the portfolio: `VM-1`. */
  @Column('text') portfolio!: string;
  /** An account, a person of the roster, or both. */
  @Column('uuid', { nullable: true }) accountId!: string | null;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  @Column('timestamptz') since!: Date;
  @Column('timestamptz', { nullable: true }) until!: Date | null;
  /** Login of whoever said so. */
  @Column('text') by!: string;
}

@Entity('session')
export class SessionRow {
  /** SHA-256 of the cookie's value. */
  @PrimaryColumn('bytea') tokenHash!: Buffer;
  @Column('uuid') accountId!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') lastSeenAt!: Date;
  @Column('timestamptz') expiresAt!: Date;
}

@Entity('api_token')
export class ApiTokenRow {
  @PrimaryColumn('bytea') tokenHash!: Buffer;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') name!: string;
  @Column('text') role!: Role;
  @Column('text', { nullable: true }) unit!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  @Column('timestamptz', { nullable: true }) revokedAt!: Date | null;
}

/** Who did what outside an incident's own log: log-ins, tokens, source and directory changes, exports. */
@Entity('audit_log')
@Index('audit_at', ['at'])
export class AuditRow {
  @PrimaryColumn('bigint', { generated: 'increment' }) id!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') actor!: string;
  @Column('text') action!: string;
  @Column('text', { nullable: true }) subject!: string | null;
  @Column('boolean') success!: boolean;
  @Column('jsonb', { default: {} }) data!: Record<string, unknown>;
}
