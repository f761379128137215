import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { compareOpinionLevels, workingOpinionLevel } from '../levels.js';
import { note, type Act } from './act.js';
import type { Rules } from './dispatch.js';
import { dutyTimes, standingDuties } from './duties.js';
import { internalTimes } from './internal-times.js';

/**
 * A graver level leaves less time: what is still to be signed, reported or refused is due as if it had been sent at the
 * rise, unless that is later than it was. The steps of urging follow by themselves (`ladder/stamped.ts`). A lower level
 * changes nothing: no time moves later.
 */
export async function hasten(act: Act, incident: IncidentRow, rules: Rules): Promise<void> {
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const before = incident.clockLevel;
  incident.clockLevel = level;
  if (!before || compareOpinionLevels(level, before) <= 0) return;
  const now = dutyTimes(internalTimes(incident, { judgedAt: act.at, dispatchedAt: act.at }, rules));
  for (const duty of await standingDuties(act, incident.id)) {
    const sooner = soonerTimes(duty, now);
    const moved = KEYS.filter((key) => sooner[key]);
    if (moved.length === 0) continue;
    await act.manager.update(AssignmentRow, { id: duty.id }, sooner);
    await note(act, incident, 'duty.hastened', {
      assignmentId: duty.id,
      unit: duty.unit,
      from: before,
      to: level,
      rules: moved.map((key) => RULES[key]),
    });
  }
}

type Times = Partial<Pick<AssignmentRow, 'signDueAt' | 'reportDueAt' | 'refuseDueAt'>>;
const RULES = { signDueAt: 'DL-06', reportDueAt: 'DL-07', refuseDueAt: 'DL-08' } as const;
const KEYS = Object.keys(RULES) as (keyof typeof RULES)[];

function soonerTimes(duty: AssignmentRow, now: Times): Times {
  const runs: Record<keyof typeof RULES, boolean> = {
    signDueAt: duty.state === 'sent',
    reportDueAt: duty.reportedAt === null,
    refuseDueAt: duty.state === 'sent' || duty.state === 'signed',
  };
  const sooner: Times = {};
  for (const key of KEYS) {
    const [old, next] = [duty[key], now[key]];
    if (runs[key] && old && next && next < old) sooner[key] = next;
  }
  return sooner;
}
