import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import type { IncidentRow } from '../entities/incident.entity.js';
import { LevelSettlementRow, type Verdict } from '../entities/settlement.entity.js';
import { compareEventLevels, compareOpinionLevels, type EventLevel, type OpinionLevel } from '../levels.js';
import { isOver } from '../life.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';
import type { Alongside } from './lowering.js';
import { isUntrue, saidOf, setEvent } from './untrue.js';

export const SETTLE_REASON_LENGTH = 500;

export interface Settling {
  /** Version of the incident that was looked at. */
  version: number;
  verdict: Verdict;
  /** Of `untrue`: the event level that is true, and the opinion level that goes with it. */
  eventLevel: EventLevel;
  opinionLevel: OpinionLevel;
  reason: string;
}

export interface SettleDecision {
  version: number;
  approve: boolean;
  note: string;
}

/**
 * 核定疑似等级 (domain.zh.md (f)2). Until then the stricter clocks run. 属实: the level stands and DL-03 is replaced;
 * 暂不能判断: everything runs on and it is asked again; 不属实: lowers the level, so a second person decides (OP-8). Permission is
 * checked by the caller.
 */
export class SettleActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * @throws StaleError; RefusedAction `reason_missing`, `incident_closed`, `not_provisional`, `settle_waiting`,
   * `settle_not_lower`
   */
  async settle(incidentId: string, given: Settling, actor: string): Promise<LevelSettlementRow> {
    const reason = given.reason.trim();
    if (!reason) throw new RefusedAction('reason_missing');
    const settled = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, given.version);
      const act = this.act(manager, incident, actor);
      if (isOver(incident.state)) throw new RefusedAction('incident_closed');
      if (!incident.provisional) throw new RefusedAction('not_provisional');
      await this.makeRoom(act, incident);
      const row = newRow(act, incident, { ...given, reason });
      if (given.verdict === 'untrue') mustBeLower(incident, row);
      await manager.save(row);
      if (given.verdict === 'true') await stands(act, incident, row);
      else if (given.verdict === 'open') await staysOpen(act, incident, row);
      else
        await note(act, incident, 'level.settle_proposed', {
          settlementId: row.id,
          from: row.suspected,
          reason,
        });
      await saveIncident(manager, incident, act.at);
      return row;
    });
    if (settled.verdict === 'true') await this.wakeups.wake('route', { incidentId });
    return settled;
  }

  /**
   * The second person agrees that it is untrue, or does not, with a reason.
   * @throws StaleError; RefusedAction `not_found`, `settle_done`, `own_settlement`, `reason_missing`, `level_moved`
   */
  async decide(id: string, decision: SettleDecision, actor: string): Promise<LevelSettlementRow> {
    const settled = await this.change(id, decision.version, actor, async (act, incident, row) => {
      if (row.by === actor) throw new RefusedAction('own_settlement');
      const said = decision.note.trim();
      if (!decision.approve && !said) throw new RefusedAction('reason_missing');
      Object.assign(row, { decidedBy: actor, decidedAt: act.at, note: said || null });
      if (decision.approve) return isUntrue(act, incident, row);
      row.state = 'declined';
      await note(act, incident, 'level.settle_declined', { settlementId: row.id });
    });
    if (settled.state === 'standing') await this.wakeups.wake('route', { incidentId: settled.incidentId });
    return settled;
  }

  /**
   * Whoever said that it is untrue goes on alone at night, having asked the second person by telephone.
   * @param alongside the record of that call
   * @throws as `decide` without `own_settlement`; RefusedAction `not_own_settlement`
   */
  async untrueAlone(
    id: string,
    version: number,
    actor: string,
    alongside: Alongside,
  ): Promise<LevelSettlementRow> {
    const settled = await this.change(id, version, actor, async (act, incident, row) => {
      if (row.by !== actor) throw new RefusedAction('not_own_settlement');
      Object.assign(row, { decidedBy: actor, decidedAt: act.at });
      await isUntrue(act, incident, row);
      await alongside(act, incident);
    });
    await this.wakeups.wake('route', { incidentId: settled.incidentId });
    return settled;
  }

  /** @throws RefusedAction `not_found`, `settle_done`, `not_own_settlement` */
  async withdraw(id: string, actor: string): Promise<LevelSettlementRow> {
    return this.change(id, null, actor, async (act, incident, row) => {
      if (row.by !== actor) throw new RefusedAction('not_own_settlement');
      Object.assign(row, { state: 'withdrawn', decidedBy: actor, decidedAt: act.at });
      await note(act, incident, 'level.settle_withdrawn', { settlementId: row.id });
    });
  }

  /** One at a time; what was said of a suspicion that has changed since is past. */
  private async makeRoom({ manager, at }: Act, incident: IncidentRow): Promise<void> {
    const waiting = await manager.findOneBy(LevelSettlementRow, {
      incidentId: incident.id,
      state: 'waiting',
    });
    if (!waiting) return;
    if (waiting.suspected === incident.eventLevel) throw new RefusedAction('settle_waiting');
    await manager.update(LevelSettlementRow, { id: waiting.id }, { state: 'lapsed', decidedAt: at });
  }

  private async change(
    id: string,
    version: number | null,
    actor: string,
    work: (act: Act, incident: IncidentRow, row: LevelSettlementRow) => Promise<void>,
  ): Promise<LevelSettlementRow> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(LevelSettlementRow, { id });
      if (!seen) throw new RefusedAction('not_found');
      const incident =
        version === null
          ? await lockIncident(manager, seen.incidentId)
          : await lockVersion(manager, seen.incidentId, version);
      if (!incident) throw new RefusedAction('not_found');
      const row = await manager.findOneByOrFail(LevelSettlementRow, { id });
      if (row.state !== 'waiting') throw new RefusedAction('settle_done');
      const act = this.act(manager, incident, actor);
      await work(act, incident, row);
      await manager.save(row);
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

function newRow(act: Act, incident: IncidentRow, given: Settling): LevelSettlementRow {
  const untrue = given.verdict === 'untrue';
  return act.manager.create(LevelSettlementRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    verdict: given.verdict,
    suspected: incident.eventLevel,
    eventLevel: untrue ? given.eventLevel : incident.eventLevel,
    opinionLevel: untrue ? given.opinionLevel : incident.opinionLevel,
    reason: given.reason,
    state: untrue ? 'waiting' : 'standing',
    by: act.actor,
    at: act.at,
    rehearsal: incident.rehearsal,
  });
}

function mustBeLower(incident: IncidentRow, row: LevelSettlementRow): void {
  const lower = compareEventLevels(row.eventLevel, incident.eventLevel) < 0;
  if (!lower || compareOpinionLevels(row.opinionLevel, incident.opinionLevel) > 0)
    throw new RefusedAction('settle_not_lower');
}

/** The suspicion is over; the level is what it was. */
async function stands(act: Act, incident: IncidentRow, row: LevelSettlementRow): Promise<void> {
  setEvent(incident, { eventLevel: incident.eventLevel, provisional: false });
  await note(act, incident, 'level.settled', saidOf(row));
}

async function staysOpen(act: Act, incident: IncidentRow, row: LevelSettlementRow): Promise<void> {
  // Whoever has just looked is not asked again at once: the first interval begins anew.
  Object.assign(incident, { settleAskAt: null, settleAsked: 1 });
  await note(act, incident, 'level.settled', saidOf(row));
}
