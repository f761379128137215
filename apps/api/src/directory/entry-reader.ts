import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { Clock } from '#clock';
import { packCursor, unpackCursor } from '#incidents/service';
import { DIRECTORY_KINDS, KINDS, referrersOf, type DirectoryKind } from '#jurisdiction';
import { DirectoryEntryRow, outsideReferences, readEntries } from '#jurisdiction/service';
import type { DirectoryKindView, EntryDetail, EntryRow, Page, Referrer } from '../contract/index.js';
import { forbidden, notFound } from '../http/problem.js';
import { ChangeReader } from './change-reader.js';
import { namesOfActors } from './people.js';
import { mayRead, mayReadBody, presentEntry, presentHistory, type ShownEntry } from './present-entry.js';

export interface EntryFilter {
  kind: DirectoryKind;
  q?: string | undefined;
  state: 'in_force' | 'future' | 'ended' | 'all';
}

const cursorShape = z.tuple([z.int(), z.string().max(200)]);
/** Rules and exceptions stand in the order they are looked at. */
const ORDER = `case when kind in ('rules', 'exceptions') then (body ->> 'order')::int else position end`;

/** Reads entries of the directory for somebody. */
@Injectable()
export class EntryReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly changes: ChangeReader,
  ) {}

  today(): string {
    return DateTime.fromJSDate(this.clock.now(), { zone: 'Asia/Shanghai' }).toISODate() ?? '';
  }

  async kinds(caller: Principal): Promise<DirectoryKindView[]> {
    const rows: { kind: DirectoryKind; entries: number }[] = await this.database.query(
      `select kind, count(*)::int as entries from directory_entry
       where jurisdiction_id = $1 and replaced_at is null group by kind`,
      [caller.jurisdictionId],
    );
    const counts = new Map(rows.map(({ kind, entries }) => [kind, entries]));
    return DIRECTORY_KINDS.filter((kind) => mayRead(caller, kind)).map((kind) => {
      const { label, needsApproval, atOnce, single, keyPart } = KINDS[kind];
      return {
        kind,
        name: label,
        entries: counts.get(kind) ?? 0,
        needsApproval,
        atOnce: [...atOnce],
        single,
        keyPart,
      };
    });
  }

  async list(
    caller: Principal,
    filter: EntryFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<EntryRow>> {
    const { kind, q, state } = filter;
    if (!mayRead(caller, kind)) throw forbidden();
    const today = this.today();
    const values: unknown[] = [caller.jurisdictionId, kind, today];
    const where = ['jurisdiction_id = $1', 'kind = $2', 'replaced_at is null', stateSql(state)];
    if (q) {
      values.push(q);
      const text = mayReadBody(caller, kind) ? 'body::text' : `body ->> 'name'`;
      where.push(`(strpos(key, $${values.length}) > 0 or strpos(${text}, $${values.length}) > 0)`);
    }
    if (page.cursor !== null) {
      const [order, key] = unpackCursor(page.cursor, cursorShape);
      values.push(order, key);
      where.push(`(${ORDER}, key) > ($${values.length - 1}::int, $${values.length})`);
    }
    values.push(page.limit + 1);
    const rows: (ShownEntry & { order: number })[] = await this.database.query(
      `select kind, key, revision, body, ${ORDER} as "order" from directory_entry
       where ${where.join(' and ')} order by ${ORDER}, key limit $${values.length}`,
      values,
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => presentEntry(row, caller, today)),
      next: rows.length > page.limit && last ? packCursor([last.order, last.key]) : null,
    };
  }

  async one(caller: Principal, kind: DirectoryKind, key: string): Promise<EntryDetail> {
    if (!mayRead(caller, kind)) throw forbidden();
    const { manager } = this.database;
    const rows = await manager.find(DirectoryEntryRow, {
      where: { jurisdictionId: caller.jurisdictionId, kind, key },
      order: { revision: 'ASC' },
    });
    const last = rows.at(-1);
    if (!last) throw notFound();
    const editor = mayDo(caller, 'directory.change');
    if (last.replacedAt && !editor) throw notFound();
    const [referrers, history, pending] = await Promise.all([
      this.referrers(caller, kind, key),
      editor ? this.history(caller, rows) : [],
      editor ? this.changes.touching(caller, kind, key) : [],
    ]);
    const entry = presentEntry(last as unknown as ShownEntry, caller, this.today());
    return { ...entry, ...(last.replacedAt ? { state: 'ended' as const } : {}), referrers, history, pending };
  }

  /** Who points to an entry, as far as the caller may read that; duties, contacts and accounts are counted for editors. */
  async referrers(caller: Principal, kind: DirectoryKind, key: string): Promise<Referrer[]> {
    const { manager } = this.database;
    const { entries } = await readEntries(manager, caller.jurisdictionId);
    const inside = referrersOf(entries, kind, key)
      .filter((referrer) => mayRead(caller, referrer.kind))
      .map(({ kind: from, key: at, name, as }) => ({ kind: from, key: at, name, as }));
    if (kind !== 'units' || !mayDo(caller, 'directory.change')) return inside;
    const outside = await outsideReferences(manager, caller.jurisdictionId, [key]);
    return [...inside, ...outside.map(({ kind: from, name, as }) => ({ kind: from, key: '', name, as }))];
  }

  private async history(caller: Principal, rows: DirectoryEntryRow[]) {
    const { manager } = this.database;
    const ids = rows
      .flatMap(({ changeId, replacedBy }) => [changeId, replacedBy])
      .filter((id) => id !== null);
    const [facts, nameOf] = await Promise.all([
      this.changes.facts(caller, ids),
      namesOfActors(
        manager,
        rows.map(({ changedBy }) => changedBy),
      ),
    ]);
    return presentHistory(rows, facts, nameOf);
  }
}

const stateSql = (state: EntryFilter['state']): string =>
  ({
    all: 'true',
    ended: `body ->> 'validTo' < $3`,
    future: `body ->> 'validFrom' > $3`,
    in_force: `coalesce(body ->> 'validTo' >= $3, true) and coalesce(body ->> 'validFrom' <= $3, true)`,
  })[state] + ' and $3::text is not null';
