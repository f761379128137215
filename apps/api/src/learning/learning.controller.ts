import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { alternatives } from '#route';
import { readDispatches } from '#route/service';
import type { LearningView, ProposedChange, RoutingAlternative } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { LearningReader } from './learning-reader.js';

const window = z.object({
  days: z.coerce.number().int().min(1).max(730).default(90),
  rehearsal: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
const proposing = z.object({
  key: z.string().min(1).max(400),
  days: z.number().int().min(1).max(730),
  rehearsal: z.boolean(),
});
const HALF_A_YEAR = 183 * 86_400_000;
const id = new Valid(uuid);

/** 派单复盘: what we got wrong, and who else a matter could belong to. */
@Controller('api/v1')
export class LearningController {
  constructor(
    private readonly reader: LearningReader,
    private readonly incidents: IncidentReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('learning')
  @Endpoint({
    summary: 'Which first dispatches stood, and what misled the others',
    needs: 'directory.change',
    query: window,
    returns: 'LearningView',
  })
  view(
    @Caller() caller: Principal,
    @Query(new Valid(window)) query: z.output<typeof window>,
  ): Promise<LearningView> {
    return this.reader.view(caller, query);
  }

  @Post('learning/proposals')
  @Endpoint({
    summary: 'Propose the change of the directory that would have led to the right unit',
    needs: 'directory.change',
    body: proposing,
    returns: 'ProposedChange',
  })
  propose(
    @Caller() caller: Principal,
    @Body(new Valid(proposing)) { key, ...rest }: z.output<typeof proposing>,
  ): Promise<ProposedChange> {
    return this.reader.propose(caller, key, rest);
  }

  @Get('learning/cases.jsonl')
  @Endpoint({ summary: 'Corrected matters as routing cases', needs: 'directory.change', query: window })
  async cases(
    @Caller() caller: Principal,
    @Query(new Valid(window)) query: z.output<typeof window>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const lines = await this.reader.cases(caller, query);
    response.attachment('交办更正.jsonl').type('application/x-ndjson; charset=utf-8');
    return lines;
  }

  @Get('incidents/:id/routing/alternatives')
  @Endpoint({
    summary: 'Units the matter could belong to instead',
    needs: 'routing.decide',
    returns: 'List<RoutingAlternative>',
  })
  async alternatives(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<{ items: RoutingAlternative[] }> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    if (!incident.routing) return { items: [] };
    const at = this.clock.now(timelineOf(incident));
    const since = new Date(at.getTime() - HALF_A_YEAR);
    const { rehearsal, recused } = incident;
    const [directory, earlier] = await Promise.all([
      readDirectory(manager, caller.jurisdictionId),
      readDispatches(manager, caller, { since, rehearsal, limit: 1000 }),
    ]);
    const context = { directory, at, recused };
    return { items: alternatives(incident.routing, incident.judgement, earlier, context) };
  }
}
