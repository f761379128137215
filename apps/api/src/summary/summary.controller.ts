import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { countIncidents, itemsPerHour, type IncidentFilter } from '#incidents/service';
import type { SummaryView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso } from '../incidents/present.js';
import { UNDER_WAY, UNDECIDED } from '#incidents';

const OPEN = [...UNDECIDED, ...UNDER_WAY];

/** The head line's figures. Rehearsals and imported history count in none but their own. */
@Controller('api/v1/summary')
export class SummaryController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: IncidentReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Figures of the head line', needs: 'incidents.read', returns: 'SummaryView' })
  async figures(@Caller() caller: Principal): Promise<SummaryView> {
    const { manager } = this.database;
    const now = this.reader.moments();
    const count = (filter: Partial<IncidentFilter>) =>
      countIncidents(manager, caller, { rehearsal: 'none', historic: 'none', ...filter }, now);
    const [awaiting, unsigned, late, open, today, rehearsalOpen] = await Promise.all([
      count({ state: ['judged', 'awaiting_confirmation'] }),
      count({ state: ['dispatched'] }),
      count({ late: true }),
      count({ state: [...OPEN] }),
      count({ discoveredToday: true }),
      count({ state: [...OPEN], rehearsal: 'only' }),
    ]);
    return {
      awaiting,
      unsigned,
      late,
      open,
      today,
      rehearsalOpen,
      itemsPerHour: await itemsPerHour(manager, caller, this.clock.now()),
      now: iso(this.clock.now()),
    };
  }
}
