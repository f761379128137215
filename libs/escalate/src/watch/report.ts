import { IsNull, type EntityManager } from 'typeorm';
import { secondsSinceBeat } from '#clock/service';
import { withholdsHeartbeat } from './checks.js';
import { WatchFindingRow, WatchRoundRow, type CheckResult } from './watch.entity.js';
import { WATCH } from './watchdog.js';

/** A heartbeat older than this (s) is none: the watchdog goes round every five. */
const FRESH = 30;

export interface WatchState {
  /** `late`: it goes round, but something is out of bounds; `stopped`: it does not go round. */
  status: 'ok' | 'late' | 'stopped';
  /** Since everything was last found in its bounds; null: never. */
  seconds: number | null;
  /** What stands, without any matter. */
  findings: { kind: string; count: number; oldestSeconds: number | null }[];
}

/** What an outside monitor may know; restricted matters move nothing but these counts of lateness. */
export async function watchState(manager: EntityManager): Promise<WatchState> {
  const seconds = await secondsSinceBeat(manager, WATCH);
  const round = await lastRound(manager);
  const findings = (round?.checks ?? [])
    .filter((check) => check.confirmed > 0 && withholdsHeartbeat(check))
    .map(({ kind, count, oldestSeconds }) => ({ kind, count, oldestSeconds }));
  if (seconds !== null && seconds < FRESH) return { status: 'ok', seconds, findings };
  const turning = round !== null && round.age < FRESH;
  return { status: turning ? 'late' : 'stopped', seconds, findings };
}

export interface WatchReport extends WatchState {
  round: { at: Date; holder: string; tookMs: number; checks: CheckResult[] } | null;
  /** Standing and lately gone, newest first. */
  found: WatchFindingRow[];
}

/** For the page of the system's state. */
export async function watchReport(manager: EntityManager, limit = 50): Promise<WatchReport> {
  const [state, round] = [await watchState(manager), await lastRound(manager)];
  const standing = await manager.find(WatchFindingRow, {
    where: { goneAt: IsNull() },
    order: { firstSeenAt: 'DESC' },
    take: limit,
  });
  const gone = await manager
    .createQueryBuilder(WatchFindingRow, 'finding')
    .where('finding.goneAt IS NOT NULL AND finding.sightings > 1')
    .orderBy('finding.goneAt', 'DESC')
    .limit(limit)
    .getMany();
  return { ...state, round, found: [...standing.filter(({ sightings }) => sightings > 1), ...gone] };
}

async function lastRound(manager: EntityManager): Promise<(WatchRoundRow & { age: number }) | null> {
  const row = await manager.findOneBy(WatchRoundRow, { name: WATCH });
  if (!row) return null;
  const [age]: { seconds: number }[] = await manager.query(
    `select extract(epoch from clock_timestamp() - $1::timestamptz)::float8 as seconds`,
    [row.at],
  );
  return Object.assign(row, { age: age?.seconds ?? Infinity });
}
