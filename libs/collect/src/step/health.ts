import type { SourceRow } from '../entities/source.entity.js';

export type SourceHealth = 'ok' | 'quiet' | 'failing' | 'off' | 'untested';
const FAILING_FROM = 3;
const QUIET_DAYS = 7;

/** How a source is, for people (信源状态). `quiet`: it answers, but has had nothing new for a week (and 20 intervals). */
export function sourceHealth(source: SourceRow, now: Date): SourceHealth {
  if (!source.lastOkAt && source.failures === 0) return 'untested';
  if (!source.enabled) return 'off';
  if (source.failures >= FAILING_FROM || !source.lastOkAt) return 'failing';
  const since = (source.lastNewItemAt ?? source.createdAt).getTime();
  const patience = Math.max(QUIET_DAYS * 86_400_000, 20 * source.intervalSeconds * 1000);
  return now.getTime() - since > patience ? 'quiet' : 'ok';
}
