import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  addVisibility,
  AssignmentRow,
  Conditions,
  countRefusals,
  ExtensionRow,
  FirstReportRow,
  IncidentRow,
  listExtensions,
  listRefusals,
  RefusalRow,
  type Moments,
  type RefusalFilter,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type {
  DutyCare,
  ExtensionView,
  IncidentHandling,
  Page,
  RefusalCounts,
  RefusalView,
} from '../contract/index.js';
import { HandOnReader } from '../hand-ons/hand-on-reader.js';
import { notFound } from '../http/problem.js';
import { displayNames } from '../incidents/names.js';
import { PoolReader } from './pool-reader.js';
import { presentCare, presentExtension, presentRefusal, presentReport } from './present.js';

/** More than any incident has: one refusal a unit at most. */
const ALL = 200;

/** Reads refusals, extensions and reports for somebody: only of incidents the caller may see. */
@Injectable()
export class RefusalReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly pool: PoolReader,
    private readonly handOns: HandOnReader,
  ) {}

  async list(
    caller: Principal,
    filter: RefusalFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<RefusalView>> {
    const { ids, next } = await listRefusals(this.database.manager, caller, filter, page);
    return { items: await this.refusals(caller, ids), next };
  }

  async counts(caller: Principal, rehearsal: RefusalFilter['rehearsal']): Promise<RefusalCounts> {
    const now: Moments = {
      real: this.clock.now('real').toISOString(),
      rehearsal: this.clock.now('rehearsal').toISOString(),
    };
    const rows = await countRefusals(this.database.manager, caller, { rehearsal }, now);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
    return {
      waiting: sum((row) => row.waiting),
      late: sum((row) => row.late),
      units: rows.map(({ unit, raised, waiting, upheld, reassigned, joint }) => ({
        unit,
        raised,
        waiting,
        upheld,
        reassigned,
        joint,
      })),
    };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async one(caller: Principal, id: string): Promise<{ view: RefusalView; row: RefusalRow }> {
    const { manager } = this.database;
    const row = await manager.findOneBy(RefusalRow, { id });
    if (!row) throw notFound();
    await this.mustSee(caller, row.incidentId);
    const [view] = await this.refusals(caller, [id]);
    if (!view) throw notFound();
    return { view, row };
  }

  async extensions(
    caller: Principal,
    filter: Parameters<typeof listExtensions>[2],
    page: { cursor: string | null; limit: number },
  ): Promise<Page<ExtensionView>> {
    const { ids, next } = await listExtensions(this.database.manager, caller, filter, page);
    return { items: await this.extensionsBy(caller, ids), next };
  }

  /** @throws ProblemError 404 */
  async extension(caller: Principal, id: string): Promise<{ view: ExtensionView; row: ExtensionRow }> {
    const row = await this.database.manager.findOneBy(ExtensionRow, { id });
    if (!row) throw notFound();
    await this.mustSee(caller, row.incidentId);
    const [view] = await this.extensionsBy(caller, [id]);
    if (!view) throw notFound();
    return { view, row };
  }

  /** @throws ProblemError 404 */
  async handling(caller: Principal, incidentId: string): Promise<IncidentHandling> {
    await this.mustSee(caller, incidentId);
    const { manager } = this.database;
    const all = { cursor: null, limit: ALL };
    const [refusals, extensions, reports, duties, pool] = await Promise.all([
      this.list(caller, { state: 'all', incidentId, rehearsal: 'include' }, all),
      this.extensions(caller, { state: 'all', incidentId, rehearsal: 'include' }, all),
      manager.find(FirstReportRow, { where: { incidentId }, order: { at: 'ASC' } }),
      manager.findBy(AssignmentRow, { incidentId }),
      this.pool.list(caller, { incidentId, rehearsal: 'include' }, all),
    ]);
    const names = await displayNames(
      manager,
      reports.map((row) => row.by),
    );
    const own = duties.filter((duty) => actsFor(caller, duty.unit) && duty.state !== 'withdrawn');
    return {
      refusals: refusals.items,
      extensions: extensions.items,
      reports: reports.map((row) => presentReport(row, names)),
      handOns: await this.handOns.ofIncident(caller, incidentId),
      duties: await this.careOf(caller, own),
      pool: pool.items[0] ?? null,
    };
  }

  /** Of duties of the caller's unit; others are left out. */
  async care(caller: Principal, ids: string[]): Promise<DutyCare[]> {
    if (ids.length === 0 || caller.units.length === 0) return [];
    const duties = await this.database.manager.findBy(AssignmentRow, {
      id: In(ids),
      unit: In([...caller.units]),
      jurisdictionId: caller.jurisdictionId,
    });
    const visible = await this.visible(
      caller,
      duties.map((duty) => duty.incidentId),
    );
    return this.careOf(
      caller,
      duties.filter((duty) => visible.has(duty.incidentId) && duty.state !== 'withdrawn'),
    );
  }

  /** @throws ProblemError 404 */
  async mustSee(caller: Principal, incidentId: string): Promise<void> {
    if (!(await this.visible(caller, [incidentId])).has(incidentId)) throw notFound();
  }

  private async visible(caller: Principal, incidentIds: string[]): Promise<Set<string>> {
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(incidentIds)}::uuid[])`);
    const rows: { id: string }[] = await this.database.query(
      `select incident.id from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Set(rows.map((row) => row.id));
  }

  private async refusals(caller: Principal, ids: string[]): Promise<RefusalView[]> {
    const { manager } = this.database;
    const rows = await manager.findBy(RefusalRow, { id: In(ids) });
    const actors = rows.flatMap((row) => [
      row.raisedBy,
      row.preparedBy,
      row.ruledBy,
      ...row.meetings.map(({ by }) => by),
    ]);
    const [incidents, names, duties] = await Promise.all([
      this.incidents(rows),
      displayNames(manager, actors),
      manager.findBy(AssignmentRow, { id: In(rows.map((row) => row.assignmentId)) }),
    ]);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      const incident = incidents.get(row?.incidentId ?? '');
      if (!row || !incident) return [];
      const duty = duties.find((one) => one.id === row.assignmentId);
      return [presentRefusal(row, { incident, duty, names, now: this.clock.now(timelineOf(row)) }, caller)];
    });
  }

  private async extensionsBy(caller: Principal, ids: string[]): Promise<ExtensionView[]> {
    const rows = await this.database.manager.findBy(ExtensionRow, { id: In(ids) });
    const [incidents, names] = await Promise.all([
      this.incidents(rows),
      displayNames(
        this.database.manager,
        rows.map((row) => row.decidedBy),
      ),
    ]);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      const incident = incidents.get(row?.incidentId ?? '');
      if (!row || !incident) return [];
      return [presentExtension(row, { incident, names, now: this.clock.now(timelineOf(row)) }, caller)];
    });
  }

  private async careOf(caller: Principal, duties: AssignmentRow[]): Promise<DutyCare[]> {
    if (duties.length === 0) return [];
    const { manager } = this.database;
    const incidentId = In([...new Set(duties.map((duty) => duty.incidentId))]);
    const [incidents, refusals, extensions, directory] = await Promise.all([
      this.incidents(duties),
      manager.findBy(RefusalRow, { incidentId }),
      manager.findBy(ExtensionRow, { incidentId }),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const names = await displayNames(
      manager,
      extensions.map((row) => row.decidedBy),
    );
    return duties.flatMap((duty) => {
      const incident = incidents.get(duty.incidentId);
      if (!incident) return [];
      const own = refusals.filter((row) => row.incidentId === incident.id);
      const now = this.clock.now(timelineOf(duty));
      return [presentCare({ duty, incident, refusals: own, extensions, names, directory, now }, caller)];
    });
  }

  private async incidents(rows: { incidentId: string }[]): Promise<Map<string, IncidentRow>> {
    const id = In([...new Set(rows.map((row) => row.incidentId))]);
    const found = await this.database.manager.findBy(IncidentRow, { id });
    return new Map(found.map((row) => [row.id, row]));
  }
}
