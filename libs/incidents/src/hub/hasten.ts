import { IsNull, Not } from 'typeorm';
import { AssignmentRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { compareOpinionLevels, workingOpinionLevel } from '../levels.js';
import { note, type Act } from './act.js';
import { dutyTimes, standingDuties } from './duties.js';
import { retimeEscalation } from './escalations.js';
import { internalTimes } from './internal-times.js';
import type { Rules } from './ports.js';
import { isSigned } from '../life.js';

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
    await hastenClimbs(act, duty, sooner);
    await note(act, incident, 'duty.hastened', {
      assignmentId: duty.id,
      unit: duty.unit,
      from: before,
      to: level,
      rules: moved.map((key) => RULES[key]),
    });
  }
}

/** Urging follows the level by itself; only a clock in working time has a due time of its own. */
async function hastenClimbs(act: Act, duty: AssignmentRow, sooner: Times): Promise<void> {
  for (const [clock, dueAt] of [
    ['sign', sooner.signDueAt],
    ['report', sooner.reportDueAt],
  ] as const) {
    const own = { clock, subjectId: duty.id, dueAt: Not(IsNull()) };
    if (dueAt && (await act.manager.existsBy(EscalationRow, own)))
      await retimeEscalation(act, clock, duty.id, { from: duty.sentAt, dueAt });
  }
}

type Times = Partial<Pick<AssignmentRow, 'signDueAt' | 'reportDueAt' | 'refuseDueAt'>>;
const RULES = { signDueAt: 'DL-06', reportDueAt: 'DL-07', refuseDueAt: 'DL-08' } as const;
const KEYS = Object.keys(RULES) as (keyof typeof RULES)[];

function soonerTimes(duty: AssignmentRow, now: Times): Times {
  const runs: Record<keyof typeof RULES, boolean> = {
    signDueAt: duty.state === 'sent',
    reportDueAt: duty.reportedAt === null,
    refuseDueAt: duty.state === 'sent' || isSigned(duty),
  };
  const sooner: Times = {};
  for (const key of KEYS) {
    const [old, next] = [duty[key], now[key]];
    if (runs[key] && old && next && next < old) sooner[key] = next;
  }
  return sooner;
}
