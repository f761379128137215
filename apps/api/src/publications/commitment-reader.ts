import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { isAnswered, isOver } from '#incidents';
import { IncidentRow } from '#incidents/service';
import type { CommitmentState } from '#respond';
import { CommitmentRow, listCommitments, PublicationRow, seenOf } from '#respond/service';
import type { CommitmentView, IncidentCommitments, Page } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { presentCommitment } from './present.js';

/** Reads promises for somebody: of matters they see, and what their own unit is to keep. */
@Injectable()
export class CommitmentReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws BadCursor */
  async list(
    caller: Principal,
    filter: { state?: CommitmentState | undefined; late: boolean },
    page: { cursor: string | null; limit: number },
  ): Promise<Page<CommitmentView>> {
    const now = { real: this.clock.now('real'), rehearsal: this.clock.now('rehearsal') };
    const { ids, next } = await listCommitments(this.database.manager, caller, { ...filter, now }, page);
    return { items: await this.views(caller, ids), next };
  }

  async ofIncident(caller: Principal, incidentId: string): Promise<IncidentCommitments> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [incident, rows] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: incidentId }),
      manager.find(CommitmentRow, { where: { incidentId }, order: { dueAt: 'ASC' } }),
    ]);
    const open = isAnswered(incident.state) || isOver(incident.state);
    return {
      items: await this.views(
        caller,
        rows.map(({ id }) => id),
      ),
      mayMake: open && !incident.restricted && mayDo(caller, 'routing.decide'),
      version: incident.version,
    };
  }

  async one(caller: Principal, id: string): Promise<CommitmentView> {
    const [view] = await this.views(caller, [id]);
    if (!view) throw notFound();
    return view;
  }

  private async views(caller: Principal, ids: string[]): Promise<CommitmentView[]> {
    if (ids.length === 0) return [];
    const { manager } = this.database;
    const rows = await manager.findBy(CommitmentRow, { id: In(ids) });
    const [seen, incidents, publications, names] = await Promise.all([
      seenOf(manager, caller, 'commitment', ids),
      manager.find(IncidentRow, {
        where: { id: In(rows.map(({ incidentId }) => incidentId)) },
        select: { id: true, number: true },
      }),
      manager.findBy(PublicationRow, { id: In(rows.flatMap(({ publicationId }) => publicationId ?? [])) }),
      displayNames(
        manager,
        rows.map(({ settledBy }) => settledBy),
      ),
    ]);
    const present = (row: CommitmentRow): CommitmentView =>
      presentCommitment(row, {
        number: incidents.find(({ id }) => id === row.incidentId)?.number ?? '',
        incidentId: seen.get(row.id)?.matter ? row.incidentId : null,
        names,
        now: this.clock.now(timelineOf(row)),
        promisedAt: publications.find(({ id }) => id === row.publicationId)?.publishedAt ?? null,
        caller,
      });
    return ids.flatMap((id) => {
      const row = seen.has(id) ? rows.find((one) => one.id === id) : undefined;
      return row ? [present(row)] : [];
    });
  }
}
