import { IsNull, type EntityManager } from 'typeorm';
import { parseDuration } from '#clock';
import { countersignTimes, isNight } from '#incidents';
import { DeadlineRow, type IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { isGrave } from './seats.js';

/** What is opened late is still signed by somebody awake: no sooner than this after it. */
const AT_LEAST = 2 * 3_600_000;

/** When the signatures must be there: the hour of the morning at which what was done alone at night is signed. */
export const emergencyDue = (directory: Directory, at: Date): Date =>
  countersignTimes(new Date(at.getTime() + AT_LEAST), directory.profile.clocks.night).dueAt;

/**
 * Whether a text may be published first and signed later (紧急发布, decision 27): a grave matter, and nobody is in the
 * office, or the five hours (DL-01) are nearly over or over.
 */
export async function isEmergency(
  manager: EntityManager,
  incident: IncidentRow,
  directory: Directory,
  at: Date,
): Promise<boolean> {
  if (!isGrave(incident)) return false;
  const { clocks } = directory.profile;
  const { calendar } = directory.workingTime;
  if (isNight(at, clocks.night, (day) => calendar.isWorkingDay(day))) return true;
  const first = await manager.findOne(DeadlineRow, {
    where: { incidentId: incident.id, rule: 'DL-01', round: incident.round, settledAt: IsNull() },
    order: { dueAt: 'ASC' },
  });
  const before = parseDuration(clocks.response.emergencyBefore);
  return first !== null && first.dueAt.getTime() - at.getTime() <= before;
}
