import { Controller, Get, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { EscalationRow, IncidentRow } from '#incidents/service';
import type { IncidentEscalations } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso } from '../incidents/present.js';
import { presentEscalation } from './present-escalation.js';

/** What has been urged of a matter, and what comes next (催办进程). */
@Controller('api/v1/incidents')
export class EscalationsController {
  constructor(
    private readonly reader: IncidentReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get(':id/escalations')
  @Endpoint({
    summary: 'The running clocks: whom they have told and whom they will tell when',
    needs: 'incidents.read',
    returns: 'IncidentEscalations',
  })
  async escalations(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) incidentId: string,
  ): Promise<IncidentEscalations> {
    const { manager } = this.database;
    await this.reader.mustSee(caller, incidentId);
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const rows = await manager.findBy(EscalationRow, { incidentId });
    // A unit sees its own clocks, not how others are urged.
    const all = mayDo(caller, 'incidents.all');
    const items = rows
      .filter(
        (row) => row.policy.steps.length > 0 && (all || (row.unit !== null && actsFor(caller, row.unit))),
      )
      .map(presentEscalation)
      .sort(
        (a, b) => Number(a.ended !== null) - Number(b.ended !== null) || order(a).localeCompare(order(b)),
      );
    return { items, now: iso(this.clock.now(timelineOf(incident))) };
  }
}

const order = ({ next, clock }: { next: { at: string } | null; clock: string }) =>
  `${next?.at ?? '~'}${clock}`;
