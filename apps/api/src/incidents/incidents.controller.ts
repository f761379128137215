import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import { OPINION_LEVELS } from '#incidents';
import { IncidentActions } from '#incidents/service';
import { IncidentOpener, RoutingActions } from '#route/service';
import { FORMS, NATURES } from '#respond';
import { Publications } from '#respond/service';
import type { IncidentDetail, IncidentSummary, Page, RoutingPreview } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { moment, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { newCommitments } from '../publications/forms.js';
import { incidentExportQuery, incidentListQuery } from './filter.js';
import { IncidentExport } from './incident-export.js';
import { watchedFilter } from '../supervise/watched.js';
import { IncidentReader } from './incident-reader.js';

const reason = z.string().trim().min(1, '请写明理由').max(1000);
const units = z.array(z.string().max(60)).max(60);
const correction = z.object({
  version,
  respondents: units.min(1, '至少要有一个回应主体'),
  firstResponsible: units,
  assisting: units,
  lead: z.string().max(60).nullable(),
  reason: z.string().max(1000),
});
const opening = z.object({
  title: z.string().trim().min(2, '请写明标题').max(200),
  places: units,
  respondents: units,
  opinionLevel: z.enum(OPINION_LEVELS),
  note: z.string().max(4000),
});
const only = { version: z.object({ version }), reasoned: z.object({ version, reason }) };
const level = z.object({ version, level: z.enum(OPINION_LEVELS), reason });
const answer = z.object({
  version,
  url: z.string().max(2000),
  at: moment,
  kind: z.enum(['publication', 'press_conference']).default('publication'),
  form: z.enum(FORMS).default('authoritative'),
  nature: z.enum(NATURES).nullable().default(null),
  commitments: newCommitments.default([]),
});
const id = new Valid(uuid);

@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(
    private readonly reader: IncidentReader,
    private readonly actions: IncidentActions,
    private readonly routing: RoutingActions,
    private readonly opener: IncidentOpener,
    private readonly exporter: IncidentExport,
    private readonly publications: Publications,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Incidents by urgency or heat',
    needs: 'incidents.read',
    query: incidentListQuery,
    returns: 'Page<IncidentSummary>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(incidentListQuery)) query: z.output<typeof incidentListQuery>,
  ): Promise<Page<IncidentSummary>> {
    const { cursor, limit, sort, ...filter } = query;
    const asked = watchedFilter(caller, filter, this.reader.today());
    return this.reader.list(caller, asked, { cursor: cursor ?? null, limit, sort });
  }

  @Get('export.csv')
  @Endpoint({
    summary: 'The filtered list as CSV; with `ids` only these of it',
    needs: 'incidents.all',
    query: incidentExportQuery,
  })
  async export(
    @Caller() caller: Principal,
    @Query(new Valid(incidentExportQuery)) filter: z.output<typeof incidentExportQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const asked = watchedFilter(caller, filter, this.reader.today());
    const { name, csv, cut } = await this.exporter.csv(caller, asked);
    response.attachment(name).type('text/csv; charset=utf-8');
    // Lets the page say that the file does not hold everything.
    if (cut) response.set('x-huiyin-cut', 'true');
    return csv;
  }

  @Post()
  @Endpoint({
    summary: 'Open an incident with no item',
    needs: 'routing.decide',
    body: opening,
    returns: 'OpenedIncident',
  })
  async open(@Caller() caller: Principal, @Body(new Valid(opening)) body: z.output<typeof opening>) {
    const { id: opened, number } = await this.opener.open(caller.jurisdictionId, body, actorOf(caller));
    return { id: opened, number };
  }

  @Get(':id')
  @Endpoint({ summary: 'One incident with its reasons', needs: 'incidents.read', returns: 'IncidentDetail' })
  detail(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<IncidentDetail> {
    return this.reader.detail(caller, incidentId);
  }

  @Post(':id/routing/confirm')
  @HttpCode(200)
  @Endpoint({
    summary: 'Confirm the routing',
    needs: 'routing.decide',
    body: only.version,
    returns: 'IncidentDetail',
  })
  confirm(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(only.version)) body: { version: number },
  ) {
    return this.change(caller, incidentId, () =>
      this.routing.confirmRouting(incidentId, body.version, actorOf(caller)),
    );
  }

  @Post(':id/routing/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What a correction would change',
    needs: 'routing.decide',
    body: correction,
    returns: 'RoutingPreview',
  })
  async preview(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(correction)) body: z.output<typeof correction>,
  ): Promise<RoutingPreview> {
    await this.reader.mustSee(caller, incidentId);
    return this.routing.previewCorrection(incidentId, body);
  }

  @Post(':id/routing/correct')
  @HttpCode(200)
  @Endpoint({
    summary: 'Correct the routing',
    needs: 'routing.decide',
    body: correction,
    returns: 'IncidentDetail',
  })
  correct(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(correction)) body: z.output<typeof correction>,
  ) {
    return this.change(caller, incidentId, () =>
      this.routing.correctRouting(incidentId, body, actorOf(caller)),
    );
  }

  @Post(':id/level')
  @HttpCode(200)
  @Endpoint({
    summary: 'Confirm or raise the opinion level',
    needs: 'levels.confirm',
    body: level,
    returns: 'IncidentDetail',
  })
  level(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(level)) body: z.output<typeof level>,
  ) {
    return this.change(caller, incidentId, () =>
      this.actions.confirmLevel(incidentId, body, actorOf(caller)),
    );
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register an answer given outside; what it counts as is decided by rule',
    needs: 'routing.decide',
    body: answer,
    returns: 'IncidentDetail',
  })
  answer(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(answer)) body: z.output<typeof answer>,
  ) {
    const { kind, ...given } = body;
    const form = kind === 'press_conference' ? kind : body.form;
    return this.change(caller, incidentId, () =>
      this.publications.record(incidentId, { ...given, form }, actorOf(caller)),
    );
  }

  @Post(':id/close')
  @HttpCode(200)
  @Endpoint({
    summary: 'Close with a reason',
    needs: 'routing.decide',
    body: only.reasoned,
    returns: 'IncidentDetail',
  })
  close(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(only.reasoned)) body: z.output<typeof only.reasoned>,
  ) {
    return this.change(caller, incidentId, () =>
      this.actions.close(incidentId, body.version, body.reason, actorOf(caller)),
    );
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take up again',
    needs: 'routing.decide',
    body: only.reasoned,
    returns: 'IncidentDetail',
  })
  reopen(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(only.reasoned)) body: z.output<typeof only.reasoned>,
  ) {
    return this.change(caller, incidentId, () =>
      this.actions.reopen(incidentId, body.version, body.reason, actorOf(caller)),
    );
  }

  /** What may not be seen may not be changed either; the answer is the incident as it stands after. */
  private async change(
    caller: Principal,
    incidentId: string,
    action: () => Promise<unknown>,
  ): Promise<IncidentDetail> {
    await this.reader.mustSee(caller, incidentId);
    await action();
    return this.reader.detail(caller, incidentId);
  }
}
