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
}
