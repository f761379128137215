import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import type { DirectoryReader } from '#incidents/service';
import type { Wakeups } from '#queue';
import { SourceRow } from '../entities/source.entity.js';
import { parseFeed } from '../feed/parse.js';
import { NotAFeedError } from '../feed/types.js';
import { CANNOT_FETCH, FetchError } from '../fetch/fetch-error.js';
import { fetchFeed, FETCH_LIMITS, type Fetched, type FetchLimits } from '../fetch/fetch.js';
import { storeItems } from '../items/store.js';
import { newestOf, toNewItems } from './feed-items.js';
import { dueSources, leaseSource } from './lease.js';
import { nextDueAt } from './schedule.js';

const DUE_AT_ONCE = 200;

/** 收集: fetches sources that are due and stores what is new. Safe to run on any number of workers. */
export class CollectStep {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly readDirectory: DirectoryReader,
    private readonly limits: FetchLimits = FETCH_LIMITS,
  ) {}

  /** Ids of sources that are due now, for waking `collect`. */
  due(): Promise<string[]> {
    return dueSources(this.database.manager, this.clock.now(), DUE_AT_ONCE);
  }

  /**
   * Fetches one source, unless another worker has it or just had it. Failures go into the state of the source, not up.
   * @param options.force also when it is not due yet (a person pressed the button)
   * @returns number of new items
   */
  async run(sourceId: string, options: { force?: boolean } = {}): Promise<{ added: number }> {
    const source = await leaseSource(this.database, sourceId, this.clock.now(), !options.force);
    if (!source) return { added: 0 };
    try {
      return { added: await this.collect(source) };
    } catch (error) {
      await this.failed(source, error);
      return { added: 0 };
    }
  }

  private async collect(source: SourceRow): Promise<number> {
    if (source.kind !== 'feed' || !source.url) throw new FetchError(CANNOT_FETCH);
    const fetched = await fetchFeed(
      source.url,
      { etag: source.etag, lastModified: source.lastModified },
      this.limits,
    );
    const added = await this.database.transaction((manager) => this.store(manager, source, fetched));
    if (added > 0) await this.wakeups.wake('judge', { jurisdictionId: source.jurisdictionId });
    return added;
  }

  private async store(manager: EntityManager, source: SourceRow, fetched: Fetched): Promise<number> {
    const now = this.clock.now();
    if (fetched.kind === 'unchanged') {
      await this.succeeded(manager, source, now, {});
      return 0;
    }
    const feed = parseFeed(fetched.bytes, { contentType: fetched.contentType, url: fetched.url });
    const items = toNewItems(source, feed, this.clock.now(timelineOf(source)));
    const directory = await this.readDirectory(manager, source.jurisdictionId);
    const { added } = await storeItems(manager, directory, source.jurisdictionId, items);
    await this.succeeded(manager, source, now, {
      ...fetched.validators,
      ...(added.length > 0 ? { lastNewItemAt: source.rehearsal ? now : newestOf(items, now) } : {}),
    });
    if (added.length > 0) await manager.increment(SourceRow, { id: source.id }, 'itemCount', added.length);
    return added.length;
  }

  private async succeeded(
    manager: EntityManager,
    source: SourceRow,
    now: Date,
    seen: Partial<Pick<SourceRow, 'etag' | 'lastModified' | 'lastNewItemAt'>>,
  ): Promise<void> {
    const { intervalSeconds } = source;
    await manager.update(
      SourceRow,
      { id: source.id },
      {
        ...seen,
        lastFetchedAt: now,
        lastOkAt: now,
        failures: 0,
        lastError: null,
        leasedUntil: null,
        nextDueAt: nextDueAt(now, { intervalSeconds, failures: 0 }, Math.random()),
      },
    );
  }

  private async failed(source: SourceRow, error: unknown): Promise<void> {
    const now = this.clock.now();
    const ours = error instanceof FetchError || error instanceof NotAFeedError;
    const failures = source.failures + 1;
    const retryAfterMs = error instanceof FetchError ? error.retryAfterMs : null;
    const due = nextDueAt(
      now,
      { intervalSeconds: source.intervalSeconds, failures, retryAfterMs },
      Math.random(),
    );
    await this.database.manager.update(
      SourceRow,
      { id: source.id },
      {
        lastFetchedAt: now,
        failures,
        lastError: ours ? error.message : '内容未能入库，稍后自动重试',
        leasedUntil: null,
        nextDueAt: source.kind === 'feed' ? due : null,
      },
    );
    // What is no fault of the source is a fault of ours: the queue logs it.
    if (!ours) throw error;
  }
}
