import type { DataSource, QueryRunner } from 'typeorm';
import type { Timeline } from '#clock';
import type { Bounds } from './bounds.js';
import { CHECKS, type Check } from './checks.js';
import type { Seen } from './findings.js';
import type { CheckResult } from './watch.entity.js';

/** Longest time (ms) of one query: what takes longer is itself a finding, not a standstill of the watchdog. */
const LIMIT_MS = 1_000;
/** Findings told apart of one kind; more are only more of the same. */
const AT_MOST = 100;
const TIMELINES: Timeline[] = ['real', 'rehearsal'];

export interface Look {
  seen: Seen[];
  results: CheckResult[];
  /** `kind/rehearsal` of what was carried out. */
  checked: string[];
}

/** Asks every check on both timelines, over one connection with a time limit of its own. */
export async function lookAround(
  database: DataSource,
  bounds: Bounds,
  checks: readonly Check[] = CHECKS,
  limitMs = LIMIT_MS,
): Promise<Look> {
  const look: Look = { seen: [], results: [], checked: [] };
  const runner = database.createQueryRunner();
  try {
    await runner.query(`set statement_timeout = ${limitMs}`);
    for (const timeline of TIMELINES)
      for (const check of checks) await ask(runner, bounds, check, timeline, look);
    look.checked.push('check_slow/false');
  } finally {
    await runner.query('set statement_timeout = default').catch(() => undefined);
    await runner.release();
  }
  return look;
}

async function ask(
  runner: QueryRunner,
  bounds: Bounds,
  check: Check,
  timeline: Timeline,
  look: Look,
): Promise<void> {
  const limit = bounds.limit(check, timeline);
  if (!limit) return;
  const rehearsal = timeline === 'rehearsal';
  const began = performance.now();
  try {
    const rows: { id: string; incident: string | null; since: Date }[] = await runner.query(check.sql, [
      limit,
      rehearsal,
      AT_MOST,
    ]);
    look.seen.push(...rows.map((row) => ({ ...row, kind: check.kind, rehearsal })));
    look.checked.push(`${check.kind}/${rehearsal}`);
    look.results.push({
      kind: check.kind,
      rehearsal,
      bound: check.bound,
      count: rows.length,
      confirmed: 0,
      oldestSeconds: rows[0] ? Math.round(bounds.age(rows[0].since, check, timeline)) : null,
      ms: Math.round(performance.now() - began),
    });
  } catch (error) {
    if ((error as { code?: string }).code !== CANCELLED) throw error;
    look.seen.push({
      kind: SLOW,
      id: `${check.kind}/${rehearsal}`,
      incident: null,
      rehearsal: false,
      since: new Date(),
    });
  }
}

/** Kind of what says that a check itself took too long. */
export const SLOW = 'check_slow';
/** PostgreSQL's query_canceled: the statement ran into its time limit. */
const CANCELLED = '57014';
