import { In, type EntityManager } from 'typeorm';
import {
  DeadlineRow,
  EXTENDABLE,
  ExtensionRow,
  RefusalRow,
  runningClock,
  type AssignmentRow,
  type ExtendableRule,
  type IncidentRow,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { isOpen, whyNotRefused } from '../refusals/present.js';
import type { Care } from './scene.js';
import { isOver } from '#incidents';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How much longer may be asked for, a tap each. */
const LONGER: Record<ExtendableRule, number[]> = {
  'DL-06': [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR],
  'DL-07': [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR],
};

/** What a unit may do with its duty beside the signature. */
export async function readCare(
  manager: EntityManager,
  incident: IncidentRow,
  duty: AssignmentRow,
  directory: Directory,
  now: Date,
): Promise<Care> {
  const [refusals, extensions, bounds] = await Promise.all([
    manager.findBy(RefusalRow, { incidentId: duty.incidentId }),
    manager.find(ExtensionRow, { where: { assignmentId: duty.id }, order: { askedAt: 'DESC' } }),
    manager.findBy(DeadlineRow, {
      incidentId: duty.incidentId,
      kind: In(['statutory', 'superior']),
      state: 'open',
    }),
  ]);
  const own = refusals.filter((row) => row.assignmentId === duty.id);
  const waiting = own.find(isOpen) ?? null;
  const over = isOver(incident.state) || incident.state === 'set_aside' || !duty.mustSign;
  const hint = whyNotRefused(duty, refusals, directory, now);
  const offered = !over && hint === null && duty.refuseDueAt !== null;
  const asked = extensions.some(({ state }) => state === 'waiting');
  return {
    waiting,
    ruled: own.find(({ state }) => state === 'ruled') ?? null,
    refuseBy: offered ? duty.refuseDueAt : null,
    hint: over || own.length > 0 ? null : hint,
    units: offered ? choices(directory, duty, incident, now) : [],
    mayReport: !over && duty.state !== 'sent' && duty.reportedAt === null,
    extendable: over || asked ? null : longer(duty, bounds, now),
    extension: extensions[0] ?? null,
  };
}

/** The clock that runs, and later times that stay before what binds. */
function longer(duty: AssignmentRow, bounds: DeadlineRow[], now: Date): Care['extendable'] {
  for (const rule of EXTENDABLE) {
    const dueAt = runningClock(duty, rule);
    if (!dueAt || dueAt < now) continue;
    const until = LONGER[rule]
      .map((more) => new Date(dueAt.getTime() + more))
      .filter((at) => bounds.every((bound) => at <= bound.dueAt));
    return until.length > 0 ? { rule, dueAt, until } : null;
  }
  return null;
}

/** Units that may be proposed: in force, answering for the public, neither itself nor recused. Townships come first. */
function choices(directory: Directory, duty: AssignmentRow, incident: IncidentRow, at: Date): string[] {
  const units = directory.profile.units.filter(
    (unit) =>
      unit.respondent &&
      !unit.external &&
      unit.name !== duty.unit &&
      !incident.recused.includes(unit.name) &&
      directory.dutyHolder(unit.name, at)?.unit === unit,
  );
  const isPlace = (kind: string) => /乡镇|街道|开发区/.test(kind);
  return [...units.filter((unit) => isPlace(unit.kind)), ...units.filter((unit) => !isPlace(unit.kind))].map(
    ({ name }) => name,
  );
}
