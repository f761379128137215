import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { countCases, isBroken, type CaseOutcome } from '#judge';
import { RegressionCaseRow } from '#judge/service';
import type { StoredEdit } from '#jurisdiction/service';
import { altersRouting } from '../directory/dry-run/sides.js';
import { ProblemError } from '../http/problem.js';
import type { Beside } from '../workbench/sides.js';
import { presentOutcome } from './present.js';
import { RegressionRuns } from './regression-runs.js';

/** Broken cases shown with a refusal. */
const SHOWN = 20;

/** What was found before a change was submitted or put in force; kept with it when that went through. */
export interface Tried {
  outcomes: CaseOutcome[];
  version: string;
  beside: Beside;
  acceptedReason: string | null;
}

/** Before words or models change: cases that are right and would come out wrong need a person's word. */
@Injectable()
export class RegressionGuard {
  constructor(
    private readonly database: DataSource,
    private readonly runs: RegressionRuns,
  ) {}

  /**
   * Runs the cases beside edits or a model.
   * @param reason why to go on although cases would break; empty: not asked yet
   * @returns what to keep with `keep` once the step went through; null where there is nothing to run
   * @throws ProblemError 409 `regression_broken` with the cases, where some would break and no reason is given
   */
  async check(caller: Principal, beside: Beside, reason: string): Promise<Tried | null> {
    const { edits } = beside;
    if (edits && !altersRouting(edits as StoredEdit[])) return null;
    const { jurisdictionId } = caller;
    const any = await this.database.manager.existsBy(RegressionCaseRow, { jurisdictionId, active: true });
    if (!any) return null;
    const { outcomes, version } = await this.runs.try(caller, beside);
    const { broken, mended } = countCases(outcomes);
    if (broken > 0 && !reason.trim()) throw brokenProblem(outcomes, broken, mended);
    const acceptedReason = broken > 0 ? reason.trim() : null;
    return { outcomes, version, beside, acceptedReason };
  }

  async keep(caller: Principal, tried: Tried | null, changeId: string | null): Promise<void> {
    if (tried) await this.runs.keep(caller, { ...tried, beside: { ...tried.beside, changeId } });
  }
}

const brokenProblem = (outcomes: readonly CaseOutcome[], broken: number, mended: number) =>
  new ProblemError(
    409,
    'regression_broken',
    `有${broken}条回归样例会由对变错`,
    `原先对、改后错${broken}条，原先错、改后对${mended}条。请核对后调整；确需这样改的，写明理由再提交。`,
    { cases: outcomes.filter(isBroken).slice(0, SHOWN).map(presentOutcome) },
  );
