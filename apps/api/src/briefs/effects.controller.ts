import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { isAnswered, isOver } from '#incidents';
import { IncidentRow } from '#incidents/service';
import { outletsOn } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { effectsOf, enterReach } from '#report/service';
import type { EffectsView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { iso } from '../incidents/present.js';
import { BriefReader } from './brief-reader.js';
import { presentEffect } from './present.js';

const id = new Valid(uuid);
const figure = z.number().int('请填写整数').min(0, '数字不能小于 0').max(2_000_000_000).nullable();
const figures = z
  .object({
    outlet: z.string().trim().min(1, '请选择发布渠道').max(60),
    reads: figure,
    comments: figure,
    shares: figure,
  })
  .refine(({ reads, comments, shares }) => reads !== null || comments !== null || shares !== null, {
    error: '阅读、评论、转发至少填写一项',
  });

/** What became of a matter after its answers. */
@Controller('api/v1/incidents')
export class EffectsController {
  constructor(
    private readonly reader: BriefReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get(':id/effect')
  @Endpoint({
    summary: 'Volume and tone before and after each answer, questions left open, reach, promises',
    needs: 'incidents.read',
    returns: 'EffectsView',
  })
  async effect(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<EffectsView> {
    return this.view(caller, await this.reader.incidentFor(caller, incidentId));
  }

  @Post(':id/reach')
  @HttpCode(200)
  @Endpoint({
    summary: 'Enter how widely the latest answer was read on an outlet',
    needs: 'responses.publish',
    body: figures,
    returns: 'EffectsView',
  })
  async reach(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(figures)) body: z.output<typeof figures>,
  ): Promise<EffectsView> {
    const incident = await this.reader.incidentFor(caller, incidentId);
    if (!(await this.outlets(incident)).includes(body.outlet))
      throw badInput('名录中没有这个发布渠道，请从列出的渠道中选择。');
    await this.database.transaction((manager) =>
      enterReach(
        { manager, actor: actorOf(caller), at: this.clock.now(timelineOf(incident)) },
        incident,
        body,
      ),
    );
    return this.view(caller, incident);
  }

  private async view(caller: Principal, incident: IncidentRow): Promise<EffectsView> {
    const now = this.clock.now(timelineOf(incident));
    const effects = await effectsOf(this.database.manager, incident, now);
    const mayEnter =
      effects.length > 0 &&
      mayDo(caller, 'responses.publish') &&
      (isAnswered(incident.state) || isOver(incident.state));
    return {
      effects: effects.toReversed().map(presentEffect),
      mayEnter,
      outlets: mayEnter ? await this.outlets(incident) : [],
      now: iso(now),
    };
  }

  private async outlets(incident: IncidentRow): Promise<string[]> {
    const directory = await readDirectory(this.database.manager, incident.jurisdictionId);
    return outletsOn(directory, this.clock.now(timelineOf(incident))).map(({ name }) => name);
  }
}
