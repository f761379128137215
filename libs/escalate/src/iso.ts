const SHANGHAI_OFFSET = 8 * 3_600_000;

/** ISO 8601 in the time of the whole country, `2026-11-18T14:00:00+08:00`; milliseconds only where there are any. */
export function isoShanghai(at: Date): string {
  const local = new Date(at.getTime() + SHANGHAI_OFFSET).toISOString();
  return `${local.slice(0, local.endsWith('.000Z') ? -5 : -1)}+08:00`;
}
