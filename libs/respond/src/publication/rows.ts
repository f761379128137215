import { IsNull, type EntityManager } from 'typeorm';
import { DeadlineRow, lockIncident, RefusedAction, StaleError, type IncidentRow } from '#incidents/service';
import { PublicationRow, TakeoverRow } from '../entities/publication.entity.js';

/** An entity with a version that belongs to an incident. */
interface Versioned {
  id: string;
  incidentId: string;
  version: number;
}

/**
 * A row and its incident, locked incident first.
 * @param version as the caller saw it; null: whatever it is
 * @throws RefusedAction `not_found`; StaleError
 */
export async function lockRow<Row extends Versioned>(
  manager: EntityManager,
  target: new () => Row,
  id: string,
  version: number | null,
): Promise<{ incident: IncidentRow; row: Row }> {
  const find = () => manager.findOneBy<Row>(target, { id } as never);
  const seen = await find();
  const incident = seen && (await lockIncident(manager, seen.incidentId));
  const row = incident && (await find());
  if (!incident || !row) throw new RefusedAction('not_found');
  if (version !== null && row.version !== version) throw new StaleError(row.version);
  return { incident, row };
}

/** Saves a row under the incident's lock. */
export async function saveRow<Row extends Versioned>(
  manager: EntityManager,
  target: new () => Row,
  row: Row,
): Promise<void> {
  row.version += 1;
  await manager.save(target, row as never);
}

/** Who publishes in our place now. */
export const standingTakeover = (manager: EntityManager, incidentId: string): Promise<TakeoverRow | null> =>
  manager.findOneBy(TakeoverRow, { incidentId, endedAt: IsNull() });

/** Statutory rows of the present turn that nothing has settled. */
export async function openStatutory(
  manager: EntityManager,
  { id, round }: Pick<IncidentRow, 'id' | 'round'>,
): Promise<DeadlineRow[]> {
  const rows = await manager.findBy(DeadlineRow, {
    incidentId: id,
    round,
    kind: 'statutory',
    settledAt: IsNull(),
  });
  return rows.filter(({ state }) => state !== 'superseded');
}

export { tellNoMore } from '#incidents/service';

/** Publications of a text. */
export const publicationsOf = (manager: EntityManager, responseId: string): Promise<PublicationRow[]> =>
  manager.find(PublicationRow, { where: { responseId }, order: { createdAt: 'ASC', id: 'ASC' } });
