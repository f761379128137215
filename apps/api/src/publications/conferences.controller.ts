import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { maskPersonal } from '#collect';
import { DeadlineRow } from '#incidents/service';
import { CONFERENCE_STEPS, CONFERENCE_STEP_WORDS } from '#respond';
import { Conferences, PressConferenceRow, type ConferencePlan } from '#respond/service';
import type { ConferenceView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { holding, planning, reasoned } from './forms.js';

const id = new Valid(uuid);

/** 新闻发布会、吹风会: planned for the 24 hours (DL-02), held, and then a publication. */
@Controller('api/v1')
export class ConferencesController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly conferences: Conferences,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('incidents/:id/conferences')
  @Endpoint({
    summary: 'Press conferences of one matter',
    needs: 'incidents.read',
    returns: 'List<ConferenceView>',
  })
  async list(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<{ items: ConferenceView[] }> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const rows = await manager.find(PressConferenceRow, {
      where: { incidentId },
      order: { startsAt: 'ASC' },
    });
    return { items: await Promise.all(rows.map((row) => this.view(caller, row))) };
  }

  @Post('incidents/:id/conferences')
  @Endpoint({
    summary: 'Plan a press conference',
    needs: 'routing.decide',
    body: planning,
    returns: 'ConferenceView',
  })
  async plan(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(planning)) body: z.output<typeof planning>,
  ): Promise<ConferenceView> {
    await this.incidents.mustSee(caller, incidentId);
    const { version, ...plan } = body;
    const row = await this.conferences.plan(incidentId, version, masked(plan), actorOf(caller));
    return this.view(caller, row);
  }

  @Put('conferences/:id')
  @Endpoint({
    summary: 'Change the plan of a press conference',
    needs: 'routing.decide',
    body: planning,
    returns: 'ConferenceView',
  })
  async change(
    @Caller() caller: Principal,
    @Param('id', id) conferenceId: string,
    @Body(new Valid(planning)) body: z.output<typeof planning>,
  ): Promise<ConferenceView> {
    await this.mustSee(caller, conferenceId);
    const { version, ...plan } = body;
    return this.view(caller, await this.conferences.change(conferenceId, version, masked(plan)));
  }

  @Post('conferences/:id/cancel')
  @HttpCode(200)
  @Endpoint({
    summary: 'Cancel a press conference',
    needs: 'routing.decide',
    body: reasoned,
    returns: 'ConferenceView',
  })
  async cancel(
    @Caller() caller: Principal,
    @Param('id', id) conferenceId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<ConferenceView> {
    await this.mustSee(caller, conferenceId);
    const reason = maskPersonal(body.reason);
    await this.conferences.cancel(conferenceId, body.version, reason, actorOf(caller));
    return this.view(caller, await this.mustSee(caller, conferenceId));
  }

  @Post('conferences/:id/hold')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register that it was held; settles the 24 hours',
    needs: 'routing.decide',
    body: holding,
    returns: 'ConferenceView',
  })
  async hold(
    @Caller() caller: Principal,
    @Param('id', id) conferenceId: string,
    @Body(new Valid(holding)) body: z.output<typeof holding>,
  ): Promise<ConferenceView> {
    await this.mustSee(caller, conferenceId);
    const { version, ...given } = body;
    const url = given.url === '' ? null : given.url;
    const row = await this.conferences.hold(conferenceId, version, { ...given, url }, actorOf(caller));
    return this.view(caller, row);
  }

  private async mustSee(caller: Principal, conferenceId: string): Promise<PressConferenceRow> {
    const row = await this.database.manager.findOneBy(PressConferenceRow, { id: conferenceId });
    if (!row) throw notFound();
    await this.incidents.mustSee(caller, row.incidentId);
    return row;
  }

  private async view(caller: Principal, row: PressConferenceRow): Promise<ConferenceView> {
    const { incidentId, round } = row;
    const due = await this.database.manager.findOne(DeadlineRow, {
      where: { incidentId, round, rule: 'DL-02' },
      order: { dueAt: 'ASC' },
    });
    return {
      id: row.id,
      incidentId,
      form: row.form,
      startsAt: iso(row.startsAt),
      place: row.place,
      host: row.host,
      hostUnit: row.hostUnit,
      units: row.units,
      points: row.points,
      media: row.media,
      steps: CONFERENCE_STEPS.map((key) => ({
        key,
        text: CONFERENCE_STEP_WORDS[key],
        done: row.done.includes(key),
      })),
      state: row.state,
      publicationId: row.publicationId,
      reason: row.reason,
      dueAt: isoOrNull(due?.dueAt ?? null),
      tooLate: due !== null && row.form === 'press_conference' && row.startsAt > due.dueAt,
      mayChange: row.state === 'planned' && mayDo(caller, 'routing.decide'),
      rehearsal: row.rehearsal,
      version: row.version,
      now: iso(this.clock.now(timelineOf(row))),
    };
  }
}

/** No telephone number of a reporter gets in by the way. */
const masked = (plan: ConferencePlan): ConferencePlan => ({
  ...plan,
  place: maskPersonal(plan.place),
  points: maskPersonal(plan.points),
});
