import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { z } from 'zod';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { AssignmentRow, IncidentActions, listDuties, type DutyFilter } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { DutyView, Page } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, notFound } from '../http/problem.js';
import { paging, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { maySign } from '../incidents/actions-on.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { loadIncidents } from '../incidents/load.js';
import { presentDuty } from '../incidents/present.js';

const query = z.object({
  state: z.enum(['open', 'signed', 'all']).default('open'),
  unit: z.string().max(60).optional(),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
  ...paging,
});

@Controller('api/v1/duties')
export class DutiesController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: IncidentReader,
    private readonly actions: IncidentActions,
  ) {}

  @Get()
  @Endpoint({ summary: 'Duties by due time', needs: 'incidents.read', query, returns: 'Page<DutyView>' })
  async list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<Page<DutyView>> {
    const { cursor, limit, unit, ...rest } = asked;
    // People of a unit see their unit's duties; who sees all may choose one.
    const chosen = unit === undefined ? {} : { units: [unit] };
    const own = mayDo(caller, 'incidents.all') ? chosen : { units: caller.units };
    const filter: DutyFilter = { ...rest, ...own };
    const { manager } = this.database;
    const { ids, next } = await listDuties(manager, caller, filter, { cursor: cursor ?? null, limit });
    const duties = await manager.findBy(AssignmentRow, { id: In(ids) });
    const incidents = [...new Set(duties.map((duty) => duty.incidentId))].map((id) => ({ id, late: false }));
    const [loaded, directory] = await Promise.all([
      loadIncidents(manager, incidents),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const items = ids.flatMap((id) => {
      const duty = duties.find((row) => row.id === id);
      const incident = loaded.find((one) => one.row.id === duty?.incidentId);
      return duty && incident
        ? [presentDuty(incident, duty, directory, this.clock.now(timelineOf(duty)))]
        : [];
    });
    return { items, next };
  }

  @Post(':id/sign')
  @HttpCode(200)
  @Endpoint({ summary: 'Sign for a duty of one’s own unit', needs: 'duties.sign', returns: 'DutyView' })
  async sign(@Caller() caller: Principal, @Param('id', new Valid(uuid)) id: string): Promise<DutyView> {
    const { manager } = this.database;
    const duty = await manager.findOneBy(AssignmentRow, { id });
    if (!duty) throw notFound();
    await this.reader.mustSee(caller, duty.incidentId);
    if (duty.state === 'sent' && !maySign(caller, duty)) throw forbidden();
    if (!actsFor(caller, duty.unit)) throw forbidden();
    const signed = await this.actions.signDuty(id, actorOf(caller));
    const [loaded] = await loadIncidents(manager, [{ id: duty.incidentId, late: false }]);
    if (!loaded) throw notFound();
    const directory = await readDirectory(manager, caller.jurisdictionId);
    return presentDuty(loaded, signed, directory, this.clock.now(timelineOf(signed)));
  }
}
