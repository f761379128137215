import { hostname } from 'node:os';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** When a part that must never stand still was last seen at work, and which process did it; real time of the database. */
@Entity('heartbeat')
export class HeartbeatRow {
  /** `sweeps`, `watch`; `lease:…` for what only one process does at a time. */
  @PrimaryColumn('text') name!: string;
  @Column('timestamptz') at!: Date;
  /** The process: name of the machine and number. */
  @Column('text', { nullable: true }) holder!: string | null;
}

/** How this process is called in heartbeats and leases: `machine/1234`. */
export const thisProcess = (): string => `${hostname()}/${process.pid}`;

/** Says that the part is alive. */
export async function beat(manager: EntityManager, name: string, holder = thisProcess()): Promise<void> {
  await manager.query(
    `insert into heartbeat (name, at, holder) values ($1, clock_timestamp(), $2)
     on conflict (name) do update set at = excluded.at, holder = excluded.holder`,
    [name, holder],
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

/**
 * Takes or renews what only one process does at a time. A holder that is not heard of for `seconds` has lost it: the
 * next to ask takes over. What is done under a lease must still be safe to be done twice, since a process may sleep.
 * @returns whether `holder` has it now
 */
export async function holdLease(
  manager: EntityManager,
  name: string,
  seconds: number,
  holder = thisProcess(),
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `insert into heartbeat (name, at, holder) values ('lease:' || $1::text, clock_timestamp(), $2)
     on conflict (name) do update set at = excluded.at, holder = excluded.holder
     where heartbeat.holder = excluded.holder
       or heartbeat.at < clock_timestamp() - make_interval(secs => $3)
     returning name`,
    [name, holder, seconds],
  );
  return rows.length === 1;
}

/** Leaves it to the next at once; nothing happens where another has it. */
export async function releaseLease(
  manager: EntityManager,
  name: string,
  holder = thisProcess(),
): Promise<void> {
  await manager.query(`delete from heartbeat where name = 'lease:' || $1::text and holder = $2`, [
    name,
    holder,
  ]);
}

/** Every part that beats or holds a lease, by name. */
export async function heartbeats(
  manager: EntityManager,
): Promise<{ name: string; holder: string | null; seconds: number }[]> {
  return manager.query(
    `select name, holder, extract(epoch from clock_timestamp() - at)::float8 as seconds from heartbeat order by name`,
  );
}
