import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { noteReached } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { AssignmentRow } from '../entities/duty.entity.js';
import { IncidentRow } from '../entities/incident.entity.js';
import { DecisionRow } from '../entities/log.entity.js';
import { compareOpinionLevels, type OpinionLevel } from '../levels.js';
import { nextIncidentState } from '../life.js';
import { note, type Act } from './act.js';
import { settleDeadlines } from './deadlines.js';
import { followDuties, standingDuties, stopEscalations } from './duties.js';
import { RefusedAction } from './errors.js';
import { flagsOf } from './flags.js';
import { lapse, lapseExtension } from './lapse.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';
import { hasOpenOrder } from './orders.js';
import { resumeEscalations } from './resume.js';

export interface Answer {
  version: number;
  /** Where the public reads it. */
  url: string;
  /** When it was published. */
  at: Date;
  /** A press conference (DL-02) is no published answer (DL-01, DL-03), nor the other way round. */
  kind?: 'publication' | 'press_conference';
}

const ANSWERED_BY = {
  publication: ['DL-01', 'DL-03'],
  press_conference: ['DL-02'],
} as const;

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
   * @throws RefusedAction `not_found`, `duty_withdrawn`, `duty_refused`, `duty_informed_only`, `incident_closed`
   */
  async signDuty(assignmentId: string, actor: string): Promise<AssignmentRow> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(AssignmentRow, { id: assignmentId });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      // Read again under the lock: a correction may just have taken it back.
      const duty = incident && (await manager.findOneBy(AssignmentRow, { id: assignmentId }));
      if (!incident || !duty) throw new RefusedAction('not_found');
      if (duty.state === 'signed') return duty;
      if (duty.state === 'withdrawn') throw new RefusedAction('duty_withdrawn');
      if (duty.state === 'refused') throw new RefusedAction('duty_refused');
      if (!duty.mustSign) throw new RefusedAction('duty_informed_only');
      if (incident.state === 'closed') throw new RefusedAction('incident_closed');
      const act = this.act(manager, incident, actor);
      Object.assign(duty, { state: 'signed', signedAt: act.at, signedBy: actor });
      await manager.save(AssignmentRow, duty);
      await stopEscalations(act, [duty.id], 'signed');
      await lapseExtension(act, duty.id, 'DL-06');
      await noteReached(manager, duty, this.clock.now('real'));
      await note(act, incident, 'duty.signed', { assignmentId: duty.id, unit: duty.unit });
      await followDuties(act, incident);
      await saveIncident(manager, incident, act.at);
      return duty;
    });
  }

  /**
   * 登记首次回应: settles the statutory clocks by when it was published, not by when it is registered.
   * @throws RefusedAction `bad_url`, `in_the_future`; StaleError; IllegalTransition before dispatch
   */
  async answer(incidentId: string, answer: Answer, actor: string): Promise<IncidentRow> {
    if (!/^https?:\/\//.test(answer.url) || !URL.canParse(answer.url)) throw new RefusedAction('bad_url');
    return this.change(incidentId, answer.version, actor, async (act, incident) => {
      if (answer.at > act.at) throw new RefusedAction('in_the_future');
      const kind = answer.kind ?? 'publication';
      incident.state = nextIncidentState(incident.state, 'answer');
      incident.answeredAt ??= answer.at;
      incident.answerUrl ??= answer.url;
      await note(act, incident, 'incident.answered', { kind, url: answer.url, at: answer.at.toISOString() });
      await settleDeadlines(act, incident, [...ANSWERED_BY[kind]], answer.at);
    });
  }

  /**
   * 办结. What must be answered is not closed without an answer (domain (f)7). Nobody is urged any more.
   * @throws RefusedAction `reason_missing`, `must_respond`, `order_open`; StaleError; IllegalTransition
   */
  async close(incidentId: string, version: number, reason: string, actor: string): Promise<IncidentRow> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    return this.change(incidentId, version, actor, async (act, incident) => {
      const owed = incident.mustRespond.length > 0 && !incident.answeredAt;
      if (owed && incident.state !== 'set_aside' && !incident.historic)
        throw new RefusedAction('must_respond');
      // What a superior asked for ends with the report to it, whatever the public was told (DL-19).
      if (await hasOpenOrder(act.manager, incident.id)) throw new RefusedAction('order_open');
      incident.state = nextIncidentState(incident.state, 'close');
      incident.closedAt = act.at;
      incident.closeReason = reason.trim();
      incident.needsRouting = false;
      const duties = await standingDuties(act, incident.id);
      await stopEscalations(
        act,
        duties.map((duty) => duty.id),
        'closed',
      );
      await lapse(act, incident, {}, 'closed');
      await note(act, incident, 'incident.closed');
    });
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
      if (incident.closedAt) await resumeEscalations(act, duties, incident.closedAt);
      incident.closedAt = null;
      incident.closeReason = null;
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
      if (incident.state === 'closed') throw new RefusedAction('incident_closed');
      const from = incident.opinionLevel;
      if (compareOpinionLevels(change.level, from) < 0) throw new RefusedAction('lowering_needs_two');
      await act.manager.insert(DecisionRow, {
        incidentId,
        kind: 'level',
        by: actor,
        directoryVersion: incident.judgement?.why[0]?.version ?? '',
        reason: change.reason.trim(),
        result: { opinionLevel: change.level } as never,
        previous: { opinionLevel: from, confirmed: incident.opinionConfirmed } as never,
        at: act.at,
      });
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

function setLevel(incident: IncidentRow, level: OpinionLevel): void {
  incident.opinionLevel = level;
  incident.opinionConfirmed = true;
  incident.needsRouting = !incident.historic;
  if (incident.judgement)
    incident.judgement = {
      ...incident.judgement,
      opinionLevel: level,
      opinionConfirmed: true,
    };
  incident.flags = flagsOf(incident);
}
