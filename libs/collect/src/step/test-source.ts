import type { EntityManager } from 'typeorm';
import { SourceRow } from '../entities/source.entity.js';
import { parseFeed } from '../feed/parse.js';
import { NotAFeedError } from '../feed/types.js';
import { CANNOT_FETCH, FetchError } from '../fetch/fetch-error.js';
import { fetchFeed, FETCH_LIMITS, type FetchLimits } from '../fetch/fetch.js';

export interface SourceTestResult {
  ok: boolean;
  message: string;
  title: string | null;
  sample: { title: string; publishedAt: string | null }[];
}

/** Fetches an address once and says what is there; nothing is stored. */
export async function testSource(
  given: { kind: string; url: string | null },
  limits: FetchLimits = FETCH_LIMITS,
): Promise<SourceTestResult> {
  if (given.kind !== 'feed' || !given.url) return bad(CANNOT_FETCH);
  try {
    const fetched = await fetchFeed(given.url, undefined, limits);
    if (fetched.kind === 'unchanged') return bad('对方没有给出内容');
    const feed = parseFeed(fetched.bytes, { contentType: fetched.contentType, url: fetched.url });
    const sample = feed.items.slice(0, 5).map(({ title, text, publishedAt }) => ({
      title: title || text.slice(0, 40),
      publishedAt,
    }));
    const count = feed.items.length;
    const message = count === 0 ? '可以读取，但目前没有内容' : `可以读取，共 ${count} 条`;
    return { ok: true, message, title: feed.title || null, sample };
  } catch (error) {
    if (error instanceof FetchError || error instanceof NotAFeedError) return bad(error.message);
    throw error;
  }
}

/** Tests a stored source and keeps whether it passed, so that it may be switched on. No item is stored. */
export async function testStoredSource(
  manager: EntityManager,
  source: SourceRow,
  now: Date,
  limits: FetchLimits = FETCH_LIMITS,
): Promise<SourceTestResult> {
  const result = await testSource(source, limits);
  const state = result.ok ? { lastOkAt: now, lastError: null } : { lastError: result.message };
  await manager.update(SourceRow, { id: source.id }, { ...state, lastFetchedAt: now });
  return result;
}

const bad = (message: string): SourceTestResult => ({ ok: false, message, title: null, sample: [] });
