import { chorus } from './chorus.js';
import type { IncidentIndex } from './incident-index.js';
import type { IndexEntry, Nearness, NearItem } from './types.js';

/**
 * The incidents nearest to an item, itself left out, each with what it shares with the nearest of their items. Weighed as
 * `IncidentIndex.find` weighs them; changes nothing.
 * @returns the nearest first, at most `most`
 */
export function nearestIncidents(index: IncidentIndex, entry: IndexEntry, most: number): Nearness[] {
  const groups = new Map<string, NearItem[]>();
  for (const one of index.likes(entry))
    groups.set(one.incidentId, [...(groups.get(one.incidentId) ?? []), one]);
  const home = index.homeOf(entry.id);
  return [...groups]
    .map(([incidentId, items]): Nearness => {
      const { wording, subject, shared } = items.reduce((a, b) => (b.likeness > a.likeness ? b : a));
      const size = index.sizeOf(incidentId) - (incidentId === home ? 1 : 0);
      const likes = items.map((one) => one.likeness);
      return { incidentId, similarity: chorus(likes, Math.max(1, size)), wording, subject, shared };
    })
    .sort((a, b) => b.similarity - a.similarity || (a.incidentId < b.incidentId ? -1 : 1))
    .slice(0, most)
    .map((one) => ({ ...one, similarity: Math.round(one.similarity * 1000) / 1000 }));
}
