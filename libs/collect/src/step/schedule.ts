const HOUR_MS = 3600_000;
/** Sources that fail are asked less and less, down to this. */
const CEILING_MS = 6 * HOUR_MS;
const DOUBLINGS = 6;
/** Share by which times are spread, so that sources do not march in step. */
const JITTER = 0.1;

/**
 * When a source is due again.
 * @param failures in a row; 0 after a success
 * @param retryAfterMs what the other side asked for; never sooner
 * @param random 0 ≤ random < 1
 */
export function nextDueAt(
  now: Date,
  given: { intervalSeconds: number; failures: number; retryAfterMs?: number | null },
  random: number,
): Date {
  const interval = Math.max(1, given.intervalSeconds) * 1000;
  const doubled = interval * 2 ** Math.min(given.failures, DOUBLINGS);
  const wanted = given.failures === 0 ? interval : Math.min(doubled, Math.max(interval, CEILING_MS));
  const spread = wanted * (1 + JITTER * (2 * random - 1));
  return new Date(now.getTime() + Math.max(spread, given.retryAfterMs ?? 0));
}
