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
import type { Wakeups } from '#queue';
import { PublicationRow } from '../entities/publication.entity.js';
import { ResponseRow } from '../entities/response.entity.js';
import { lockResponse } from '../step/response-steps.js';
import type { Verdict } from './counts.js';
import { registerPublication, type Registration } from './gate.js';
import type { Form } from './kinds.js';
import { openPublication, outletFor, withdrawRow } from './open.js';
import { lockRow, publicationsOf, saveRow, standingTakeover } from './rows.js';

/** An answer that nobody had planned here: entered after the fact. */
export interface RecordedAnswer extends Omit<Registration, 'url'> {
  version: number;
  url: string;
  form: Form;
}

/**
 * What people do with publications. Each is one transaction on the locked incident; permission is checked by the caller.
 */
export class Publications {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directory: DirectoryReader,
  ) {}

  /**
   * 加发: one more outlet or form for a text that is approved or published.
   * @throws RefusedAction `outlet_unknown`, `outlet_form`, `publication_no_text`, `publication_twice`; StaleError
   */
  async add(
    responseId: string,
    what: { version: number; outletKey: string; form: Form },
    actor: string,
  ): Promise<PublicationRow> {
    const row = await this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, what.version);
      if (response.state !== 'approved' && response.state !== 'published')
        throw new RefusedAction('publication_no_text');
      const act = this.act(manager, incident, actor);
      const directory = await this.directory(manager, incident.jurisdictionId);
      const outlet = outletFor(directory, what.outletKey, what.form, act.at);
      const known = await publicationsOf(manager, responseId);
      const same = (one: PublicationRow) => one.outletKey === outlet.key && one.state !== 'withdrawn';
      if (known.some((one) => same(one) && one.form === what.form))
        throw new RefusedAction('publication_twice');
      const added = await openPublication(act, incident, response, { directory, outlet, form: what.form });
      await saveIncident(manager, incident, act.at);
      return added;
    });
    await this.wakeups.wake('escalate', { incidentId: row.incidentId });
    return row;
  }

  /**
   * 登记发布: the owner has published and says where and when.
   * @throws as `registerPublication`; StaleError
   */
  async register(
    id: string,
    version: number,
    given: Registration,
    actor: string,
  ): Promise<{ row: PublicationRow; verdict: Verdict }> {
    const done = await this.source.transaction(async (manager) => {
      const { incident, row } = await lockRow(manager, PublicationRow, id, version);
      const response = row.responseId
        ? await manager.findOneByOrFail(ResponseRow, { id: row.responseId })
        : null;
      const act = this.act(manager, incident, actor);
      const directory = await this.directory(manager, incident.jurisdictionId);
      const verdict = await registerPublication(act, incident, { row, response }, given, directory);
      await saveIncident(manager, incident, act.at);
      return { row, verdict };
    });
    await this.wakeups.wake('escalate', { incidentId: done.row.incidentId });
    return done;
  }

  /**
   * 登记回应: an answer given without a text of this system, through the same gate.
   * @throws as `registerPublication`; StaleError
   */
  async record(incidentId: string, answer: RecordedAnswer, actor: string): Promise<PublicationRow> {
    const row = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, answer.version);
      const act = this.act(manager, incident, actor);
      const made = blank(act, incident, { publisher: 'recorded', form: answer.form });
      const directory = await this.directory(manager, incident.jurisdictionId);
      await registerPublication(act, incident, { row: made, response: null }, answer, directory);
      await saveIncident(manager, incident, act.at);
      return made;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return row;
  }

  /**
   * What the body that has taken publication over published (which may be the first answer), or what we forward of it
   * (转载, which never is).
   * @throws RefusedAction `not_taken_over`, and as `registerPublication`; StaleError
   */
  async recordOther(
    incidentId: string,
    what: { version: number; form: Form; forwardedOn: string | null } & Registration,
    actor: string,
  ): Promise<PublicationRow> {
    const row = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, what.version);
      const act = this.act(manager, incident, actor);
      const taken = await standingTakeover(manager, incidentId);
      if (!taken) throw new RefusedAction('not_taken_over');
      const directory = await this.directory(manager, incident.jurisdictionId);
      const outlet = what.forwardedOn ? outletFor(directory, what.forwardedOn, what.form, act.at) : null;
      const made = blank(act, incident, {
        publisher: taken.publisher,
        publisherName: taken.name,
        form: what.form,
        ...(outlet && { forwarded: true, outletKey: outlet.key, owner: outlet.owner }),
      });
      await registerPublication(act, incident, { row: made, response: null }, what, directory);
      await saveIncident(manager, incident, act.at);
      return made;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return row;
  }

  /**
   * Not to be published there after all; another outlet must remain.
   * @throws RefusedAction `publication_settled`, `publication_last`, `reason_missing`; StaleError
   */
  async withdraw(id: string, version: number, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    const incidentId = await this.source.transaction(async (manager) => {
      const { incident, row } = await lockRow(manager, PublicationRow, id, version);
      if (row.state !== 'due' && row.state !== 'held') throw new RefusedAction('publication_settled');
      const all = row.responseId ? await publicationsOf(manager, row.responseId) : [];
      if (!all.some((one) => one.id !== row.id && one.state !== 'withdrawn'))
        throw new RefusedAction('publication_last');
      const act = this.act(manager, incident, actor);
      await withdrawRow(act, incident, row, reason.trim());
      await saveIncident(manager, incident, act.at);
      return incident.id;
    });
    await this.wakeups.wake('escalate', { incidentId });
  }

  /** Whether a published text stands on the public page. @throws RefusedAction `publication_settled`; StaleError */
  async list(id: string, version: number, listed: boolean, actor: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const { incident, row } = await lockRow(manager, PublicationRow, id, version);
      if (row.state !== 'published' || !row.responseId) throw new RefusedAction('publication_settled');
      if (row.listed === listed) return;
      row.listed = listed;
      await saveRow(manager, PublicationRow, row);
      const act = this.act(manager, incident, actor);
      await note(act, incident, 'publication.registered', { publicationId: row.id, listed });
      await saveIncident(manager, incident, act.at);
    });
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

/** A publication that is entered as it is, not planned; stored by the gate. */
export function blank(
  { manager, actor, at }: Act,
  incident: IncidentRow,
  part: Pick<PublicationRow, 'publisher' | 'form'> & Partial<PublicationRow>,
): PublicationRow {
  return manager.create(PublicationRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    responseId: null,
    round: incident.round,
    outletKey: null,
    owner: null,
    state: 'due',
    dueAt: null,
    forwarded: false,
    version: 0,
    createdBy: actor,
    createdAt: at,
    rehearsal: incident.rehearsal,
    ...part,
  });
}
