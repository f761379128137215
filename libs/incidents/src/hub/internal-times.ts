import type { Directory } from '#jurisdiction';
import type { IncidentRow } from '../entities/incident.entity.js';
import { workingOpinionLevel } from '../levels.js';
import type { DueTime } from '../routing.js';
import type { DeadlinePolicy } from './ports.js';
import { clocksOf } from './statutory-times.js';

/** The internal due times of an incident that follow from these moments, by its working level. */
export function internalTimes(
  incident: IncidentRow,
  from: { judgedAt?: Date; dispatchedAt?: Date | null; refusedAt?: Date },
  { policy, directory }: { policy: DeadlinePolicy; directory: Directory },
): DueTime[] {
  const opinionLevel = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const judgedAt = from.judgedAt ?? incident.judgedAt ?? incident.createdAt;
  const { dispatchedAt = null, refusedAt = null } = from;
  return policy.internal({ opinionLevel, judgedAt, dispatchedAt, refusedAt }, clocksOf(incident, directory));
}
