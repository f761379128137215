import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { LogType } from '../entities/log.entity.js';
import { IncidentLog, type LogEntry } from './log.js';

/** One change by one actor at one moment, in one transaction. */
export interface Act {
  manager: EntityManager;
  /** On the incident's own timeline. */
  at: Date;
  /** `system`, `account:<login>`, `link:<unit>`. */
  actor: string;
}

/** A log row of an act, to be appended with others. */
export const logEntry = (
  act: Act,
  incident: IncidentRow,
  type: LogType,
  data?: Record<string, unknown>,
): LogEntry => ({ incident, type, at: act.at, actor: act.actor, data });

/** Writes one log row of an act. */
export async function note(
  act: Act,
  incident: IncidentRow,
  type: LogType,
  data?: Record<string, unknown>,
): Promise<void> {
  await IncidentLog.append(act.manager, [logEntry(act, incident, type, data)]);
}
