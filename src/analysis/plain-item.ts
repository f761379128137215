import type { Item } from '#incidents';

/**
 * Reads what is written the plain way: every key of the kind it should be, times as `2026-11-18T09:00:00`, with `+08:00`,
 * `Z` or nothing behind. Gives exactly what the schema gives, in a fiftieth of the time; null leaves the item to the schema,
 * which also says what is wrong.
 */
export function plainItem(value: object): Item | null {
  const { id, title, text, url, source, publishedAt, discoveredAt, engagement, hotSearch, ...rest } =
    value as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return null;
  for (const name of NEEDS_SCHEMA) if (rest[name] !== undefined && rest[name] !== null) return null;
  const item: Item = { id };
  if (!texts(item, { title, text, url }) || !(item.title?.trim() || item.text?.trim())) return null;
  if (!sourced(item, source) || !timed(item, { publishedAt, discoveredAt })) return null;
  if (!spread(item, engagement)) return null;
  if (isThere(hotSearch)) {
    if (!isOneOf(HOT, hotSearch)) return null;
    item.hotSearch = hotSearch;
  }
  if (isThere(rest['assignedBySuperior'])) {
    if (typeof rest['assignedBySuperior'] !== 'boolean') return null;
    item.assignedBySuperior = rest['assignedBySuperior'];
  }
  return item;
}

const NEEDS_SCHEMA = ['superiorDueAt', 'facts'];
const HOT = ['none', 'local', 'national'] as const;
const TIERS = ['self', 'local', 'municipal', 'provincial', 'central'] as const;
const SCOPES = ['local', 'open'] as const;
const COUNTS = ['views', 'comments', 'reposts', 'likes'] as const;

const isThere = (value: unknown): boolean => value !== undefined && value !== null;
const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  list.includes(value as T);

function texts(item: Item, given: Record<'title' | 'text' | 'url', unknown>): boolean {
  for (const name of ['title', 'text', 'url'] as const) {
    const value = given[name];
    if (typeof value === 'string') item[name] = value;
    else if (isThere(value)) return false;
  }
  return true;
}

function sourced(item: Item, value: unknown): boolean {
  if (!isThere(value)) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const { name, tier, scope } = value as Record<string, unknown>;
  if (typeof name !== 'string' || !isOneOf(TIERS, tier) || !isOneOf(SCOPES, scope)) return false;
  item.source = { name, tier, scope };
  return true;
}

function timed(item: Item, given: Record<'publishedAt' | 'discoveredAt', unknown>): boolean {
  for (const name of ['publishedAt', 'discoveredAt'] as const) {
    const value = given[name];
    if (!isThere(value)) continue;
    const time = typeof value === 'string' ? shanghaiTime(value) : null;
    if (time === null) return false;
    item[name] = time;
  }
  return true;
}

function spread(item: Item, value: unknown): boolean {
  if (!isThere(value)) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const engagement: NonNullable<Item['engagement']> = {};
  for (const name of COUNTS) {
    const count = (value as Record<string, unknown>)[name];
    if (!isThere(count)) continue;
    if (typeof count !== 'number' || !(count >= 0 && count < Infinity)) return false;
    engagement[name] = count;
  }
  item.engagement = engagement;
  return true;
}

const PLAIN_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.000)?(Z|\+08:00)?$/;
const OFFSET = 8 * 3_600_000;
/** Before, summer time was tried out. */
const ONE_OFFSET_SINCE = 1992;

/** @returns the time as `2026-11-18T09:00:00+08:00`; null where it needs a calendar to say */
export function shanghaiTime(written: string): string | null {
  const match = PLAIN_TIME.exec(written);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const utc = Date.UTC(year!, month! - 1, day, hour, minute, second);
  const at = new Date(utc);
  const real = at.getUTCDate() === day && at.getUTCHours() === hour && at.getUTCMonth() === month! - 1;
  if (!real || minute! > 59 || second! > 59 || year! < ONE_OFFSET_SINCE) return null;
  const local = match[7] === 'Z' ? new Date(utc + OFFSET) : at;
  return `${local.toISOString().slice(0, 19)}+08:00`;
}
