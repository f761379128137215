import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  addVisibility,
  Conditions,
  IncidentItemRow,
  IncidentLogRow,
  ItemRow,
  listIncidents,
  type IncidentFilter,
  type IncidentSort,
  type Moments,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { IncidentDetail, IncidentSummary, ItemView, Page } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { actionsOn } from './actions-on.js';
import { loadIncidents, type LoadedIncident } from './load.js';
import { presentItem } from './items-reader.js';
import {
  isoOrNull,
  presentDeadline,
  presentLog,
  presentRouting,
  presentSummary,
  presentWhy,
} from './present.js';
import { displayNames } from './names.js';
import { flagWords } from './words.js';
import { INCIDENT_ITEMS_SHOWN, TIMELINE_SHOWN } from './limits.js';
import { isUnderWay, isUndecided } from '#incidents';

/** Reads incidents for somebody: nothing one may not see is loaded, counted or searched. */
@Injectable()
export class IncidentReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Now on the real timeline. */
  today(): Date {
    return this.clock.now('real');
  }

  moments(): Moments {
    return {
      real: this.clock.now('real').toISOString(),
      rehearsal: this.clock.now('rehearsal').toISOString(),
    };
  }

  async list(
    principal: Principal,
    filter: IncidentFilter,
    page: { cursor: string | null; limit: number; sort?: IncidentSort },
  ): Promise<Page<IncidentSummary>> {
    const { manager } = this.database;
    const { rows, next } = await listIncidents(manager, principal, filter, { ...page, now: this.moments() });
    const [loaded, directory] = await Promise.all([
      loadIncidents(manager, rows),
      readDirectory(manager, principal.jurisdictionId),
    ]);
    const items = loaded.map((one) => presentSummary(one, directory, this.clock.now(timelineOf(one.row))));
    return { items, next };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async detail(principal: Principal, id: string): Promise<IncidentDetail> {
    const { manager } = this.database;
    await this.mustSee(principal, id);
    const [loaded] = await loadIncidents(manager, [{ id, late: false }]);
    if (!loaded) throw notFound();
    const now = this.clock.now(timelineOf(loaded.row));
    const [directory, items, log] = await Promise.all([
      readDirectory(manager, principal.jurisdictionId),
      this.itemsOf(principal, loaded),
      manager.find(IncidentLogRow, {
        where: { incidentId: id },
        order: { id: 'DESC' },
        take: TIMELINE_SHOWN,
      }),
    ]);
    const { row } = loaded;
    const names = await displayNames(manager, [row.routedBy, ...log.map(({ actor }) => actor)]);
    const { judgement, routing } = row;
    return {
      ...presentSummary({ ...loaded, late: isLate(loaded, now) }, directory, now),
      fields: row.fields,
      flags: row.flags.map((flag) => ({ flag, text: flagWords[flag as keyof typeof flagWords] ?? flag })),
      facts: judgement?.facts ?? null,
      tone: judgement?.tone ?? null,
      claim: judgement?.claim ?? null,
      routing: presentRouting(routing),
      routedBy: row.routedBy && (names.get(row.routedBy) ?? row.routedBy),
      why: presentWhy([...(judgement?.why ?? []), ...(routing?.why ?? [])]),
      items,
      timeline: log
        .toReversed()
        .filter(shownTo(principal))
        .map((entry) => presentLog(entry, names)),
      deadlines: loaded.deadlines.map((deadline) => presentDeadline(deadline, directory)),
      round: row.round,
      answerUrl: row.answerUrl,
      answeredAt: isoOrNull(row.answeredAt),
      closedAt: isoOrNull(row.closedAt),
      closeReason: row.closeReason,
      actions: actionsOn(principal, loaded),
    };
  }

  async mustSee(principal: Principal, id: string): Promise<void> {
    const conditions = addVisibility(new Conditions(), principal);
    conditions.add(`incident.id = ${conditions.value(id)}`);
    const found: unknown[] = await this.database.query(
      `select 1 from incident where ${conditions.sql}`,
      conditions.values,
    );
    if (found.length === 0) throw notFound();
  }

  /** Those of the incidents that the caller may know of. */
  async whichOf(principal: Principal, ids: string[]): Promise<Set<string>> {
    const conditions = addVisibility(new Conditions(), principal);
    conditions.add(`incident.id = any(${conditions.value(ids)}::uuid[])`);
    const rows: { id: string }[] = await this.database.query(
      `select id from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Set(rows.map((row) => row.id));
  }

  private async itemsOf(principal: Principal, { row }: LoadedIncident): Promise<ItemView[]> {
    const { manager } = this.database;
    const links = await manager.find(IncidentItemRow, {
      where: { incidentId: row.id },
      order: { at: 'DESC' },
      take: INCIDENT_ITEMS_SHOWN,
    });
    const items = await manager.findBy(ItemRow, { id: In(links.map((link) => link.itemId)) });
    const byId = new Map(items.map((item) => [item.id, item]));
    return links.flatMap((link) => {
      const item = byId.get(link.itemId);
      return item
        ? [presentItem(item, principal, { row, duplicateOf: link.duplicateOf, relevant: true })]
        : [];
    });
  }
}

/** Who looked at originals, and who is kept from the matter, is for those who see all matters. */
const shownTo =
  (principal: Principal) =>
  ({ type }: IncidentLogRow): boolean =>
    mayDo(principal, 'incidents.original') || !['original.revealed', 'person.recused'].includes(type);

function isLate({ row, duties, deadlines }: LoadedIncident, now: Date): boolean {
  if (!isUndecided(row.state) && !isUnderWay(row.state)) return false;
  const dues = [
    ...deadlines
      .filter(
        ({ state, settledAt, rule }) =>
          ['open', 'missed'].includes(state) && settledAt === null && rule !== 'DL-12',
      )
      .map((deadline) => deadline.dueAt),
    ...duties.filter((duty) => duty.mustSign && duty.state === 'sent').map((duty) => duty.signDueAt),
  ];
  return dues.some((due) => due !== null && due <= now);
}
