import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A city (or prefecture) served by this deployment; everything belongs to one. */
@Entity('jurisdiction')
export class JurisdictionRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text', { unique: true }) code!: string;
  @Column('text') name!: string;
  /** Raised with every change of the directory; stored with each decision. */
  @Column('integer', { default: 1 }) directoryVersion!: number;
  @Column('timestamptz', { default: () => 'now()' }) loadedAt!: Date;
}

/** One entry of the directory: a unit, place, field, topic, rule …; edited by users, every version kept. */
@Entity('directory_entry')
@Index('directory_entry_key', ['jurisdictionId', 'kind', 'key', 'revision'], { unique: true })
@Index('directory_entry_change', ['changeId'], { where: 'change_id IS NOT NULL' })
@Index('directory_entry_current', ['jurisdictionId', 'kind', 'position'], { where: 'replaced_at IS NULL' })
export class DirectoryEntryRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  /** Name of the profile file it came from: units, places, topics, rules, … */
  @Column('text') kind!: string;
  @Column('text') key!: string;
  @Column('integer', { default: 1 }) revision!: number;
  /** Order within its kind. */
  @Column('integer') position!: number;
  @Column('jsonb') body!: unknown;
  @Column('text') changedBy!: string;
  @Column('timestamptz') changedAt!: Date;
  @Column('timestamptz', { nullable: true }) replacedAt!: Date | null;
  /** The change that made it, and the one that replaced or removed it; null for what came with the profile. */
  @Column('uuid', { nullable: true }) changeId!: string | null;
  @Column('uuid', { nullable: true }) replacedBy!: string | null;
}

/** A person or office of the roster (annex 2). Names, phones and addresses are encrypted with the key of HUIYIN_KEYS. */
@Entity('contact')
@Index('contact_unit', ['jurisdictionId', 'unit'])
export class ContactRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('text') unit!: string;
  @Column('text') role!: 'charge_leader' | 'office' | 'handler' | 'liaison';
  @Column('bytea') nameSealed!: Buffer;
  @Column('bytea', { nullable: true }) phoneSealed!: Buffer | null;
  @Column('bytea', { nullable: true }) emailSealed!: Buffer | null;
  @Column('date', { nullable: true }) validFrom!: string | null;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('timestamptz', { nullable: true }) lastReachedAt!: Date | null;
  /** B 角: told only when the one who holds the role is absent or cannot be reached. */
  @Column('boolean', { default: false }) standby!: boolean;
  /** Null for what came with the profile. */
  @Column('timestamptz', { nullable: true }) recordedAt!: Date | null;
  @Column('text', { nullable: true }) recordedBy!: string | null;
  /** When it was replaced or taken out; the row stays, so that a notice already sent still finds its addressee. */
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endedBy!: string | null;
}
