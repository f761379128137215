import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import { LoweringActions } from '#incidents/service';
import type { LoweringView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { lowering, loweringDecision } from './forms.js';
import { LoweringReader } from './lowering-reader.js';

const id = new Valid(uuid);

/** 降级 (OP-8): proposed by one, looked at by another. */
@Controller('api/v1')
export class LoweringController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: LoweringReader,
    private readonly actions: LoweringActions,
  ) {}

  @Get('incidents/:id/lowerings')
  @Endpoint({
    summary: 'Proposals to lower the level of an incident',
    needs: 'levels.confirm',
    returns: 'List<LoweringView>',
  })
  async list(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<{ items: LoweringView[] }> {
    await this.incidents.mustSee(caller, incidentId);
    return { items: await this.reader.ofIncident(caller, incidentId) };
  }

  @Post('incidents/:id/lowerings')
  @Endpoint({
    summary: 'Propose to lower the level; a second person decides',
    needs: 'levels.confirm',
    body: lowering,
    returns: 'LoweringView',
  })
  async propose(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(lowering)) body: z.output<typeof lowering>,
  ): Promise<LoweringView> {
    await this.incidents.mustSee(caller, incidentId);
    const row = await this.actions.propose(incidentId, body, actorOf(caller));
    return this.reader.one(caller, row.id);
  }

  @Post('lowerings/:id/decide')
  @HttpCode(200)
  @Endpoint({
    summary: 'The second person agrees to lower the level, or does not',
    needs: 'levels.confirm',
    body: loweringDecision,
    returns: 'LoweringView',
  })
  async decide(
    @Caller() caller: Principal,
    @Param('id', id) loweringId: string,
    @Body(new Valid(loweringDecision)) body: z.output<typeof loweringDecision>,
  ): Promise<LoweringView> {
    await this.reader.one(caller, loweringId);
    await this.actions.decide(loweringId, body, actorOf(caller));
    return this.reader.one(caller, loweringId);
  }

  @Post('lowerings/:id/withdraw')
  @HttpCode(200)
  @Endpoint({ summary: 'The proposer takes it back', needs: 'levels.confirm', returns: 'LoweringView' })
  async withdraw(@Caller() caller: Principal, @Param('id', id) loweringId: string): Promise<LoweringView> {
    await this.reader.one(caller, loweringId);
    await this.actions.withdraw(loweringId, actorOf(caller));
    return this.reader.one(caller, loweringId);
  }
}
