import type { EntityManager } from 'typeorm';
import type { Profile, SourceSpec } from '#jurisdiction';
import { SourceRow } from '../entities/source.entity.js';
import { CANNOT_FETCH } from '../fetch/fetch-error.js';

/** A feed of the rehearsal, served on loopback. */
export interface RehearsalFeed {
  name: string;
  url: string;
  tier: SourceRow['tier'];
  scope: SourceRow['scope'];
}

/** Seconds; the rehearsal clock runs many times as fast. */
const REHEARSAL_INTERVAL = 5;

/**
 * Rows for the sources of a profile, the first time only: from then on people look after them. All off until tested.
 * @returns number added
 */
export async function ensureSources(
  manager: EntityManager,
  jurisdictionId: string,
  profile: Profile,
): Promise<number> {
  if (
    profile.sources.length === 0 ||
    (await manager.existsBy(SourceRow, { jurisdictionId, rehearsal: false }))
  )
    return 0;
  const result = await manager
    .createQueryBuilder()
    .insert()
    .into(SourceRow)
    .values(profile.sources.map((source) => toRow(jurisdictionId, source)))
    .orIgnore()
    .returning('id')
    .execute();
  return (result.raw as unknown[]).length;
}

function toRow(jurisdictionId: string, source: SourceSpec) {
  const { name, kind, tier, scope } = source;
  const fetchable = kind === 'feed' && source.url !== undefined;
  return {
    jurisdictionId,
    name,
    kind,
    tier,
    scope,
    url: source.url ?? null,
    intervalSeconds: source.intervalMinutes * 60,
    enabled: source.enabled && fetchable,
    nextDueAt: source.enabled && fetchable ? () => 'now()' : null,
    lastError: fetchable || kind === 'manual' ? null : CANNOT_FETCH,
  };
}

/**
 * The sources of a rehearsal (演练), switched on at their present address; those not given any more are switched off.
 * An empty list ends the rehearsal. The mark stays on the rows.
 */
export async function ensureRehearsalSources(
  manager: EntityManager,
  jurisdictionId: string,
  feeds: RehearsalFeed[],
  now: Date,
): Promise<void> {
  await manager.update(SourceRow, { jurisdictionId, rehearsal: true }, { enabled: false, nextDueAt: null });
  for (const { name, url, tier, scope } of feeds) {
    const state = {
      url,
      tier,
      scope,
      enabled: true,
      nextDueAt: now,
      leasedUntil: null,
      etag: null,
      lastModified: null,
    };
    const known = await manager.findOneBy(SourceRow, { jurisdictionId, name, rehearsal: true });
    if (known) await manager.update(SourceRow, { id: known.id }, { ...state, failures: 0, lastError: null });
    else
      await manager.insert(SourceRow, {
        ...state,
        jurisdictionId,
        name,
        kind: 'feed',
        rehearsal: true,
        intervalSeconds: REHEARSAL_INTERVAL,
      });
  }
}
