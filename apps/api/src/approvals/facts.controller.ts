import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { FactActions } from '#respond/service';
import type { FactsView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { coordinatesAs, speaksFor } from './coordinates.js';
import { FactsReader } from './facts-reader.js';
import { addFact, confirmFacts, reasoned, ruleFact, stateFact } from './forms.js';

const id = new Valid(uuid);

/** 口径核对表: what the departments that answer must say alike. */
@Controller('api/v1/incidents/:id/facts')
export class FactsController {
  constructor(
    private readonly database: DataSource,
    private readonly reader: FactsReader,
    private readonly actions: FactActions,
  ) {}

  @Get()
  @Endpoint({ summary: 'The facts table of a matter', needs: 'incidents.read', returns: 'FactsView' })
  list(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<FactsView> {
    return this.reader.read(caller, incidentId);
  }

  @Post()
  @Endpoint({
    summary: 'A fact that departments must say alike',
    needs: 'responses.draft',
    body: addFact,
    returns: 'FactsView',
  })
  async add(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(addFact)) body: z.output<typeof addFact>,
  ): Promise<FactsView> {
    const { mayAdd } = await this.reader.read(caller, incidentId);
    if (!mayAdd || (body.unit !== null && !speaksFor(caller, body.unit))) throw forbidden();
    const { kind, label, unit, value, source } = body;
    const factId = await this.actions.add(incidentId, { kind, label }, actorOf(caller));
    if (unit !== null && value !== null)
      await this.actions.state(incidentId, factId, { unit, value, source }, actorOf(caller));
    return this.reader.read(caller, incidentId);
  }

  @Post('confirm')
  @HttpCode(200)
  @Endpoint({
    summary: 'A department confirms facts as it sees them',
    needs: 'incidents.read',
    body: confirmFacts,
    returns: 'FactsView',
  })
  async confirm(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(confirmFacts)) body: z.output<typeof confirmFacts>,
  ): Promise<FactsView> {
    await this.mustSpeakFor(caller, incidentId, body.unit);
    await this.actions.confirm(incidentId, body, actorOf(caller));
    return this.reader.read(caller, incidentId);
  }

  @Post(':fact/statements')
  @HttpCode(200)
  @Endpoint({
    summary: 'A department says what a fact is',
    needs: 'incidents.read',
    body: stateFact,
    returns: 'FactsView',
  })
  async state(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Param('fact', id) factId: string,
    @Body(new Valid(stateFact)) body: z.output<typeof stateFact>,
  ): Promise<FactsView> {
    await this.mustSpeakFor(caller, incidentId, body.unit);
    await this.actions.state(incidentId, factId, body, actorOf(caller));
    return this.reader.read(caller, incidentId);
  }

  @Post(':fact/ruling')
  @HttpCode(200)
  @Endpoint({
    summary: 'The coordinator decides where departments differ',
    needs: 'responses.approve',
    body: ruleFact,
    returns: 'FactsView',
  })
  async rule(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Param('fact', id) factId: string,
    @Body(new Valid(ruleFact)) body: z.output<typeof ruleFact>,
  ): Promise<FactsView> {
    const unit = await this.mustCoordinate(caller, incidentId);
    await this.actions.rule(incidentId, factId, { ...body, unit }, actorOf(caller));
    return this.reader.read(caller, incidentId);
  }

  @Post(':fact/remove')
  @HttpCode(200)
  @Endpoint({
    summary: 'Strike a fact from the table',
    needs: 'responses.approve',
    body: reasoned,
    returns: 'FactsView',
  })
  async remove(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Param('fact', id) factId: string,
    @Body(new Valid(reasoned)) { reason }: z.output<typeof reasoned>,
  ): Promise<FactsView> {
    await this.mustCoordinate(caller, incidentId);
    await this.actions.remove(incidentId, factId, reason, actorOf(caller));
    return this.reader.read(caller, incidentId);
  }

  private async mustSpeakFor(caller: Principal, incidentId: string, unit: string): Promise<void> {
    await this.reader.read(caller, incidentId);
    if (!speaksFor(caller, unit)) throw forbidden();
  }

  private async mustCoordinate(caller: Principal, incidentId: string): Promise<string> {
    await this.reader.read(caller, incidentId);
    const { manager } = this.database;
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const unit = coordinatesAs(caller, incident, await readDirectory(manager, caller.jurisdictionId));
    if (unit === null) throw forbidden();
    return unit;
  }
}
