import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { actsFor, mayDo, type Principal } from '#access';
import { ResponseDrafts } from '#respond/service';
import type { IncidentResponses, ResponseDetail } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { Beginnings } from './beginnings.js';
import { beginning } from './forms.js';
import { ResponseReader } from './response-reader.js';

const id = new Valid(uuid);

/** Texts of one incident. */
@Controller('api/v1/incidents/:id/responses')
export class ResponseBeginController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly beginnings: Beginnings,
    private readonly reader: ResponseReader,
    private readonly drafts: ResponseDrafts,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Texts of an incident, and what one may begin',
    needs: 'incidents.read',
    returns: 'IncidentResponses',
  })
  of(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<IncidentResponses> {
    return this.beginnings.of(caller, incidentId);
  }

  @Post()
  @Endpoint({
    summary: 'Begin a text, or go on with the one that is being written',
    needs: 'responses.draft',
    body: beginning,
    returns: 'ResponseDetail',
  })
  async begin(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(beginning)) body: z.output<typeof beginning>,
  ): Promise<ResponseDetail> {
    await this.incidents.mustSee(caller, incidentId);
    if (!mayDo(caller, 'incidents.all') && !actsFor(caller, body.unit)) throw forbidden();
    return this.reader.one(caller, await this.drafts.begin(incidentId, body, actorOf(caller)));
  }
}
