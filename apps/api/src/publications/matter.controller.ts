import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { Publications, Takeovers, TakeoverRow } from '#respond/service';
import type { IncidentPublications } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { others, reasoned, takingOver } from './forms.js';
import { PublicationReader } from './publication-reader.js';

const ending = reasoned.omit({ version: true });
const id = new Valid(uuid);

/** Publishing in one matter as a whole: what others published of it, and who publishes in our place. */
@Controller('api/v1')
export class MatterPublicationsController {
  constructor(
    private readonly reader: PublicationReader,
    private readonly publications: Publications,
    private readonly takeovers: Takeovers,
    private readonly incidents: IncidentReader,
    private readonly database: DataSource,
  ) {}

  @Get('incidents/:id/publications')
  @Endpoint({
    summary: 'Everything about publishing in one matter',
    needs: 'incidents.read',
    returns: 'IncidentPublications',
  })
  ofIncident(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<IncidentPublications> {
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('incidents/:id/publications/others')
  @Endpoint({
    summary: 'What a superior or an on-site command published, or we forwarded of it',
    needs: 'routing.decide',
    body: others,
    returns: 'IncidentPublications',
  })
  async recordOther(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(others)) body: z.output<typeof others>,
  ): Promise<IncidentPublications> {
    await this.incidents.mustSee(caller, incidentId);
    await this.publications.recordOther(incidentId, body, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('incidents/:id/takeover')
  @Endpoint({
    summary: 'A superior or an on-site command publishes in our place',
    needs: 'routing.decide',
    body: takingOver,
    returns: 'IncidentPublications',
  })
  async takeOver(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(takingOver)) body: z.output<typeof takingOver>,
  ): Promise<IncidentPublications> {
    await this.incidents.mustSee(caller, incidentId);
    const basis = maskPersonal(body.basis);
    await this.takeovers.begin(incidentId, { ...body, basis }, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('takeovers/:id/end')
  @HttpCode(200)
  @Endpoint({
    summary: 'We publish ourselves again',
    needs: 'routing.decide',
    body: ending,
    returns: 'IncidentPublications',
  })
  async giveBack(
    @Caller() caller: Principal,
    @Param('id', id) takeoverId: string,
    @Body(new Valid(ending)) body: z.output<typeof ending>,
  ): Promise<IncidentPublications> {
    const row = await this.database.manager.findOneBy(TakeoverRow, { id: takeoverId });
    if (!row) throw notFound();
    await this.incidents.mustSee(caller, row.incidentId);
    await this.takeovers.end(takeoverId, maskPersonal(body.reason), actorOf(caller));
    return this.reader.ofIncident(caller, row.incidentId);
  }
}
