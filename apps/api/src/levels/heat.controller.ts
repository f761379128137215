import { Controller, Get, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { OPINION_LEVELS } from '#incidents';
import { IncidentRow } from '#incidents/service';
import { heatOf, LEVEL_SPAN, nearNext } from '#judge';
import { reachOf } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import type { HeatView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso } from '../incidents/present.js';
import { heatTotal } from './total.js';

const id = new Valid(uuid);

/** 热度: why one matter stands before another of its level, and how near the next level is. */
@Controller('api/v1/incidents/:id/heat')
export class HeatController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({ summary: 'The sum of heat with its parts', needs: 'incidents.read', returns: 'HeatView' })
  async read(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<HeatView> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const row = await manager.findOneBy(IncidentRow, { id: incidentId });
    if (!row) throw notFound();
    const [directory, reach] = await Promise.all([
      readDirectory(manager, caller.jurisdictionId),
      reachOf(manager, row),
    ]);
    const { judgement } = row;
    const floor = OPINION_LEVELS.indexOf(row.opinionLevel) * LEVEL_SPAN;
    const next = judgement && nearNext(judgement, heatOf(reach, [judgement], directory), directory);
    return {
      level: row.opinionLevel,
      total: heatTotal(row),
      floor,
      ceiling: floor + LEVEL_SPAN,
      parts: (judgement?.opinionParts ?? []).map(({ rule, points, because }) => ({ rule, points, because })),
      next: next && { level: next.level, ways: next.ways, reached: next.reached },
      now: iso(this.clock.now(timelineOf(row))),
    };
  }
}
