import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { addItemVisibility, addVisibility, Conditions, packCursor, unpackCursor } from '#incidents/service';
import { SpikeRow } from '#judge/service';
import type { Page, SpikeDetail, SpikeItem, SpikeView } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';

export interface SpikeQuery {
  state: 'standing' | 'settled' | 'all';
  rehearsal: 'include' | 'only' | 'none';
  cursor: string | null;
  limit: number;
}

const cursorShape = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);
const STATES = { standing: ['open', 'seen'], settled: ['dismissed', 'linked', 'over'] } as const;
const HOURS_SHOWN = 48;
const HOUR = 3_600_000;
const ITEMS_SHOWN = 50;

/** Rises for the monitors; of their items only what the reader may know of. */
@Injectable()
export class SpikeReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(caller: Principal, query: SpikeQuery): Promise<Page<SpikeView>> {
    const rows = this.database.manager
      .createQueryBuilder(SpikeRow, 'spike')
      .where('spike.jurisdictionId = :jurisdictionId', { jurisdictionId: caller.jurisdictionId })
      .orderBy('spike.at', 'DESC')
      .addOrderBy('spike.id', 'DESC')
      .take(query.limit + 1);
    if (query.state !== 'all') rows.andWhere('spike.state IN (:...states)', { states: STATES[query.state] });
    if (query.rehearsal !== 'include')
      rows.andWhere('spike.rehearsal = :rehearsal', { rehearsal: query.rehearsal === 'only' });
    if (query.cursor !== null) {
      const [at, id] = unpackCursor(query.cursor, cursorShape);
      rows.andWhere('(spike.at, spike.id) < (:at::timestamptz, :id::uuid)', { at, id });
    }
    const found = await rows.getMany();
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const next = found.length > query.limit && last ? packCursor([last.at.toISOString(), last.id]) : null;
    return { items: await this.present(caller, shown), next };
  }

  /** Those nobody has looked at; rehearsals apart. */
  count(caller: Principal): Promise<number> {
    const { jurisdictionId } = caller;
    return this.database.manager.countBy(SpikeRow, { jurisdictionId, state: 'open', rehearsal: false });
  }

  /** @throws ProblemError 404 */
  async one(caller: Principal, id: string): Promise<SpikeDetail> {
    const row = await this.database.manager.findOneBy(SpikeRow, {
      id,
      jurisdictionId: caller.jurisdictionId,
    });
    if (!row) throw notFound();
    const [[view], hours, items, incidents] = await Promise.all([
      this.present(caller, [row]),
      this.hours(row),
      this.items(caller, row),
      this.incidents(caller, row.items),
    ]);
    if (!view) throw notFound();
    return { ...view, hours, items, incidents };
  }

  private async hours(row: SpikeRow): Promise<SpikeDetail['hours']> {
    const end = Math.floor(row.windowTo.getTime() / HOUR);
    const from = new Date((end - HOURS_SHOWN + 1) * HOUR);
    const counts: { hour: Date; count: number }[] = await this.database.query(
      `select hour, count from spike_count
       where jurisdiction_id = $1 and rehearsal = $2 and key = $3 and hour >= $4 and hour <= $5`,
      [row.jurisdictionId, row.rehearsal, row.key, from, new Date(end * HOUR)],
    );
    const byHour = new Map(counts.map(({ hour, count }) => [hour.getTime(), count]));
    return Array.from({ length: HOURS_SHOWN }, (_, index) => {
      const at = from.getTime() + index * HOUR;
      return { at: iso(new Date(at)), count: byHour.get(at) ?? 0 };
    });
  }

  private async items(caller: Principal, row: SpikeRow): Promise<SpikeItem[]> {
    const conditions = addItemVisibility(new Conditions(), caller);
    conditions.add(`item.id = any(${conditions.value(row.items)}::uuid[])`);
    const rows: (Omit<SpikeItem, 'at'> & { at: Date })[] = await this.database.query(
      `select item.id, item.title, left(item.text, 300) as text, item.source->>'name' as source,
         item.discovered_at as at, link.incident_id as "incidentId"
       from item left join incident_item link on link.item_id = item.id
       where ${conditions.sql} order by item.discovered_at desc, item.id limit ${ITEMS_SHOWN}`,
      conditions.values,
    );
    return rows.map(({ id, title, text, source, at, incidentId }) => ({
      id,
      title,
      text,
      source,
      at: iso(at),
      incidentId,
    }));
  }

  private incidents(caller: Principal, items: readonly string[]): Promise<SpikeDetail['incidents']> {
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`link.item_id = any(${conditions.value(items)}::uuid[])`);
    return this.database.query(
      `select incident.id, incident.number, incident.title, count(*)::int as items
       from incident join incident_item link on link.incident_id = incident.id
       where ${conditions.sql} group by incident.id order by 4 desc, incident.number limit 10`,
      conditions.values,
    );
  }

  private async present(caller: Principal, rows: SpikeRow[]): Promise<SpikeView[]> {
    if (rows.length === 0) return [];
    const { manager } = this.database;
    const linked = rows.flatMap(({ incidentId }) => (incidentId ? [incidentId] : []));
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(linked)}::uuid[])`);
    const [names, numbers] = await Promise.all([
      displayNames(
        manager,
        rows.map(({ settledBy }) => settledBy),
      ),
      this.database.query<{ id: string; number: string }[]>(
        `select incident.id, incident.number from incident where ${conditions.sql}`,
        conditions.values,
      ),
    ]);
    const numberOf = new Map(numbers.map(({ id, number }) => [id, number]));
    return rows.map((row) => ({
      ...shown(row),
      incidentId: row.incidentId && numberOf.has(row.incidentId) ? row.incidentId : null,
      incidentNumber: (row.incidentId && numberOf.get(row.incidentId)) ?? null,
      settledBy: row.settledBy && actorWords(row.settledBy, names),
      now: iso(this.clock.now(timelineOf(row))),
    }));
  }
}

const shown = (row: SpikeRow): Omit<SpikeView, 'incidentId' | 'incidentNumber' | 'settledBy' | 'now'> => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  at: iso(row.at),
  windowFrom: iso(row.windowFrom),
  windowTo: iso(row.windowTo),
  observed: row.observed,
  expected: Math.round(row.expected * 10) / 10,
  score: Math.round(row.score * 10) / 10,
  sources: row.sources,
  also: row.also,
  words: row.words,
  state: row.state,
  settledAt: isoOrNull(row.settledAt),
  note: row.note,
  version: row.version,
  rehearsal: row.rehearsal,
  actions: row.state === 'dismissed' || row.state === 'linked' ? ['reopen'] : ['link', 'dismiss'],
});
