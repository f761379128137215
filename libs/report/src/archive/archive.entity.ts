import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The one file of an archived matter, written once; its hash is kept beside it. */
@Entity('archive_file')
@Index('archive_file_incident', ['incidentId'], { unique: true })
@Index('archive_file_year', ['jurisdictionId', 'year', 'number'])
export class ArchiveFileRow {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') jurisdictionId!: string;
  @Column('uuid') incidentId!: string;
  /** Of the incident, as it was archived. */
  @Column('text') number!: string;
  @Column('text') title!: string;
  /** In which it was closed, in the city's own time. */
  @Column('integer') year!: number;
  @Column('text', { array: true, default: [] }) units!: string[];
  @Column('text', { array: true, default: [] }) places!: string[];
  /** Lessons and their tags, answers' titles: what is searched beside number and title. */
  @Column('text', { default: '' }) words!: string;
  /** Files within. */
  @Column('integer') entries!: number;
  @Column('integer') size!: number;
  /** SHA-256 of the file, hexadecimal. */
  @Column('text') sha256!: string;
  @Column('bytea', { select: false }) content!: Buffer;
  /** `system` or `account:<login>`. */
  @Column('text') by!: string;
  @Column('timestamptz') at!: Date;
  @Column('boolean', { default: false }) rehearsal!: boolean;
}
