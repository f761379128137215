import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock, type Timeline } from '#clock';
import type { IncidentRow } from '../entities/incident.entity.js';
import { LevelHoldRow, type HoldReason } from '../entities/level-hold.entity.js';
import { isOver, OVER, sqlStates } from '../life.js';
import { changedSince, type SuperFacts } from '../super.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction } from './errors.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';

const AT_ONCE = 100;
const SUGGESTED = '特别重大';
const NOBODY = { dead: null, injured: null, missing: null, trapped: null, atRisk: null };

/** Whether 特别重大 is suggested and nobody has confirmed it (OP-7). */
const isSuggested = (incident: IncidentRow): boolean =>
  incident.opinionLevel === SUGGESTED && !incident.opinionConfirmed && !isOver(incident.state);

export class LevelHolds {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * 暂不确认: the suggestion stays, clocks run on as 重大; whoever decided is named, with the facts it was decided on.
   * @throws StaleError; RefusedAction `reason_missing`, `super_not_suggested`, `super_held_already`
   */
  async hold(
    incidentId: string,
    given: { version: number; reason: HoldReason; note: string },
    actor: string,
  ): Promise<LevelHoldRow> {
    if (!given.note.trim()) throw new RefusedAction('reason_missing');
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, given.version);
      if (!isSuggested(incident)) throw new RefusedAction('super_not_suggested');
      if (await manager.existsBy(LevelHoldRow, { incidentId, state: 'standing' }))
        throw new RefusedAction('super_held_already');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const row = manager.create(LevelHoldRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        reason: given.reason,
        note: given.note.trim(),
        facts: await factsOf(manager, incident),
        by: actor,
        at: act.at,
        rehearsal: incident.rehearsal,
      });
      await manager.save(row);
      await note(act, incident, 'level.held', { holdId: row.id, reason: row.reason });
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }
}

/**
 * Decisions not to confirm whose facts have changed are asked again: office and publicity hear why. Those whose matter has
 * another level by now, or has ended, are over. Safe to run twice: each is taken off in the transaction that tells.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function holdsDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  directories: DirectoryReader,
): Promise<string[]> {
  const due: { id: string; incidentId: string; jurisdictionId: string }[] = await manager.query(
    `select hold.id, hold.incident_id as "incidentId", hold.jurisdiction_id as "jurisdictionId"
     from level_hold hold join incident on incident.id = hold.incident_id
     where hold.state = 'standing' and hold.rehearsal = $1
       and (incident.updated_at > hold.at or incident.state in (${sqlStates(OVER)}))
     order by hold.at limit ${AT_ONCE}`,
    [timeline === 'rehearsal'],
  );
  const told: string[] = [];
  for (const one of due) {
    const directory = await directories(manager, one.jurisdictionId);
    const asked = await manager.transaction(async (inner) => {
      const incident = await lockIncident(inner, one.incidentId);
      const row = await inner.findOneBy(LevelHoldRow, { id: one.id, state: 'standing' });
      if (!incident || !row) return false;
      const act: Act = { manager: inner, actor: 'system', at: now };
      if (!isSuggested(incident)) return end(act, row, 'over', []);
      const because = changedSince(row.facts, await factsOf(inner, incident));
      if (because.length === 0) return false;
      await end(act, row, 'asked_again', because);
      const { publicity } = directory.rolesOn(now);
      const office = incident.restricted ? null : officeFor(directory, incident.recused);
      for (const unit of [office, publicity])
        if (unit)
          await announce(act, incident, {
            eventKey: `${row.id}:super_again:${unit}`,
            unit,
            audience: 'office',
            template: 'super_again',
            subjectId: row.id,
            data: { because },
          });
      await note(act, incident, 'level.asked_again', { holdId: row.id, because });
      await saveIncident(inner, incident, now);
      return true;
    });
    if (asked) told.push(one.incidentId);
  }
  return told;
}

async function end(
  { manager, at }: Act,
  row: LevelHoldRow,
  state: 'asked_again' | 'over',
  because: string[],
): Promise<false> {
  await manager.update(LevelHoldRow, { id: row.id }, { state, endedAt: at, because });
  return false;
}

async function factsOf(manager: EntityManager, incident: IncidentRow): Promise<SuperFacts> {
  const [seen]: { hot: boolean | null }[] = await manager.query(
    `select bool_or(item.hot_search = 'national') as hot from incident_item link
     join item on item.id = link.item_id where link.incident_id = $1`,
    [incident.id],
  );
  const { dead, injured, missing, trapped, atRisk } = incident.judgement?.facts ?? NOBODY;
  return {
    casualties: { dead, injured, missing, trapped, atRisk },
    eventLevel: incident.eventLevel,
    items: incident.itemCount,
    hot: seen?.hot ?? false,
  };
}
