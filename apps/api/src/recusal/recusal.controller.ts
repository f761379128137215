import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { AccusationActions, RecusalActions } from '#incidents/service';
import type { PersonOption, RecusalView, SplitDraft, SplitPreview } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { RecusalReader } from './recusal-reader.js';
import { SplitDesk } from './split-desk.js';

const reason = z.string().trim().min(2, '请写明理由').max(1000);
const id = new Valid(uuid);
const recusal = z.object({
  persons: z
    .array(z.object({ id: uuid, kind: z.enum(['account', 'contact']) }))
    .min(1, '请选择需要回避的人员')
    .max(50),
  reason,
});
const lifting = z.object({ personId: uuid, reason });
const reasoned = z.object({ version, reason });
const splitting = z.object({
  version,
  title: z.string().trim().max(200),
  kept: z.array(z.object({ itemId: uuid, pieces: z.array(z.number().int().min(0)).max(500) })).max(50),
  reason: z.string().trim().max(1000).nullable().default(null),
});
const search = z.object({ q: z.string().trim().max(40).default('') });

/** Recusal and split of reports (RT-05), for those with the right to restricted matters. */
@Controller('api/v1/incidents/:id')
export class RecusalController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: RecusalReader,
    private readonly desk: SplitDesk,
    private readonly recusals: RecusalActions,
    private readonly reports: AccusationActions,
  ) {}

  @Get('recusal')
  @Endpoint({ summary: 'Who is kept from it', needs: 'incidents.restricted', returns: 'RecusalView' })
  async of(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<RecusalView> {
    await this.incidents.mustSee(caller, incidentId);
    return this.reader.of(caller, incidentId);
  }

  @Get('recusal/people')
  @Endpoint({
    summary: 'Accounts and people of the roster who may be recused',
    needs: 'incidents.restricted',
    query: search,
    returns: 'List<PersonOption>',
  })
  async people(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Query(new Valid(search)) { q }: z.output<typeof search>,
  ): Promise<{ items: PersonOption[] }> {
    await this.incidents.mustSee(caller, incidentId);
    return { items: await this.reader.people(caller, q) };
  }

  @Post('recusal')
  @HttpCode(200)
  @Endpoint({
    summary: 'Keep persons from it, with a reason',
    needs: 'incidents.restricted',
    body: recusal,
    returns: 'RecusalView',
  })
  recuse(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(recusal)) body: z.output<typeof recusal>,
  ): Promise<RecusalView> {
    return this.change(caller, incidentId, () =>
      this.recusals.recuse(incidentId, body.persons, body.reason, actorOf(caller)),
    );
  }

  @Post('recusal/lift')
  @HttpCode(200)
  @Endpoint({
    summary: 'Let a person see it again',
    needs: 'incidents.restricted',
    body: lifting,
    returns: 'RecusalView',
  })
  lift(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(lifting)) body: z.output<typeof lifting>,
  ): Promise<RecusalView> {
    return this.change(caller, incidentId, () =>
      this.recusals.lift(incidentId, body.personId, body.reason, actorOf(caller)),
    );
  }

  @Get('split')
  @Endpoint({ summary: 'Both halves of a report', needs: 'incidents.restricted', returns: 'SplitDraft' })
  async draft(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<SplitDraft> {
    await this.incidents.mustSee(caller, incidentId);
    return this.desk.draft(incidentId);
  }

  @Post('split/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What the units would read, and which',
    needs: 'incidents.restricted',
    body: splitting,
    returns: 'SplitPreview',
  })
  async preview(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(splitting)) body: z.output<typeof splitting>,
  ): Promise<SplitPreview> {
    await this.incidents.mustSee(caller, incidentId);
    return this.desk.preview(incidentId, body);
  }

  @Post('split')
  @HttpCode(200)
  @Endpoint({
    summary: 'Split the public concern from a report, or refer the report alone',
    needs: 'incidents.restricted',
    body: splitting,
    returns: 'RecusalView',
  })
  split(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(splitting)) body: z.output<typeof splitting>,
  ): Promise<RecusalView> {
    return this.change(caller, incidentId, () => this.desk.split(incidentId, body, actorOf(caller)));
  }

  @Post('split/undo')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take a split back before anybody was told',
    needs: 'incidents.restricted',
    body: reasoned,
    returns: 'RecusalView',
  })
  undo(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<RecusalView> {
    return this.change(caller, incidentId, () =>
      this.reports.undo(incidentId, body.version, body.reason, actorOf(caller)),
    );
  }

  @Post('report/deny')
  @HttpCode(200)
  @Endpoint({
    summary: 'Find that it is no report on public servants',
    needs: 'incidents.restricted',
    body: reasoned,
    returns: 'RecusalView',
  })
  deny(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<RecusalView> {
    return this.change(caller, incidentId, () =>
      this.reports.deny(incidentId, body.version, body.reason, actorOf(caller)),
    );
  }

  private async change(
    caller: Principal,
    incidentId: string,
    action: () => Promise<void>,
  ): Promise<RecusalView> {
    await this.incidents.mustSee(caller, incidentId);
    await action();
    return this.reader.of(caller, incidentId);
  }
}
