import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import type { IncidentRow } from '../entities/incident.entity.js';
import { LevelLoweringRow } from '../entities/night.entity.js';
import { compareOpinionLevels, type OpinionLevel } from '../levels.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { keepLevelDecision, setLevel } from './level.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';
import { isOver } from '../life.js';

export interface LoweringDecision {
  /** Version of the incident that was looked at. */
  version: number;
  approve: boolean;
  note: string;
}

/** What belongs to the same transaction as a decision: the record of a telephone call that stands for the second person. */
export type Alongside = (act: Act, incident: IncidentRow) => Promise<unknown>;

/**
 * 降级 (OP-8): lowered only by a person, with a reason, and after a second person has looked. Clocks and escalations that
 * run are not made longer by it. Permission is checked by the caller.
 */
export class LoweringActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * @throws StaleError; RefusedAction `reason_missing`, `incident_closed`, `lowering_not_lower`, `lowering_waiting`
   */
  async propose(
    incidentId: string,
    asked: { version: number; level: OpinionLevel; reason: string },
    actor: string,
  ): Promise<LevelLoweringRow> {
    const reason = asked.reason.trim();
    if (!reason) throw new RefusedAction('reason_missing');
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, asked.version);
      const act = this.act(manager, incident, actor);
      if (isOver(incident.state)) throw new RefusedAction('incident_closed');
      if (compareOpinionLevels(asked.level, incident.opinionLevel) >= 0)
        throw new RefusedAction('lowering_not_lower');
      await this.makeRoom(act, incident);
      const row = manager.create(LevelLoweringRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        fromLevel: incident.opinionLevel,
        fromConfirmed: incident.opinionConfirmed,
        toLevel: asked.level,
        reason,
        state: 'waiting',
        proposedBy: actor,
        proposedAt: act.at,
        rehearsal: incident.rehearsal,
      });
      await manager.save(row);
      const { fromLevel: from, toLevel: to } = row;
      await note(act, incident, 'level.lowering_proposed', { loweringId: row.id, from, to, reason });
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }

  /**
   * The second person agrees, and the level is lowered; or does not, with a reason.
   * @throws StaleError; RefusedAction `not_found`, `lowering_settled`, `own_lowering`, `reason_missing`, `level_moved`,
   * `incident_closed`
   */
  async decide(id: string, decision: LoweringDecision, actor: string): Promise<LevelLoweringRow> {
    return this.settle(id, decision.version, actor, async (act, incident, row) => {
      if (row.proposedBy === actor) throw new RefusedAction('own_lowering');
      if (decision.approve) return this.lower(act, incident, row, decision.note);
      if (!decision.note.trim()) throw new RefusedAction('reason_missing');
      Object.assign(row, { state: 'declined', ...decided(act, decision.note) });
      await note(act, incident, 'level.lowering_declined', { loweringId: row.id, to: row.toLevel });
    });
  }

  /**
   * The proposer lowers it alone, having asked the second person by telephone.
   * @param alongside the record of that call
   * @throws as `decide` without `own_lowering`; RefusedAction `not_own_lowering`
   */
  async lowerAlone(
    id: string,
    version: number,
    actor: string,
    alongside: Alongside,
  ): Promise<LevelLoweringRow> {
    return this.settle(id, version, actor, async (act, incident, row) => {
      if (row.proposedBy !== actor) throw new RefusedAction('not_own_lowering');
      await this.lower(act, incident, row, '');
      await alongside(act, incident);
    });
  }

  /** @throws RefusedAction `not_found`, `lowering_settled`, `not_own_lowering` */
  async withdraw(id: string, actor: string): Promise<LevelLoweringRow> {
    return this.settle(id, null, actor, async (act, incident, row) => {
      if (row.proposedBy !== actor) throw new RefusedAction('not_own_lowering');
      Object.assign(row, { state: 'withdrawn', ...decided(act, '') });
      await note(act, incident, 'level.lowering_withdrawn', { loweringId: row.id, to: row.toLevel });
    });
  }

  private async lower(act: Act, incident: IncidentRow, row: LevelLoweringRow, said: string): Promise<void> {
    if (isOver(incident.state)) throw new RefusedAction('incident_closed');
    if (incident.opinionLevel !== row.fromLevel) throw new RefusedAction('level_moved');
    await keepLevelDecision(act, incident, row.toLevel, row.reason);
    setLevel(incident, row.toLevel);
    Object.assign(row, { state: 'confirmed', ...decided(act, said) });
    const { fromLevel: from, toLevel: to } = row;
    await note(act, incident, 'level.lowered', { loweringId: row.id, from, to, reason: row.reason });
  }

  /** One at a time; what was proposed of a level that has changed since is past. */
  private async makeRoom(act: Act, incident: IncidentRow): Promise<void> {
    const waiting = await act.manager.findOneBy(LevelLoweringRow, {
      incidentId: incident.id,
      state: 'waiting',
    });
    if (!waiting) return;
    if (waiting.fromLevel === incident.opinionLevel) throw new RefusedAction('lowering_waiting');
    await act.manager.update(LevelLoweringRow, { id: waiting.id }, { state: 'lapsed', decidedAt: act.at });
  }

  private async settle(
    id: string,
    version: number | null,
    actor: string,
    work: (act: Act, incident: IncidentRow, row: LevelLoweringRow) => Promise<void>,
  ): Promise<LevelLoweringRow> {
    const settled = await this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(LevelLoweringRow, { id });
      if (!seen) throw new RefusedAction('not_found');
      const incident =
        version === null
          ? await lockIncident(manager, seen.incidentId)
          : await lockVersion(manager, seen.incidentId, version);
      if (!incident) throw new RefusedAction('not_found');
      const row = await manager.findOneByOrFail(LevelLoweringRow, { id });
      if (row.state !== 'waiting') throw new RefusedAction('lowering_settled');
      const act = this.act(manager, incident, actor);
      await work(act, incident, row);
      await manager.save(row);
      await saveIncident(manager, incident, act.at);
      return row;
    });
    if (settled.state === 'confirmed') await this.wakeups.wake('route', { incidentId: settled.incidentId });
    return settled;
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

/**
 * Takes a lowering back that the second person did not agree to. A level that has risen above it since stays.
 * @returns whether anything was left to take back
 */
export async function undoLowering(act: Act, incident: IncidentRow, id: string): Promise<boolean> {
  const row = await act.manager.findOneBy(LevelLoweringRow, { id });
  if (row?.state !== 'confirmed' || isOver(incident.state)) return false;
  await act.manager.update(LevelLoweringRow, { id }, { state: 'undone' });
  if (compareOpinionLevels(incident.opinionLevel, row.fromLevel) >= 0) return true;
  const from = incident.opinionLevel;
  await keepLevelDecision(act, incident, row.fromLevel, '补签人不同意降级');
  setLevel(incident, row.fromLevel, row.fromConfirmed);
  await note(act, incident, 'level.raised', { from, to: row.fromLevel });
  return true;
}

const decided = (act: Act, said: string) => ({
  decidedBy: act.actor,
  decidedAt: act.at,
  note: said.trim() || null,
});
