const FIRST = 10_000;
const LONGEST = 30 * 60_000;
/** 重大 and above are tried more often: their statutory clock may have five hours only. */
const LONGEST_URGENT = 2 * 60_000;

/** Milliseconds until the next attempt: 10 s, doubled each time, at most 30 min (2 min when urgent). */
export function backoff(attempts: number, priority: number): number {
  const longest = priority > 0 ? LONGEST_URGENT : LONGEST;
  return Math.min(FIRST * 2 ** Math.min(attempts - 1, 20), longest);
}
