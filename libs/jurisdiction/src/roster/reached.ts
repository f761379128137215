import type { EntityManager } from 'typeorm';

/**
 * A unit has acted on a duty: those who were told of it have been reached, without a notice its liaison. In the
 * transaction of the act, so that “last reached” never runs ahead of what happened.
 * @param at real time, also for a rehearsal
 */
export async function noteReached(
  manager: EntityManager,
  duty: { id: string; jurisdictionId: string; unit: string },
  at: Date,
): Promise<void> {
  await manager.query(
    `WITH told AS (
       SELECT contact_id AS id FROM notice WHERE assignment_id = $1 AND state = 'accepted')
     UPDATE contact SET last_reached_at = $4
     WHERE jurisdiction_id = $2 AND unit = $3 AND ended_at IS NULL
       AND (id IN (SELECT id FROM told)
         OR NOT EXISTS (SELECT 1 FROM told) AND role = 'liaison' AND NOT standby)`,
    [duty.id, duty.jurisdictionId, duty.unit, at],
  );
}
