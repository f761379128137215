import { In, type DataSource, type EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import { workingOpinionLevel } from '#incidents';
import {
  lockIncident,
  lockVersion,
  note,
  RefusedAction,
  saveIncident,
  type Act,
  type DirectoryReader,
  type IncidentRow,
} from '#incidents/service';
import type { Wakeups } from '#queue';
import { PublicationRow, TakeoverRow } from '../entities/publication.entity.js';
import { publicationDue } from './due.js';
import { askOwner } from './open.js';
import { openStatutory, saveRow, standingTakeover, tellNoMore } from './rows.js';

/** Who publishes in our place, and what that rests on. */
export interface NewTakeover {
  version: number;
  publisher: TakeoverRow['publisher'];
  name: string;
  basis: string;
  since: Date;
}

/**
 * 上级接管发布、现场指挥部统一发布 (domain 2.1: from II级 on the province or the prefecture mostly publishes). Our publications
 * wait meanwhile and nobody is urged to publish; the statutory clocks run on and only show who answers for them.
 */
export class Takeovers {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directory: DirectoryReader,
  ) {}

  /** @throws RefusedAction `taken_over_already`, `reason_missing`, `in_the_future`; StaleError */
  async begin(incidentId: string, given: NewTakeover, actor: string): Promise<TakeoverRow> {
    if (!given.name.trim() || !given.basis.trim()) throw new RefusedAction('reason_missing');
    const taken = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, given.version);
      const act = this.act(manager, incident, actor);
      if (given.since > act.at) throw new RefusedAction('in_the_future');
      if (await standingTakeover(manager, incidentId)) throw new RefusedAction('taken_over_already');
      const row = await manager.save(
        manager.create(TakeoverRow, {
          jurisdictionId: incident.jurisdictionId,
          incidentId,
          publisher: given.publisher,
          name: given.name.trim(),
          basis: given.basis.trim(),
          since: given.since,
          by: act.actor,
          at: act.at,
        }),
      );
      await this.hold(act, incident);
      await note(act, incident, 'publication.taken_over', { name: row.name, publisher: row.publisher });
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return taken;
  }

  /** We publish ourselves again. @throws RefusedAction `not_taken_over`, `reason_missing` */
  async end(id: string, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    const incidentId = await this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(TakeoverRow, { id });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      if (!incident) throw new RefusedAction('not_found');
      const row = await standingTakeover(manager, incident.id);
      if (row?.id !== id) throw new RefusedAction('not_taken_over');
      const act = this.act(manager, incident, actor);
      Object.assign(row, { endedAt: act.at, endedBy: act.actor, endReason: reason.trim() });
      await manager.save(TakeoverRow, row);
      await this.release(act, incident);
      await note(act, incident, 'publication.given_back', { name: row.name });
      await saveIncident(manager, incident, act.at);
      return incident.id;
    });
    await this.wakeups.wake('escalate', { incidentId });
  }

  private async hold(act: Act, incident: IncidentRow): Promise<void> {
    for (const row of await waiting(act.manager, incident.id, 'due')) {
      row.state = 'held';
      await saveRow(act.manager, PublicationRow, row);
      await tellNoMore(act, row.id);
      await askOwner(act, incident, row, 'publication_stopped');
    }
  }

  private async release(act: Act, incident: IncidentRow): Promise<void> {
    const { clocks } = (await this.directory(act.manager, incident.jurisdictionId)).profile;
    const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
    const { dueAt, rule } = publicationDue(act.at, level, await openStatutory(act.manager, incident), clocks);
    for (const row of await waiting(act.manager, incident.id, 'held')) {
      Object.assign(row, { state: 'due', dueAt, dueRule: rule, reminded: 0 });
      await saveRow(act.manager, PublicationRow, row);
      await askOwner(act, incident, row, 'publication_due');
    }
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

const waiting = (
  manager: EntityManager,
  incidentId: string,
  state: 'due' | 'held',
): Promise<PublicationRow[]> =>
  manager.find(PublicationRow, { where: { incidentId, state: In([state]) }, order: { createdAt: 'ASC' } });
