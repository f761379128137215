import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { IncidentRow, readStages, RoundActions, type DeadlinePolicy } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { DEADLINE_POLICY } from '../../../worker/src/core/tokens.js';
import type { IncidentDetail, IncidentStages } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso } from '../incidents/present.js';
import { presentRound } from './present-stages.js';

const opening = z.object({ version, note: z.string().trim().min(1, '请写明新情况').max(1000) });
const id = new Valid(uuid);

/** What the time of a matter went into, turn by turn. */
@Controller('api/v1/incidents')
export class StagesController {
  constructor(
    private readonly reader: IncidentReader,
    private readonly rounds: RoundActions,
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(DEADLINE_POLICY) private readonly policy: DeadlinePolicy,
  ) {}

  @Get(':id/stages')
  @Endpoint({
    summary: 'Time spent by stage, and who spent what came late',
    needs: 'incidents.read',
    returns: 'IncidentStages',
  })
  async stages(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<IncidentStages> {
    const { manager } = this.database;
    await this.reader.mustSee(caller, incidentId);
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const directory = await readDirectory(manager, incident.jurisdictionId);
    const now = this.clock.now(timelineOf(incident));
    const read = await readStages(manager, [incident], { directory, policy: this.policy }, () => now);
    const rounds = incident.historic ? [] : (read.get(incidentId) ?? []);
    const names = await displayNames(
      manager,
      rounds.map(({ row }) => row?.openedBy ?? null),
    );
    return {
      rounds: rounds.map((round) =>
        presentRound(round, incident.discoveredAt, directory, (login) => names.get(login) ?? login),
      ),
      now: iso(now),
    };
  }

  @Post(':id/rounds')
  @HttpCode(200)
  @Endpoint({
    summary: 'Open a new round of an answered incident',
    needs: 'routing.decide',
    body: opening,
    returns: 'IncidentDetail',
  })
  async open(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(opening)) body: z.output<typeof opening>,
  ): Promise<IncidentDetail> {
    await this.reader.mustSee(caller, incidentId);
    await this.rounds.open(incidentId, body, actorOf(caller));
    return this.reader.detail(caller, incidentId);
  }
}
