import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { LogType } from '../entities/log.entity.js';

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
    const rows = entries.map(({ incident, type, at, actor, data }) => ({
      jurisdiction_id: incident.jurisdictionId,
      incident_id: incident.id,
      type,
      at: at.toISOString(),
      actor,
      data: data ?? {},
    }));
    const payloads = entries.filter((entry) => !entry.incident.historic).map(notification);
    // One statement: routing and escalation write many of these, and each round trip costs.
    await manager.query(
      `with written as (
         insert into incident_log (jurisdiction_id, incident_id, type, at, actor, data)
         select jurisdiction_id, incident_id, type, at, actor, data
         from jsonb_to_recordset($1::jsonb) as row(jurisdiction_id uuid, incident_id uuid, type text,
           at timestamptz, actor text, data jsonb))
       select pg_notify($2, payload) from unnest($3::text[]) as payload`,
      [JSON.stringify(rows), LOG_CHANNEL, payloads],
    );
  },
};

function notification(entry: LogEntry): string {
  const { id, number, rehearsal, jurisdictionId } = entry.incident;
  const shown: LogNotification = { incidentId: id, type: entry.type, number, rehearsal, jurisdictionId };
  return JSON.stringify(shown);
}
