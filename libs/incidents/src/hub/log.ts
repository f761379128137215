import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import { IncidentLogRow, type LogType } from '../entities/log.entity.js';

/** PostgreSQL channel on which each log row is announced, for live views. */
export const LOG_CHANNEL = 'huiyin_log';

export type LoggedIncident = Pick<IncidentRow, 'id' | 'jurisdictionId' | 'number' | 'rehearsal' | 'historic'>;

export interface LogEntry {
  incident: LoggedIncident;
  type: LogType;
  /** On the incident's own timeline. */
  at: Date;
  /** `system`, `account:<login>`, `link:<unit>`. */
  actor: string;
  /** Ids, names of units, rules; never texts of citizens. */
  data?: Record<string, unknown>;
}

/** What somebody sees of a log row on the channel. */
export interface LogNotification {
  incidentId: string;
  type: LogType;
  number: string;
  rehearsal: boolean;
  jurisdictionId: string;
}

/** The append-only log: written in the transaction of the change it tells of, announced when that commits. */
export const IncidentLog = {
  /** Imported history is written without announcing: thousands of rows at once would only disturb. */
  async append(manager: EntityManager, entries: LogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await manager.insert(
      IncidentLogRow,
      entries.map((entry) => ({
        jurisdictionId: entry.incident.jurisdictionId,
        incidentId: entry.incident.id,
        type: entry.type,
        at: entry.at,
        actor: entry.actor,
        data: (entry.data ?? {}) as never,
      })),
    );
    const payloads = entries.filter((entry) => !entry.incident.historic).map(notification);
    if (payloads.length > 0)
      await manager.query(`select pg_notify($1, payload) from unnest($2::text[]) as payload`, [
        LOG_CHANNEL,
        payloads,
      ]);
  },
};

function notification(entry: LogEntry): string {
  const { id, number, rehearsal, jurisdictionId } = entry.incident;
  const shown: LogNotification = { incidentId: id, type: entry.type, number, rehearsal, jurisdictionId };
  return JSON.stringify(shown);
}
