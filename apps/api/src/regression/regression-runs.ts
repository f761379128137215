import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThan } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import type { CaseOutcome } from '#judge';
import { JudgeModelRow, RegressionRunRow, runCases } from '#judge/service';
import { DirectoryChangeRow } from '#jurisdiction/service';
import { decideCase } from '../../../worker/src/core/decide-item.js';
import type { RegressionRunSummary, RegressionRunView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { displayNames } from '../incidents/names.js';
import { Sides, type Beside } from '../workbench/sides.js';
import { called, presentRun, presentRunSummary } from './present.js';

/** Runs kept that no change rests on. */
const KEEP_DAYS = 90;
const DAY = 86_400_000;

/** Runs of the regression cases: by what holds, and beside it by a change or another model. */
@Injectable()
export class RegressionRuns {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly sides: Sides,
  ) {}

  /** Judges every active case, and keeps what came of it. */
  async run(caller: Principal, beside: Beside): Promise<RegressionRunView> {
    const { outcomes, version } = await this.try(caller, beside);
    const row = await this.keep(caller, { outcomes, version, beside, acceptedReason: null });
    return this.oneRun(caller, row.id);
  }

  /** Judges every active case by what holds, and beside it by what is given; nothing is kept. */
  async try(caller: Principal, beside: Beside): Promise<{ outcomes: CaseOutcome[]; version: string }> {
    const now = await this.sides.now(caller.jurisdictionId);
    const then = await this.sides.beside(caller, now, beside);
    const { manager } = this.database;
    const outcomes = await runCases(manager, caller.jurisdictionId, decideCase, { now, then });
    return { outcomes, version: now.directory.version };
  }

  async keep(
    caller: Principal,
    run: { outcomes: CaseOutcome[]; version: string; beside: Beside; acceptedReason: string | null },
  ): Promise<RegressionRunRow> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const at = this.clock.now('real');
    const old = new Date(at.getTime() - KEEP_DAYS * DAY);
    await manager.delete(RegressionRunRow, { jurisdictionId, at: LessThan(old), changeId: IsNull() });
    return manager.save(
      manager.create(RegressionRunRow, {
        jurisdictionId,
        by: actorOf(caller),
        at,
        directoryVersion: run.version,
        changeId: run.beside.changeId,
        modelId: run.beside.modelId,
        outcomes: run.outcomes,
        acceptedReason: run.acceptedReason,
      }),
    );
  }

  async oneRun(caller: Principal, id: string): Promise<RegressionRunView> {
    const { manager } = this.database;
    const row = await manager.findOneBy(RegressionRunRow, { id, jurisdictionId: caller.jurisdictionId });
    if (!row) throw notFound();
    const names = await this.namesOf([row]);
    return presentRun(row, names(row));
  }

  /** The newest 50, of all or of one change. */
  async runs(caller: Principal, changeId: string | null): Promise<RegressionRunSummary[]> {
    const rows = await this.database.manager.find(RegressionRunRow, {
      where: { jurisdictionId: caller.jurisdictionId, ...(changeId && { changeId }) },
      order: { at: 'DESC' },
      take: 50,
    });
    const names = await this.namesOf(rows);
    return rows.map((row) => presentRunSummary(row, names(row)));
  }

  private async namesOf(rows: RegressionRunRow[]) {
    const { manager } = this.database;
    const [people, changes, models] = await Promise.all([
      displayNames(
        manager,
        rows.map(({ by }) => by),
      ),
      manager.findBy(DirectoryChangeRow, { id: In(rows.flatMap(({ changeId }) => changeId ?? [])) }),
      manager.findBy(JudgeModelRow, { id: In(rows.flatMap(({ modelId }) => modelId ?? [])) }),
    ]);
    return ({ by, changeId, modelId, outcomes }: RegressionRunRow) => {
      const change = changes.find(({ id }) => id === changeId);
      const model = models.find(({ id }) => id === modelId);
      const tried = outcomes.some(({ then }) => then !== null);
      const what = change
        ? `第${change.number}号修改`
        : model
          ? `第${model.number}号模型`
          : tried
            ? '未提出的修改'
            : '现行';
      return { by: called(people, by), what };
    };
  }
}
