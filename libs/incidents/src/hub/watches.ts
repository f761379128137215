import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { IncidentRow } from '../entities/incident.entity.js';
import { WatchedRow } from '../entities/watch.entity.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';

export const WATCH_NOTE_LENGTH = 200;

export interface Watching {
  /** Whose list; null: the one the office shares (重点督办). */
  accountId: string | null;
  note: string;
  /** `2026-12-01`, the last day; null: until it is taken off. */
  until: string | null;
}

/** 关注 and 重点督办. What one person watches is nobody else's business: only the shared list is logged. */
export class WatchActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Puts the incident on a list, or changes note and day there. @throws RefusedAction `not_found` */
  async watch(incidentId: string, given: Watching, login: string): Promise<void> {
    await this.change(incidentId, login, async (act, incident) => {
      const { accountId, until } = given;
      const words = given.note.trim().slice(0, WATCH_NOTE_LENGTH);
      const known = await find(act.manager, incidentId, accountId);
      if (known) {
        await act.manager.update(WatchedRow, { id: known.id }, { note: words, until });
        return false;
      }
      await act.manager.insert(WatchedRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        accountId,
        note: words,
        until,
        by: login,
        at: act.at,
        seenLogId: await lastLog(act.manager, incidentId),
      });
      if (accountId === null) await note(act, incident, 'watch.shared', { reason: words });
      return accountId === null;
    });
  }

  /** Takes it off a list; it may be off already. @throws RefusedAction `not_found` */
  async leave(incidentId: string, accountId: string | null, login: string): Promise<void> {
    await this.change(incidentId, login, async (act, incident) => {
      const known = await find(act.manager, incidentId, accountId);
      if (!known) return false;
      await act.manager.delete(WatchedRow, { id: known.id });
      if (accountId === null) await note(act, incident, 'watch.unshared');
      return accountId === null;
    });
  }

  /** Whoever watches it has seen it as it stands: nothing of it is new any more. */
  async seen(incidentId: string, accountId: string): Promise<void> {
    const { manager } = this.source;
    const seenLogId = await lastLog(manager, incidentId);
    await manager.update(WatchedRow, { incidentId, accountId }, { seenLogId });
  }

  private async change(
    incidentId: string,
    login: string,
    work: (act: Act, incident: IncidentRow) => Promise<boolean>,
  ): Promise<void> {
    await this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      const at = this.clock.now(timelineOf(incident));
      if (await work({ manager, actor: `account:${login}`, at }, incident))
        await saveIncident(manager, incident, at);
    });
  }
}

const find = (
  manager: EntityManager,
  incidentId: string,
  accountId: string | null,
): Promise<WatchedRow | null> =>
  manager
    .createQueryBuilder(WatchedRow, 'watch')
    .where('watch.incidentId = :incidentId', { incidentId })
    .andWhere(accountId === null ? 'watch.accountId IS NULL' : 'watch.accountId = :accountId', { accountId })
    .getOne();

async function lastLog(manager: EntityManager, incidentId: string): Promise<string> {
  const [row]: { last: string | null }[] = await manager.query(
    `select max(id)::text as last from incident_log where incident_id = $1`,
    [incidentId],
  );
  return row?.last ?? '0';
}
