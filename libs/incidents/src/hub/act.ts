import type { EntityManager } from 'typeorm';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { LogType } from '../entities/log.entity.js';
import { IncidentLog } from './log.js';

/** One change by one actor at one moment, in one transaction. */
export interface Act {
  manager: EntityManager;
  /** On the incident's own timeline. */
  at: Date;
  /** `system`, `account:<login>`, `link:<unit>`. */
  actor: string;
}

/** Writes one log row of an act. */
export async function note(
  act: Act,
  incident: IncidentRow,
  type: LogType,
  data?: Record<string, unknown>,
): Promise<void> {
  await IncidentLog.append(act.manager, [{ incident, type, at: act.at, actor: act.actor, data }]);
}
