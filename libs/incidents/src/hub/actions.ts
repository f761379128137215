import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { AssignmentRow } from '../entities/duty.entity.js';
import { IncidentRow } from '../entities/incident.entity.js';
import { compareOpinionLevels, type OpinionLevel } from '../levels.js';
import { nextIncidentState, isOver, isSigned } from '../life.js';
import { note, type Act } from './act.js';
import { closeNow } from './close.js';
import { followDuties, standingDuties } from './duties.js';
import { RefusedAction } from './errors.js';
import { dropAfterwards } from './closing-times.js';
import { keepLevelDecision, setLevel } from './level.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';
import { resumeEscalations } from './resume.js';
import { mustBeSignable, signNow } from './sign.js';

/** What a signature by link adds to the log. */
export interface SignedHow {
  /** Role of the contact whose link it was. */
  as?: string;
  /** `checked`: with the code by SMS; `unavailable`: the message could not be sent. */
  code?: 'checked' | 'unavailable';
}

/**
 * What people do with an incident and its duties. Each action is one transaction on the locked incident: change, log,
 * clocks. Permission is checked by the caller.
 */
export class IncidentActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * 签收. Signing twice changes nothing.
   * @param actor `account:<login>` or `link:<unit>`
   * @param how for the log: the role of whose link it was, how the code by SMS stood
   * @throws RefusedAction `not_found`, `duty_withdrawn`, `duty_refused`, `duty_informed_only`, `incident_closed`
   */
  async signDuty(assignmentId: string, actor: string, how: SignedHow = {}): Promise<AssignmentRow> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(AssignmentRow, { id: assignmentId });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      // Read again under the lock: a correction may just have taken it back.
      const duty = incident && (await manager.findOneBy(AssignmentRow, { id: assignmentId }));
      if (!incident || !duty) throw new RefusedAction('not_found');
      if (isSigned(duty)) return duty;
      mustBeSignable(duty, incident);
      const act = this.act(manager, incident, actor);
      await signNow(act, incident, duty, this.clock.now('real'), { ...how });
      await saveIncident(manager, incident, act.at);
      return duty;
    });
  }

  /**
   * 办结. What must be answered is not closed without an answer (domain (f)7). Nobody is urged any more.
   * @throws RefusedAction `reason_missing`, `must_respond`, `order_open`; StaleError; IllegalTransition
   */
  async close(incidentId: string, version: number, reason: string, actor: string): Promise<IncidentRow> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    return this.change(incidentId, version, actor, (act, incident) => closeNow(act, incident, reason.trim()));
  }

  /**
   * Takes a closed or answered incident up again. Statutory clocks have never stopped; the sign-off clocks of unsigned
   * duties go on where they stood. One that never had duties is routed anew.
   */
  async reopen(incidentId: string, version: number, reason: string, actor: string): Promise<IncidentRow> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    const reopened = await this.change(incidentId, version, actor, async (act, incident) => {
      const duties = await standingDuties(act, incident.id);
      const owned = duties.some((duty) => duty.mustSign);
      incident.state = nextIncidentState(incident.state, owned ? 'reopen' : 'needs_confirmation');
      incident.needsRouting = true;
      if (incident.closedAt) await resumeEscalations(act, incident, duties, incident.closedAt);
      incident.closedAt = null;
      incident.closeReason = null;
      await dropAfterwards(act, incident);
      await note(act, incident, 'incident.reopened', { reason: reason.trim() });
      await followDuties(act, incident);
    });
    await this.wakeups.wake('route', { incidentId });
    await this.wakeups.wake('escalate', { incidentId });
    return reopened;
  }

  /**
   * A person confirms or raises the opinion level; confirming 特别重大 lets the government take the matter up (OP-7,
   * RT-50). Lowering needs two persons (OP-8) and is refused.
   * @throws RefusedAction `reason_missing`, `lowering_needs_two`, `incident_closed`; StaleError
   */
  async confirmLevel(
    incidentId: string,
    change: { version: number; level: OpinionLevel; reason: string },
    actor: string,
  ): Promise<IncidentRow> {
    if (!change.reason.trim()) throw new RefusedAction('reason_missing');
    const confirmed = await this.change(incidentId, change.version, actor, async (act, incident) => {
      if (isOver(incident.state)) throw new RefusedAction('incident_closed');
      const from = incident.opinionLevel;
      if (compareOpinionLevels(change.level, from) < 0) throw new RefusedAction('lowering_needs_two');
      await keepLevelDecision(act, incident, change.level, change.reason);
      setLevel(incident, change.level);
      await note(act, incident, 'level.confirmed', { from, to: change.level });
      if (change.level !== from) await note(act, incident, 'level.raised', { from, to: change.level });
    });
    await this.wakeups.wake('route', { incidentId });
    return confirmed;
  }

  private async change(
    incidentId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow) => Promise<void>,
  ): Promise<IncidentRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const act = this.act(manager, incident, actor);
      await work(act, incident);
      await saveIncident(manager, incident, act.at);
      return incident;
    });
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}
