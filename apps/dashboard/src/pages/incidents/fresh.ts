import type { IncidentSummary } from '../../../../api/src/contract/index.js';

/** What a look at the list brought while rows stand before a person's eyes. */
export interface Fresh {
  /** Newer states of shown rows, by id: they change in place. */
  updates: Map<string, IncidentSummary>;
  /** Incidents not shown yet: they wait at the top to be called. */
  waiting: IncidentSummary[];
}

/**
 * Compares shown rows with a fresh first page. Rows never move by this; a row that the fresh page no longer holds stays as
 * it is until the person asks for the new list.
 */
export function compareFresh(shown: IncidentSummary[], fresh: IncidentSummary[]): Fresh {
  const known = new Map(shown.map((row) => [row.id, row]));
  const updates = new Map<string, IncidentSummary>();
  const waiting: IncidentSummary[] = [];
  for (const row of fresh) {
    const before = known.get(row.id);
    if (!before) waiting.push(row);
    else if (before.version <= row.version) updates.set(row.id, row);
  }
  return { updates, waiting };
}
