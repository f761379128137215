import type { ArchiveAsked } from '../../api/endings.js';

const NAMES = ['q', 'unit', 'place', 'year'] as const;
/** The first year a matter can have been archived in here. */
const FIRST = 2020;

/** Filters of an address; other parameters are passed over, of repeated ones the first counts. */
export function askedOf(query: Record<string, unknown>): ArchiveAsked {
  const asked: ArchiveAsked = {};
  for (const name of NAMES) {
    const given = query[name];
    const value: unknown = Array.isArray(given) ? given[0] : given;
    if (typeof value === 'string' && value !== '') asked[name] = value;
  }
  return asked;
}

/** `1.2 MB`, `34 KB` */
export const sizeWords = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`;

/** Newest first. */
export const yearsUntil = (now: number): string[] =>
  Array.from({ length: Math.max(1, now - FIRST + 1) }, (_, index) => String(now - index));
