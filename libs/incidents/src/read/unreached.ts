import type { EntityManager } from 'typeorm';

/** Notices that have not arrived since the contact was last reached; what was overtaken does not count. */
const WAITING = `
  select contact.id, min(notice.created_at) as since
  from notice join contact on contact.id = notice.contact_id
  where contact.jurisdiction_id = $1 and contact.ended_at is null
    and notice.state in ('pending', 'sending', 'committing', 'failed')
    and (contact.last_reached_at is null or notice.created_at > contact.last_reached_at)
  group by contact.id`;

/**
 * Since when notices have gone to people of the roster of whom none has arrived: from real traffic, not from a trial.
 * @returns by id of the contact; whoever has been reached since is not in it
 */
export async function unreachedSince(
  manager: EntityManager,
  jurisdictionId: string,
): Promise<Map<string, Date>> {
  const rows: { id: string; since: Date }[] = await manager.query(WAITING, [jurisdictionId]);
  return new Map(rows.map(({ id, since }) => [id, since]));
}
