import type { EntityManager } from 'typeorm';
import { IncidentRow } from '../entities/incident.entity.js';
import { IllegalTransition } from '../life.js';
import { turnOf } from '../turn.js';
import { RefusedAction, StaleError } from './errors.js';

/** The incident, locked until the transaction ends: whoever changes it or its duties takes this lock first. */
export async function lockIncident(manager: EntityManager, id: string): Promise<IncidentRow | null> {
  return manager.findOne(IncidentRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/**
 * The locked incident in the version the caller saw.
 * @throws RefusedAction `not_found`; StaleError when it has changed since; IllegalTransition when it is archived, for nothing
 * changes it any more
 */
export async function lockVersion(manager: EntityManager, id: string, version: number): Promise<IncidentRow> {
  const incident = await lockIncident(manager, id);
  if (!incident) throw new RefusedAction('not_found');
  if (incident.version !== version) throw new StaleError(incident.version);
  if (incident.state === 'archived') throw new IllegalTransition(incident.state, 'change');
  return incident;
}

/** Stores a changed incident under a new version. */
export async function saveIncident(manager: EntityManager, incident: IncidentRow, at: Date): Promise<void> {
  incident.version += 1;
  incident.updatedAt = at;
  incident.turn = turnOf(incident);
  const { id, ...columns } = incident;
  await manager.update(IncidentRow, { id }, columns);
}
