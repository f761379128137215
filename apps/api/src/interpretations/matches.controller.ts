import { Controller, Get, Param } from '@nestjs/common';
import type { Principal } from '#access';
import type { IncidentInterpretations } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { LibraryReader } from './library-reader.js';

@Controller('api/v1/incidents/:id/interpretations')
export class MatchesController {
  constructor(private readonly reader: LibraryReader) {}

  @Get()
  @Endpoint({
    summary: 'Policy documents the matter may be about, and who drafted them',
    needs: 'incidents.read',
    returns: 'IncidentInterpretations',
  })
  matches(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
  ): Promise<IncidentInterpretations> {
    return this.reader.ofIncident(caller, id);
  }
}
