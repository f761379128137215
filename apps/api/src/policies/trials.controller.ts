import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { Page, TrialPlan, TrialSummary, TrialView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { trialForm, trialQuery } from './schemas.js';
import { TrialDesk } from './trial-desk.js';
import { TrialReader } from './trial-reader.js';

const id = new Valid(uuid);
const needs = 'routing.decide' as const;

/** Trials of the policies (推演): a matter run through them on a fast clock, reaching nobody but one test address. */
@Controller('api/v1')
export class TrialsController {
  constructor(
    private readonly desk: TrialDesk,
    private readonly reader: TrialReader,
  ) {}

  @Post('incidents/:id/trials/plan')
  @HttpCode(200)
  @Endpoint({
    summary: 'What a trial would run and how long that takes; nothing is stored',
    needs,
    body: trialForm,
    returns: 'TrialPlan',
  })
  plan(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(trialForm)) form: z.output<typeof trialForm>,
  ): Promise<TrialPlan> {
    return this.desk.plan(caller, incidentId, form);
  }

  @Post('incidents/:id/trials')
  @Endpoint({
    summary: 'Run the policies in force for an incident on a fast clock; the incident itself is not touched',
    needs,
    body: trialForm,
    returns: 'TrialView',
  })
  start(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(trialForm)) form: z.output<typeof trialForm>,
  ): Promise<TrialView> {
    return this.desk.start(caller, incidentId, form);
  }

  @Get('trials')
  @Endpoint({ summary: 'Trials, newest first', needs, query: trialQuery, returns: 'Page<TrialSummary>' })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(trialQuery)) query: z.output<typeof trialQuery>,
  ): Promise<Page<TrialSummary>> {
    return this.reader.list(caller, query);
  }

  @Get('trials/:id')
  @Endpoint({ summary: 'One trial with its steps so far', needs, returns: 'TrialView' })
  one(@Caller() caller: Principal, @Param('id', id) trialId: string): Promise<TrialView> {
    return this.reader.one(caller, trialId);
  }

  @Post('trials/:id/stop')
  @HttpCode(200)
  @Endpoint({ summary: 'Stop a trial; what has not been taken is dropped', needs, returns: 'TrialView' })
  stop(@Caller() caller: Principal, @Param('id', id) trialId: string): Promise<TrialView> {
    return this.desk.stop(caller, trialId);
  }
}
