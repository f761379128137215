import type { EntityManager } from 'typeorm';

/** Items of an incident that turned out to be copies of what came first. */
export interface JoinedCopies {
  incidentId: string;
  /** The item all of them repeat, and the items held for the first of their kind until now. */
  first: string;
  also: readonly string[];
}

/** What came between as a text of its own, and its copies, repeat the first one; where a person put an item it stays. */
export async function joinCopies(manager: EntityManager, joined: readonly JoinedCopies[]): Promise<void> {
  for (const { incidentId, first, also } of joined)
    await manager.query(
      `update incident_item set duplicate_of = $2
       where incident_id = $1 and pinned_by is null and (item_id = any($3) or duplicate_of = any($3))`,
      [incidentId, first, also],
    );
}
