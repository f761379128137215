import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import {
  lockVersion,
  note,
  RefusedAction,
  saveIncident,
  type Act,
  type DirectoryReader,
  type IncidentRow,
} from '#incidents/service';
import { outletsOn } from '#jurisdiction';
import type { Wakeups } from '#queue';
import { PressConferenceRow } from '../entities/press-conference.entity.js';
import type { ConferenceStep } from './checklist.js';
import { registerPublication, type Registration } from './gate.js';
import type { ConferenceHost } from './kinds.js';
import { blank } from './publications.js';
import { lockRow, saveRow } from './rows.js';

/** What is planned of a press conference. */
export interface ConferencePlan {
  form: PressConferenceRow['form'];
  startsAt: Date;
  place: string;
  host: ConferenceHost;
  hostUnit: string;
  units: readonly string[];
  points: string;
  media: number | null;
  done: readonly ConferenceStep[];
}

/** 新闻发布会、吹风会: planned, held or cancelled; permission is checked by the caller. */
export class Conferences {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directory: DirectoryReader,
  ) {}

  /** @throws StaleError */
  async plan(
    incidentId: string,
    version: number,
    plan: ConferencePlan,
    actor: string,
  ): Promise<PressConferenceRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const act = this.act(manager, incident, actor);
      const row = await manager.save(
        manager.create(PressConferenceRow, {
          jurisdictionId: incident.jurisdictionId,
          incidentId,
          round: incident.round,
          ...columns(plan),
          state: 'planned',
          createdBy: act.actor,
          createdAt: act.at,
          rehearsal: incident.rehearsal,
        }),
      );
      await note(act, incident, 'conference.planned', { conferenceId: row.id, form: row.form });
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }

  /** @throws RefusedAction `conference_settled`; StaleError */
  async change(id: string, version: number, plan: ConferencePlan): Promise<PressConferenceRow> {
    return this.source.transaction(async (manager) => {
      const { row } = await this.planned(manager, id, version);
      Object.assign(row, columns(plan));
      await saveRow(manager, PressConferenceRow, row);
      return row;
    });
  }

  /** @throws RefusedAction `conference_settled`, `reason_missing`; StaleError */
  async cancel(id: string, version: number, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.source.transaction(async (manager) => {
      const { incident, row } = await this.planned(manager, id, version);
      const act = this.act(manager, incident, actor);
      Object.assign(row, { state: 'cancelled', reason: reason.trim() });
      await saveRow(manager, PressConferenceRow, row);
      await note(act, incident, 'conference.cancelled', { conferenceId: row.id, form: row.form });
      await saveIncident(manager, incident, act.at);
    });
  }

  /**
   * 已举行: becomes a publication, and a press conference settles the 24 hours (DL-02).
   * @param given `at`: when it began
   * @throws RefusedAction `conference_settled`, `conference_not_begun`, and as `registerPublication`; StaleError
   */
  async hold(
    id: string,
    version: number,
    given: Omit<Registration, 'nature'>,
    actor: string,
  ): Promise<PressConferenceRow> {
    const held = await this.source.transaction(async (manager) => {
      const { incident, row } = await this.planned(manager, id, version);
      const act = this.act(manager, incident, actor);
      if (given.at > act.at) throw new RefusedAction('conference_not_begun');
      const directory = await this.directory(manager, incident.jurisdictionId);
      const outlet = outletsOn(directory, act.at).find(({ forms }) => forms.includes(row.form)) ?? null;
      const made = blank(act, incident, {
        publisher: 'outlet',
        form: row.form,
        outletKey: outlet?.key ?? null,
        owner: outlet?.owner ?? null,
      });
      const registration = { ...given, nature: 'answer' as const };
      await registerPublication(act, incident, { row: made, response: null }, registration, directory);
      Object.assign(row, { state: 'held', publicationId: made.id });
      await saveRow(manager, PressConferenceRow, row);
      await note(act, incident, 'conference.held', { conferenceId: row.id, form: row.form });
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId: held.incidentId });
    return held;
  }

  private async planned(
    manager: EntityManager,
    id: string,
    version: number,
  ): Promise<{ incident: IncidentRow; row: PressConferenceRow }> {
    const found = await lockRow(manager, PressConferenceRow, id, version);
    if (found.row.state !== 'planned') throw new RefusedAction('conference_settled');
    return found;
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

const columns = ({ units, done, place, points, ...plan }: ConferencePlan) => ({
  ...plan,
  place: place.trim(),
  points: points.trim(),
  units: [...new Set(units)],
  done: [...new Set(done)],
});
