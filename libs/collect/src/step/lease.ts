import type { DataSource, EntityManager } from 'typeorm';
import { SourceRow } from '../entities/source.entity.js';

/** Longer than any fetch; a worker that died frees its source after this. */
const LEASE_MS = 120_000;

/** Ids of feeds that are due and that nobody fetches now, longest due first. */
export async function dueSources(manager: EntityManager, now: Date, limit: number): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM source
     WHERE enabled AND kind = 'feed' AND next_due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
     ORDER BY next_due_at LIMIT $2`,
    [now, limit],
  );
  return rows.map((row) => row.id);
}

/**
 * Takes the source for this worker. Of several at once only one gets it; the others do not wait.
 * @param due only if it is due (another worker may just have fetched it)
 */
export async function leaseSource(
  database: DataSource,
  sourceId: string,
  now: Date,
  due: boolean,
): Promise<SourceRow | null> {
  return database.transaction(async (manager) => {
    const [found] = await manager.query<{ id: string }[]>(
      `SELECT id FROM source
       WHERE id = $1 AND enabled AND (next_due_at <= $2 OR NOT $3::boolean)
         AND (leased_until IS NULL OR leased_until <= $2)
       FOR UPDATE SKIP LOCKED`,
      [sourceId, now, due],
    );
    if (!found) return null;
    const leasedUntil = new Date(now.getTime() + LEASE_MS);
    await manager.update(SourceRow, { id: sourceId }, { leasedUntil });
    return manager.findOneByOrFail(SourceRow, { id: sourceId });
  });
}
