import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import { SupervisionPartRow, SupervisionRow } from '../entities/supervision.entity.js';
import type { Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction, StaleError } from './errors.js';
import { lockIncident } from './lock.js';

export interface LockedPart {
  part: SupervisionPartRow;
  incident: IncidentRow;
}

/**
 * The sheet and its parts, locked: incidents first and in the order of their ids, as everywhere, then the sheet, so that
 * nobody waits for one who waits for him.
 * @param version the caller saw; null: whatever it is now
 * @throws RefusedAction `not_found`, `supervision_settled`; StaleError
 */
export async function lockWhole(
  manager: EntityManager,
  id: string,
  state: 'drafted' | 'open',
  version: number | null,
): Promise<{ row: SupervisionRow; parts: LockedPart[] }> {
  const seen = await manager.findBy(SupervisionPartRow, { supervisionId: id });
  const incidents = await lockAll(
    manager,
    seen.map((part) => part.incidentId),
  );
  const row = await lockSheet(manager, id, state, version);
  const parts = await manager.find(SupervisionPartRow, {
    where: { supervisionId: id },
    order: { unit: 'ASC', id: 'ASC' },
  });
  return {
    row,
    parts: parts.flatMap((part) => {
      const incident = incidents.get(part.incidentId);
      return incident ? [{ part, incident }] : [];
    }),
  };
}

export async function lockSheet(
  manager: EntityManager,
  id: string,
  state: 'drafted' | 'open',
  version: number | null,
): Promise<SupervisionRow> {
  const row = await manager.findOne(SupervisionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row) throw new RefusedAction('not_found');
  if (version !== null && row.version !== version) throw new StaleError(row.version);
  const open = row.state === 'drafted' || row.state === 'issued' || row.state === 'answered';
  if (state === 'drafted' ? row.state !== 'drafted' : !open) throw new RefusedAction('supervision_settled');
  return row;
}

export async function saveSheet(manager: EntityManager, row: SupervisionRow): Promise<void> {
  row.version += 1;
  await manager.save(SupervisionRow, row);
}

export async function lockAll(manager: EntityManager, ids: string[]): Promise<Map<string, IncidentRow>> {
  const locked = new Map<string, IncidentRow>();
  for (const id of [...new Set(ids)].toSorted()) {
    const incident = await lockIncident(manager, id);
    if (incident) locked.set(id, incident);
  }
  return locked;
}

/** What the log and messages say of a part. */
export const aboutPart = (row: SupervisionRow, part: SupervisionPartRow) => ({
  supervisionId: row.id,
  partId: part.id,
  unit: part.unit,
  letter: row.number,
});

/** The unit's liaison and handler, and its leader in charge. */
export async function tellUnit(
  act: Act,
  incident: IncidentRow,
  row: SupervisionRow,
  part: SupervisionPartRow,
  template: 'supervised' | 'supervision_withdrawn' | 'supervision_returned',
): Promise<void> {
  for (const audience of ['liaison_and_handler', 'charge_leader'])
    await announce(act, incident, {
      eventKey: `${part.id}:${template}:${row.version}:${audience}`,
      unit: part.unit,
      audience,
      template,
      assignmentId: part.assignmentId,
      subjectId: part.id,
      data: aboutPart(row, part),
    });
}
