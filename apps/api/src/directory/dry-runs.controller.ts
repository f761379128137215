import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { StaleEntries } from '#jurisdiction/service';
import type { DryRunView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { staleProblem } from './change-desk.js';
import { DryRunReader } from './dry-run-reader.js';
import { DryRuns } from './dry-run/dry-runs.js';
import { dryRunForm } from './schemas.js';

const id = new Valid(uuid);
const needs = 'directory.change' as const;

/** What edits would have altered in the last 30 days. */
@Controller('api/v1/directory/dry-runs')
export class DryRunsController {
  constructor(
    private readonly database: DataSource,
    private readonly runs: DryRuns,
    private readonly reader: DryRunReader,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Try edits on the last 30 days, in the background',
    needs,
    body: dryRunForm,
    returns: 'DryRunView',
  })
  async start(
    @Caller() caller: Principal,
    @Body(new Valid(dryRunForm)) form: z.output<typeof dryRunForm>,
  ): Promise<DryRunView> {
    return this.runs.start(caller, form).catch(async (error: unknown) => {
      if (!(error instanceof StaleEntries)) throw error;
      throw await staleProblem(this.database.manager, caller.jurisdictionId, error);
    });
  }

  @Get(':id')
  @Endpoint({ summary: 'How far a dry run is and what it found', needs, returns: 'DryRunView' })
  one(@Caller() caller: Principal, @Param('id', id) runId: string): Promise<DryRunView> {
    return this.reader.one(caller, runId);
  }

  @Delete(':id')
  @HttpCode(204)
  @Endpoint({ summary: 'End a dry run of one’s own', needs })
  async cancel(@Caller() caller: Principal, @Param('id', id) runId: string): Promise<void> {
    await this.runs.cancel(caller, runId);
  }
}
