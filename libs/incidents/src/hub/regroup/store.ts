import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../../entities/incident.entity.js';
import { RegroupingRow, type RegroupingKind } from '../../entities/regrouping.entity.js';
import type { Act } from '../act.js';
import { RefusedAction } from '../errors.js';
import { lockIncident, lockVersion } from '../lock.js';

/** What a regrouping did. */
export interface Done {
  kind: RegroupingKind;
  from: IncidentRow;
  into: IncidentRow;
  itemIds: string[];
  undoes?: string;
}

/** Judging has one writer; whoever regroups is that writer for a moment, so the order of `seq` is the order of what holds. */
export async function lockFirst(
  manager: EntityManager,
  incidentId: string,
): Promise<{ jurisdictionId: string; rehearsal: boolean }> {
  const rows: { jurisdictionId: string; rehearsal: boolean }[] = await manager.query(
    `select jurisdiction_id as "jurisdictionId", rehearsal from incident where id = $1`,
    [incidentId],
  );
  const [found] = rows;
  if (!found) throw new RefusedAction('not_found');
  await manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `judge ${found.jurisdictionId}`,
  ]);
  return found;
}

/** In the order of their ids, so that two persons never wait for each other. */
export async function lockAll(manager: EntityManager, ids: string[]): Promise<Map<string, IncidentRow>> {
  const rows = new Map<string, IncidentRow>();
  for (const id of ids.toSorted()) {
    const row = await lockIncident(manager, id);
    if (row) rows.set(id, row);
  }
  return rows;
}

export async function lockBoth(
  manager: EntityManager,
  asked: { fromId: string; intoId: string; versions: { from: number; into: number } },
): Promise<{ from: IncidentRow; into: IncidentRow }> {
  if (asked.fromId === asked.intoId) throw new RefusedAction('merge_self');
  await lockAll(manager, [asked.fromId, asked.intoId]);
  return {
    from: await lockVersion(manager, asked.fromId, asked.versions.from),
    into: await lockVersion(manager, asked.intoId, asked.versions.into),
  };
}

export async function lastLog(manager: EntityManager): Promise<string> {
  const rows: { id: string | null }[] = await manager.query(`select max(id) as id from incident_log`);
  return rows[0]?.id ?? '0';
}

export async function keep(
  act: Act,
  { kind, from, into, itemIds, undoes }: Done,
  record: Pick<RegroupingRow, 'reason' | 'logId' | 'changes'>,
): Promise<string> {
  const row = act.manager.create(RegroupingRow, {
    ...record,
    jurisdictionId: into.jurisdictionId,
    kind,
    fromId: from.id,
    intoId: into.id,
    itemIds,
    by: act.actor,
    at: act.at,
    undoes: undoes ?? null,
    rehearsal: into.rehearsal,
  });
  return (await act.manager.save(RegroupingRow, row)).id;
}
