import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** When a part that must never stand still was last seen at work; real time of the database. */
@Entity('heartbeat')
export class HeartbeatRow {
  /** `sweeps`: escalation and the other sweeps of role `clock`. */
  @PrimaryColumn('text') name!: string;
  @Column('timestamptz') at!: Date;
}

/** Says that the part is alive. */
export async function beat(manager: EntityManager, name: string): Promise<void> {
  await manager.query(
    `insert into heartbeat (name, at) values ($1, clock_timestamp())
     on conflict (name) do update set at = excluded.at`,
    [name],
  );
}

/** Seconds since the part was last alive, by the database's clock; null when it never was. */
export async function secondsSinceBeat(manager: EntityManager, name: string): Promise<number | null> {
  const rows: { seconds: number }[] = await manager.query(
    `select extract(epoch from clock_timestamp() - at)::float8 as seconds from heartbeat where name = $1`,
    [name],
  );
  return rows[0]?.seconds ?? null;
}
