import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import type { Directory } from '#jurisdiction';
import { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { RefusalRow, type RefusalGround } from '../entities/refusal.entity.js';
import { note, type Act } from './act.js';
import { isRunning } from './dispatch.js';
import { followDuties } from './duties.js';
import { stopEscalations } from './escalations.js';
import { RefusedAction } from './errors.js';
import { internalTimes } from './internal-times.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DeadlinePolicy, DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';
import { isOver } from '../life.js';
import { keepDuty } from './keep-duty.js';

export interface Refusing {
  ground: RefusalGround;
  /** Why, masked; never empty. */
  note: string;
  /** Who the unit holds responsible instead: one unit at least. */
  proposed: string[];
}

/** A duty may be refused in these roles; what nobody else owns (pool, acting coordination) may not. */
const REFUSABLE: readonly string[] = ['respondent', 'first_responsible'];

/** Whether the duty is of a kind that may be refused at all, whatever the time. */
export const isRefusable = (duty: Pick<AssignmentRow, 'roles' | 'mustSign' | 'state'>): boolean =>
  duty.mustSign &&
  (duty.state === 'sent' || duty.state === 'signed' || duty.state === 'verified') &&
  duty.roles.some((role) => REFUSABLE.includes(role));

/**
 * 退单, as a unit does it: raise (DL-08, RT-43) and take back. Each is one transaction on the locked incident.
 * Permission is checked by the caller; the ruling is `Rulings` of `#route/service`.
 */
export class RefusalActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /**
   * The unit refuses its duty. No clock moves: it stays respondent and owes the first report (DL-07) until the ruling;
   * since somebody has read it, it is urged to sign no more.
   * @param actor `account:<login>` or `link:<unit>`
   * @throws RefusedAction `not_found`, `duty_withdrawn`, `duty_informed_only`, `incident_closed`, `refusal_off`,
   * `refusal_not_for_role`, `refused_already`, `refusal_final`, `refusal_too_late`, `unknown_unit`, `proposed_itself`,
   * `reason_missing`
   */
  async refuse(assignmentId: string, asked: Refusing, actor: string): Promise<RefusalRow> {
    const refusal = await this.source.transaction(async (manager) => {
      const { duty, incident } = await lockDuty(manager, assignmentId);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const directory = await this.directories(manager, incident.jurisdictionId);
      const round = await this.mayRefuse(act, incident, duty, directory);
      if (!asked.note.trim()) throw new RefusedAction('reason_missing');
      const proposed = proposedUnits(asked.proposed, duty, incident, directory, act.at);
      const dueAt = this.dueOf('DL-20', incident, { refusedAt: act.at }, directory);
      const ruler = officeFor(directory, [...incident.recused, duty.unit]);
      if (!dueAt || !ruler) throw new RefusedAction('refusal_off');
      const row = manager.create(RefusalRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        assignmentId: duty.id,
        unit: duty.unit,
        round,
        needsLeader: round > 1,
        ground: asked.ground,
        note: asked.note.trim(),
        proposed,
        state: 'waiting',
        ruler,
        raisedAt: act.at,
        raisedBy: actor,
        dueAt,
        rehearsal: incident.rehearsal,
      });
      await manager.save(RefusalRow, row);
      const reportDueAt = this.dueOf('DL-07', incident, { dispatchedAt: duty.sentAt }, directory);
      await setAsideSignature(act, duty, reportDueAt);
      await note(act, incident, 'duty.refused', {
        refusalId: row.id,
        assignmentId: duty.id,
        unit: duty.unit,
        ground: row.ground,
        proposed,
        round,
        dueAt: dueAt.toISOString(),
      });
      await followDuties(act, incident);
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId: refusal.incidentId });
    return refusal;
  }

  /**
   * The unit takes its refusal back before anybody has ruled: it has signed then. It may not refuse again.
   * @throws RefusedAction `not_found`, `refusal_settled`
   */
  async withdraw(refusalId: string, actor: string): Promise<RefusalRow> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(RefusalRow, { id: refusalId });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      const refusal = incident && (await manager.findOneBy(RefusalRow, { id: refusalId }));
      if (!incident || !refusal) throw new RefusedAction('not_found');
      if (refusal.state !== 'waiting' && refusal.state !== 'prepared')
        throw new RefusedAction('refusal_settled');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      Object.assign(refusal, { state: 'withdrawn', settledAt: act.at });
      await manager.save(RefusalRow, refusal);
      await stopEscalations(act, [refusal.id], 'withdrawn');
      await keepDuty(act, refusal.assignmentId);
      await note(act, incident, 'refusal.withdrawn', { refusalId, unit: refusal.unit });
      await followDuties(act, incident);
      await saveIncident(manager, incident, act.at);
      return refusal;
    });
  }

  /** @returns which refusal in the incident this would be */
  private async mayRefuse(
    act: Act,
    incident: IncidentRow,
    duty: AssignmentRow,
    directory: Directory,
  ): Promise<number> {
    if (!directory.rule('RT-43')) throw new RefusedAction('refusal_off');
    if (!isRunning(incident)) throw new RefusedAction('incident_closed');
    const before = await act.manager.findBy(RefusalRow, { incidentId: incident.id });
    if (before.some((row) => row.unit === duty.unit)) throw new RefusedAction('refused_already');
    if (!isRefusable(duty)) throw new RefusedAction('refusal_not_for_role');
    if (before.some((row) => row.needsLeader && row.state === 'ruled'))
      throw new RefusedAction('refusal_final');
    if (!duty.refuseDueAt || act.at > duty.refuseDueAt) throw new RefusedAction('refusal_too_late');
    return before.length + 1;
  }

  private dueOf(
    rule: string,
    incident: IncidentRow,
    from: { dispatchedAt?: Date; refusedAt?: Date },
    directory: Directory,
  ): Date | null {
    const times = internalTimes(incident, from, { directory, policy: this.policy });
    const due = times.find(({ id }) => id === rule);
    return due ? new Date(due.due) : null;
  }
}

/**
 * The duty read again under the lock of its incident: a correction may just have taken it back.
 * @throws RefusedAction `not_found`, `duty_withdrawn`, `duty_informed_only`, `incident_closed`
 */
export async function lockDuty(
  manager: EntityManager,
  assignmentId: string,
): Promise<{ duty: AssignmentRow; incident: IncidentRow }> {
  const seen = await manager.findOneBy(AssignmentRow, { id: assignmentId });
  const incident = seen && (await lockIncident(manager, seen.incidentId));
  const duty = incident && (await manager.findOneBy(AssignmentRow, { id: assignmentId }));
  if (!incident || !duty) throw new RefusedAction('not_found');
  if (duty.state === 'withdrawn') throw new RefusedAction('duty_withdrawn');
  if (!duty.mustSign) throw new RefusedAction('duty_informed_only');
  if (isOver(incident.state)) throw new RefusedAction('incident_closed');
  return { duty, incident };
}

/** A recused unit is answered like an unknown one: who refuses must not learn of a report on another (RT-05). */
function proposedUnits(
  names: string[],
  duty: AssignmentRow,
  incident: IncidentRow,
  directory: Directory,
  at: Date,
): string[] {
  const units = names.map((name) => {
    const unit = directory.dutyHolder(name.trim(), at)?.unit;
    if (!unit || unit.external || !unit.respondent || incident.recused.includes(unit.name))
      throw new RefusedAction('unknown_unit', `（${name}）`);
    if (unit.name === duty.unit) throw new RefusedAction('proposed_itself');
    return unit.name;
  });
  if (units.length === 0) throw new RefusedAction('proposal_missing');
  return [...new Set(units)];
}

/** Received with an objection: the sign-off clock ends here, the first report is owed from dispatch. */
async function setAsideSignature(act: Act, duty: AssignmentRow, reportDueAt: Date | null): Promise<void> {
  await act.manager.update(
    AssignmentRow,
    { id: duty.id },
    {
      state: 'refused',
      signedAt: duty.signedAt ?? act.at,
      signedBy: duty.signedBy ?? act.actor,
      reportDueAt: duty.reportDueAt ?? reportDueAt,
    },
  );
  await stopEscalations(act, [duty.id], 'refused');
}
