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
  /** scrypt, `N$r$p$salt$hash`, base64. */
  @Column('text') passwordHash!: string;
  @Column('boolean', { default: false }) mustChange!: boolean;
  @Column('boolean', { default: false }) disabled!: boolean;
  @Column('integer', { default: 0 }) failures!: number;
  @Column('timestamptz', { nullable: true }) lockedUntil!: Date | null;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
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
