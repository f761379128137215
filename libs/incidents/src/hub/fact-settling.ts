import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { FactSettlementRow } from '../entities/fact-settlement.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { IncidentItemRow } from '../entities/incident.entity.js';
import type { Claim } from '../judgement.js';
import { compareEventLevels, compareOpinionLevels, type EventLevel, type OpinionLevel } from '../levels.js';
import { isOver } from '../life.js';
import type { Casualties } from '../judgement.js';
import { withSettled, type SettledByPerson } from '../settled.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { flagsOf } from './flags.js';
import { lockVersion, saveIncident } from './lock.js';

export const FACT_SOURCE_LENGTH = 200;
export const MOST_PEOPLE_SETTLED = 1_000_000;

export interface FactSettling {
  /** Version of the incident that was looked at. */
  version: number;
  /** One or more figures of people, or the claim, on one source. */
  figures: Partial<Record<keyof Casualties, number>>;
  claim: Claim | null;
  source: string;
  itemId: string | null;
}

/** The levels that the figures of a matter give by the tables of the directory. */
export type LevelsOf = (
  incident: IncidentRow,
  manager: EntityManager,
) => Promise<{ eventLevel: EventLevel; opinionLevel: OpinionLevel }>;

/**
 * 核定伤亡与说法. A person's word wins over every item, those before and those after; it is kept, and can be taken back. Graver
 * figures raise the levels at once; lower ones lower nothing (OP-8). Permission is checked by the caller.
 */
export class FactActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /** @throws StaleError; RefusedAction `fact_source_missing`, `fact_missing`, `incident_closed`, `not_found` */
  async settle(incidentId: string, given: FactSettling, levels: LevelsOf, actor: string): Promise<void> {
    const source = given.source.trim();
    if (!source) throw new RefusedAction('fact_source_missing');
    const facts = subjectsOf(given);
    if (facts.length === 0) throw new RefusedAction('fact_missing');
    const raised = await this.change(incidentId, given.version, actor, async (act, incident) => {
      if (given.itemId) await mustBelong(act.manager, incident, given.itemId);
      for (const fact of facts) {
        const row = act.manager.create(FactSettlementRow, {
          jurisdictionId: incident.jurisdictionId,
          incidentId,
          ...fact,
          source,
          itemId: given.itemId,
          by: actor,
          at: act.at,
          undoneBy: null,
          undoneAt: null,
          rehearsal: incident.rehearsal,
        });
        await act.manager.save(row);
        await note(act, incident, 'fact.settled', { settlementId: row.id, ...fact, source });
      }
      await takeSettled(act, incident);
      return raise(act, incident, levels);
    });
    if (raised) await this.wakeups.wake('route', { incidentId });
  }

  /** What the items say holds again. Levels stay. @throws StaleError; RefusedAction `not_found`, `fact_undone`, `incident_closed` */
  async undo(id: string, version: number, actor: string): Promise<void> {
    const seen = await this.source.manager.findOneBy(FactSettlementRow, { id });
    if (!seen) throw new RefusedAction('not_found');
    await this.change(seen.incidentId, version, actor, async (act, incident) => {
      const row = await act.manager.findOneByOrFail(FactSettlementRow, { id });
      if (row.undoneAt) throw new RefusedAction('fact_undone');
      await act.manager.update(FactSettlementRow, { id }, { undoneBy: actor, undoneAt: act.at });
      await note(act, incident, 'fact.undone', { settlementId: id, subject: row.subject });
      await takeSettled(act, incident);
      return false;
    });
  }

  private async change(
    incidentId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow) => Promise<boolean>,
  ): Promise<boolean> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      if (isOver(incident.state)) throw new RefusedAction('incident_closed');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const raised = await work(act, incident);
      await saveIncident(manager, incident, act.at);
      return raised;
    });
  }
}

type Fact = Pick<FactSettlementRow, 'subject' | 'value' | 'claim'>;

function subjectsOf({ figures, claim }: FactSettling): Fact[] {
  const people = (Object.entries(figures) as [keyof Casualties, number][]).map(([subject, value]): Fact => ({
    subject,
    value,
    claim: null,
  }));
  return claim ? [...people, { subject: 'claim', value: null, claim }] : people;
}

async function mustBelong(manager: EntityManager, incident: IncidentRow, itemId: string): Promise<void> {
  if (!(await manager.existsBy(IncidentItemRow, { incidentId: incident.id, itemId })))
    throw new RefusedAction('not_found');
}

/** What stands of a matter: of each subject the newest word that nobody has taken back. */
export async function settledOf(manager: EntityManager, incidentId: string): Promise<SettledByPerson> {
  const rows = await manager.find(FactSettlementRow, {
    where: { incidentId, undoneAt: IsNull() },
    order: { seq: 'ASC' },
  });
  const settled: SettledByPerson = {};
  for (const { subject, value, claim } of rows)
    if (subject === 'claim') settled.claim = claim!;
    else settled.figures = { ...settled.figures, [subject]: value };
  return settled;
}

/** Puts on the matter what people have settled of it and what nobody has taken back; the caller saves it. */
export async function takeSettled({ manager }: Pick<Act, 'manager'>, incident: IncidentRow): Promise<void> {
  if (!incident.judgement) return;
  incident.judgement = withSettled(incident.judgement, await settledOf(manager, incident.id));
}

/** @returns whether one of the levels rose */
async function raise(act: Act, incident: IncidentRow, levels: LevelsOf): Promise<boolean> {
  const { eventLevel, opinionLevel } = await levels(incident, act.manager);
  const graver = compareEventLevels(eventLevel, incident.eventLevel) > 0;
  const hotter = graver && compareOpinionLevels(opinionLevel, incident.opinionLevel) > 0;
  if (!graver) return false;
  const rose = (axis: 'event' | 'opinion', from: string, to: string) =>
    note(act, incident, 'level.raised', { axis, from, to });
  await rose('event', incident.eventLevel, eventLevel);
  if (hotter) await rose('opinion', incident.opinionLevel, opinionLevel);
  const event = { eventLevel, provisional: false };
  const opinion = hotter ? { opinionLevel, opinionConfirmed: false } : {};
  Object.assign(incident, event, opinion, { needsRouting: !incident.historic });
  if (incident.judgement) incident.judgement = { ...incident.judgement, ...event, ...opinion };
  incident.flags = flagsOf(incident);
  return !incident.historic;
}
