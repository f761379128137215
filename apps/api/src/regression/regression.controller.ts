import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import type {
  CasesImported,
  Page,
  RegressionCaseView,
  RegressionRunSummary,
  RegressionRunView,
} from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { Rate } from '../workbench/rate.js';
import { caseFromCorrection, importCases, newCase, runForm, setCase } from './forms.js';
import { RegressionDesk } from './regression-desk.js';
import { RegressionRuns } from './regression-runs.js';

const listQuery = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
const runsQuery = z.object({ changeId: uuid.optional() });
const id = new Valid(uuid);
const needs = 'directory.change' as const;
const RUNS_A_MINUTE = 6;

/** 回归样例. */
@Controller('api/v1/regression')
export class RegressionController {
  private readonly rate = new Rate(RUNS_A_MINUTE);

  constructor(
    private readonly desk: RegressionDesk,
    private readonly kept: RegressionRuns,
  ) {}

  @Get('cases')
  @Endpoint({
    summary: 'Regression cases by name',
    needs,
    query: listQuery,
    returns: 'Page<RegressionCaseView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) { cursor, limit }: z.output<typeof listQuery>,
  ): Promise<Page<RegressionCaseView>> {
    return this.desk.list(caller, { cursor: cursor ?? null, limit });
  }

  @Post('cases')
  @Endpoint({
    summary: 'Keep a text with what must come out of it',
    needs,
    body: newCase,
    returns: 'RegressionCaseView',
  })
  add(
    @Caller() caller: Principal,
    @Body(new Valid(newCase)) form: z.output<typeof newCase>,
  ): Promise<RegressionCaseView> {
    return this.desk.add(caller, form);
  }

  @Post('cases/from-correction')
  @Endpoint({
    summary: 'Keep what a person put right as a case, with their reason',
    needs,
    body: caseFromCorrection,
    returns: 'RegressionCaseView',
  })
  addCorrected(
    @Caller() caller: Principal,
    @Body(new Valid(caseFromCorrection)) { correctionId }: z.output<typeof caseFromCorrection>,
  ): Promise<RegressionCaseView> {
    return this.desk.addCorrected(caller, correctionId);
  }

  @Post('cases/import')
  @HttpCode(200)
  @Endpoint({ summary: 'Cases of a file, one a line', needs, body: importCases, returns: 'CasesImported' })
  import(
    @Caller() caller: Principal,
    @Body(new Valid(importCases)) { lines }: z.output<typeof importCases>,
  ): Promise<CasesImported> {
    return this.desk.import(caller, lines);
  }

  @Get('cases.jsonl')
  @Endpoint({ summary: 'Every case, one a line', needs })
  async export(@Caller() caller: Principal, @Res({ passthrough: true }) response: Response): Promise<string> {
    const lines = await this.desk.export(caller);
    response.attachment('回归样例.jsonl').type('application/x-ndjson; charset=utf-8');
    return lines;
  }

  @Patch('cases/:id')
  @Endpoint({ summary: 'Switch a case on or off', needs, body: setCase, returns: 'RegressionCaseView' })
  set(
    @Caller() caller: Principal,
    @Param('id', id) caseId: string,
    @Body(new Valid(setCase)) { active }: z.output<typeof setCase>,
  ): Promise<RegressionCaseView> {
    return this.desk.set(caller, caseId, active);
  }

  @Delete('cases/:id')
  @HttpCode(204)
  @Endpoint({ summary: 'Remove a case', needs })
  remove(@Caller() caller: Principal, @Param('id', id) caseId: string): Promise<void> {
    return this.desk.remove(caller, caseId);
  }

  @Post('runs')
  @HttpCode(200)
  @Endpoint({
    summary: 'Judge every case, beside what a change or another model would make of it',
    needs,
    body: runForm,
    returns: 'RegressionRunView',
  })
  run(
    @Caller() caller: Principal,
    @Body(new Valid(runForm)) { edits = [], ...beside }: z.output<typeof runForm>,
  ): Promise<RegressionRunView> {
    this.rate.take(caller.login);
    return this.kept.run(caller, { ...beside, edits });
  }

  @Get('runs')
  @Endpoint({
    summary: 'The newest runs, or those of one change',
    needs,
    query: runsQuery,
    returns: 'List<RegressionRunSummary>',
  })
  async runs(
    @Caller() caller: Principal,
    @Query(new Valid(runsQuery)) { changeId }: z.output<typeof runsQuery>,
  ): Promise<{ items: RegressionRunSummary[] }> {
    return { items: await this.kept.runs(caller, changeId ?? null) };
  }

  @Get('runs/:id')
  @Endpoint({ summary: 'One run with the cases that are wrong', needs, returns: 'RegressionRunView' })
  oneRun(@Caller() caller: Principal, @Param('id', id) runId: string): Promise<RegressionRunView> {
    return this.kept.oneRun(caller, runId);
  }
}
