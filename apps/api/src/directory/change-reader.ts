import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { z } from 'zod';
import { Clock } from '#clock';
import type { Principal } from '#access';
import { addVisibility, Conditions, packCursor, unpackCursor } from '#incidents/service';
import type { DirectoryKind } from '#jurisdiction';
import { DirectoryChangeRow, DirectoryChanges, JurisdictionRow, readDirectory } from '#jurisdiction/service';
import type {
  ChangeDetail,
  ChangeOrigin,
  ChangeState,
  ChangeSummary,
  DirectoryVersion,
  Page,
} from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { iso } from '../incidents/present.js';
import { DryRunReader } from './dry-run-reader.js';
import { surprisesAmong } from './exception-trials.js';
import { namesOfActors } from './people.js';
import { HIDDEN_TITLE, presentSummary, presentEdits, type ChangeContext } from './present-change.js';
import type { ChangeFacts } from './present-entry.js';

export interface ChangeFilter {
  state?: ChangeState[] | undefined;
  origin?: ChangeOrigin[] | undefined;
  kind?: DirectoryKind | undefined;
  key?: string | undefined;
  q?: string | undefined;
}

const cursorShape = z.tuple([z.int()]);

/** Reads changes of the directory for somebody who may change it. What came of an incident they may not see is told without it. */
@Injectable()
export class ChangeReader {
  constructor(
    private readonly database: DataSource,
    private readonly changes: DirectoryChanges,
    private readonly dryRuns: DryRunReader,
    private readonly clock: Clock,
  ) {}

  async list(
    caller: Principal,
    filter: ChangeFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<ChangeSummary>> {
    const query = this.visible(caller);
    if (filter.state) query.andWhere('change.state in (:...states)', { states: filter.state });
    if (filter.origin) query.andWhere('change.origin in (:...origins)', { origins: filter.origin });
    if (filter.kind) {
      const part = [{ kind: filter.kind, ...(filter.key === undefined ? {} : { key: filter.key }) }];
      query.andWhere('change.edits @> :part::jsonb', { part: JSON.stringify(part) });
    }
    if (filter.q)
      query.andWhere('(strpos(change.title, :q) > 0 or change.number::text = :q)', { q: filter.q });
    if (page.cursor !== null) {
      const [number] = unpackCursor(page.cursor, cursorShape);
      query.andWhere('change.number < :number', { number });
    }
    const rows = await query
      .orderBy('change.number', 'DESC')
      .take(page.limit + 1)
      .getMany();
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      items: await this.summaries(caller, shown),
      next: rows.length > page.limit && last ? packCursor([last.number]) : null,
    };
  }

  /** Drafts of the caller and proposals that touch an entry. */
  async touching(caller: Principal, kind: DirectoryKind, key: string): Promise<ChangeSummary[]> {
    const page = await this.list(
      caller,
      { kind, key, state: ['draft', 'proposed'] },
      { cursor: null, limit: 20 },
    );
    return page.items;
  }

  /** @throws ProblemError 404 where there is none, or none the caller may know of */
  async mustSee(caller: Principal, id: string): Promise<void> {
    if (!(await this.visible(caller).andWhere('change.id = :id', { id }).getExists())) throw notFound();
  }

  /** What a change edits. @throws ProblemError 404 as `mustSee` */
  async edits(caller: Principal, id: string): Promise<DirectoryChangeRow['edits']> {
    const row = await this.visible(caller).andWhere('change.id = :id', { id }).getOne();
    if (!row) throw notFound();
    return row.edits;
  }

  async one(caller: Principal, id: string): Promise<ChangeDetail> {
    const row = await this.visible(caller).andWhere('change.id = :id', { id }).getOne();
    if (!row) throw notFound();
    const { manager } = this.database;
    const [context, checked, directory, takesBack, takenBackBy, dryRun] = await Promise.all([
      this.context(caller, [row]),
      this.changes.check(manager, row.jurisdictionId, row.edits),
      readDirectory(manager, row.jurisdictionId),
      this.linked(caller, row.takesBack ? { id: row.takesBack } : null),
      this.linked(caller, row.state === 'taken_back' ? { takesBack: row.id, state: 'approved' } : null),
      row.dryRunId ? this.dryRuns.find(caller, row.dryRunId) : null,
    ]);
    const open = row.state === 'draft' || row.state === 'proposed';
    const { publicity, office } = directory.profile.jurisdiction.roles;
    const summary = presentSummary(row, caller, context);
    return {
      ...summary,
      reason: summary.title === HIDDEN_TITLE ? '' : row.reason,
      decisionNote: row.decisionNote,
      edits: await presentEdits(manager, row, open ? checked : null),
      takesBack,
      takenBackBy,
      dryRun,
      approvers: `${publicity}、${office}中提出人以外的人员`,
      problems: open ? checked.problems : [],
      warnings: open ? [...checked.warnings, ...surprisesAmong(checked, this.clock.now())] : [],
    };
  }

  async versions(
    caller: Principal,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<DirectoryVersion>> {
    const query = this.visible(caller).andWhere('change.appliedVersion is not null');
    if (page.cursor !== null) {
      const [version] = unpackCursor(page.cursor, cursorShape);
      query.andWhere('change.appliedVersion < :version', { version });
    }
    const rows = await query
      .orderBy('change.appliedVersion', 'DESC')
      .take(page.limit + 1)
      .getMany();
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const summaries = await this.summaries(caller, shown);
    const items: DirectoryVersion[] = shown.map((row, index) => ({
      version: row.appliedVersion ?? 0,
      at: iso(row.appliedAt ?? row.proposedAt),
      by: summaries[index]?.decidedBy ?? summaries[index]?.proposedBy ?? '',
      changeId: row.id,
      changeNumber: row.number,
      title: summaries[index]?.title ?? '',
    }));
    const next = rows.length > page.limit && last ? packCursor([last.appliedVersion ?? 0]) : null;
    return { items: next === null ? [...items, await this.firstLoad(caller)] : items, next };
  }

  /** Number and reason of changes, for the history of an entry. */
  async facts(caller: Principal, ids: string[]): Promise<ChangeFacts> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.manager.findBy(DirectoryChangeRow, { id: In(ids) });
    const { incidents } = await this.context(caller, rows);
    return new Map(
      rows.map((row) => {
        const hidden = row.originIncidentId !== null && !incidents.has(row.originIncidentId);
        return [row.id, { number: row.number, reason: hidden ? '' : row.reason }];
      }),
    );
  }

  private async firstLoad(caller: Principal): Promise<DirectoryVersion> {
    const city = await this.database.manager.findOneByOrFail(JurisdictionRow, { id: caller.jurisdictionId });
    return {
      version: 1,
      at: iso(city.loadedAt),
      by: '配置文件',
      changeId: null,
      changeNumber: null,
      title: '首次载入',
    };
  }

  private visible(caller: Principal) {
    return this.database.manager
      .createQueryBuilder(DirectoryChangeRow, 'change')
      .where('change.jurisdictionId = :jurisdictionId', { jurisdictionId: caller.jurisdictionId })
      .andWhere(`(change.state <> 'draft' or change.proposedBy = :self)`, { self: actorOf(caller) });
  }

  private async summaries(caller: Principal, rows: DirectoryChangeRow[]): Promise<ChangeSummary[]> {
    const context = await this.context(caller, rows);
    return rows.map((row) => presentSummary(row, caller, context));
  }

  private async context(caller: Principal, rows: DirectoryChangeRow[]): Promise<ChangeContext> {
    const { manager } = this.database;
    const runs = rows.flatMap(({ dryRunId }) => dryRunId ?? []);
    const origins = rows.flatMap(({ originIncidentId }) => originIncidentId ?? []);
    const [nameOf, changed, incidents] = await Promise.all([
      namesOfActors(
        manager,
        rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
      ),
      this.dryRuns.changedCounts(caller, runs),
      this.numbersOf(caller, origins),
    ]);
    return { nameOf, changed, incidents };
  }

  private async numbersOf(caller: Principal, ids: string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(ids)}::uuid[])`);
    const rows: { id: string; number: string }[] = await this.database.query(
      `select id, number from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  private async linked(caller: Principal, where: object | null) {
    if (!where) return null;
    const row = await this.database.manager.findOneBy(DirectoryChangeRow, {
      ...where,
      jurisdictionId: caller.jurisdictionId,
    });
    return row && { id: row.id, number: row.number, title: row.title };
  }
}
