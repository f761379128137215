import { DecisionRow } from '../entities/log.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { OpinionLevel } from '../levels.js';
import type { Act } from './act.js';
import { flagsOf } from './flags.js';

/** Puts an opinion level on the incident, in its judgement too, so that the next item is compared with it. */
export function setLevel(incident: IncidentRow, level: OpinionLevel, confirmed = true): void {
  incident.opinionLevel = level;
  incident.opinionConfirmed = confirmed;
  incident.needsRouting = !incident.historic;
  if (incident.judgement)
    incident.judgement = { ...incident.judgement, opinionLevel: level, opinionConfirmed: confirmed };
  incident.flags = flagsOf(incident);
}

/** A person's decision on the level, with what it replaced; written before the level is changed. */
export async function keepLevelDecision(
  act: Act,
  incident: IncidentRow,
  level: OpinionLevel,
  reason: string,
): Promise<void> {
  await act.manager.insert(DecisionRow, {
    incidentId: incident.id,
    kind: 'level',
    by: act.actor,
    directoryVersion: incident.judgement?.why[0]?.version ?? '',
    reason: reason.trim(),
    result: { opinionLevel: level } as never,
    previous: { opinionLevel: incident.opinionLevel, confirmed: incident.opinionConfirmed } as never,
    at: act.at,
  });
}
