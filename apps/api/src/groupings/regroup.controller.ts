import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { IncidentRow, RegroupActions, staysOf, type MergeAsked, type Regrouped } from '#incidents/service';
import type { GroupingsView, MergePreview, MovePreview, RegroupedView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { GroupingsReader } from './groupings-reader.js';

const id = new Valid(uuid);
const reason = z.string().trim().max(500).default('');
const merging = z.object({
  version,
  otherId: uuid,
  otherVersion: version,
  stays: z.enum(['this', 'other']).nullable().default(null),
  routing: z.enum(['into', 'from', 'both']).nullable().default(null),
  reason,
});
const moving = z.object({
  version,
  itemIds: z.array(uuid).min(1, '请至少选择一条信息').max(500),
  into: z.object({ id: uuid, version }).nullable(),
  reason,
});
type Merging = z.output<typeof merging>;
type Moving = z.output<typeof moving>;

/** 归并、拆分、移动信息 of an incident: the effect before, the deed, the record after. */
@Controller('api/v1/incidents/:id')
export class RegroupController {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly reader: GroupingsReader,
    private readonly actions: RegroupActions,
  ) {}

  @Get('groupings')
  @Endpoint({
    summary: 'What was merged into it or split from it, and what is proposed',
    needs: 'incidents.read',
    returns: 'GroupingsView',
  })
  of(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<GroupingsView> {
    return this.reader.of(caller, incidentId);
  }

  @Post('merge/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What a merge would change; nothing is stored',
    needs: 'routing.decide',
    body: merging,
    returns: 'MergePreview',
  })
  async previewMerge(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(merging)) body: Merging,
  ): Promise<MergePreview> {
    const asked = await this.asked(caller, incidentId, body);
    const effect = await this.reader.effect(caller, await this.actions.previewMerge(asked));
    return { ...effect, stays: asked.intoId };
  }

  @Post('merge')
  @HttpCode(200)
  @Endpoint({
    summary: 'Merge two incidents; one keeps its number',
    needs: 'routing.decide',
    body: merging,
    returns: 'RegroupedView',
  })
  async merge(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(merging)) body: Merging,
  ): Promise<RegroupedView> {
    const asked = await this.asked(caller, incidentId, body);
    return this.done(caller, await this.actions.merge(asked, actorOf(caller)));
  }

  @Post('move-items/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What splitting off or moving items would change; nothing is stored',
    needs: 'routing.decide',
    body: moving,
    returns: 'MovePreview',
  })
  async previewMove(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(moving)) body: Moving,
  ): Promise<MovePreview> {
    await this.mustSee(caller, incidentId, body);
    const { effect, along } = await this.actions.previewMove({ fromId: incidentId, ...body });
    return { ...(await this.reader.effect(caller, effect)), along: await this.reader.items(along) };
  }

  @Post('move-items')
  @HttpCode(200)
  @Endpoint({
    summary: 'Split items off to a new incident, or move them to another',
    needs: 'routing.decide',
    body: moving,
    returns: 'RegroupedView',
  })
  async move(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(moving)) body: Moving,
  ): Promise<RegroupedView> {
    await this.mustSee(caller, incidentId, body);
    return this.done(caller, await this.actions.move({ fromId: incidentId, ...body }, actorOf(caller)));
  }

  private async mustSee(caller: Principal, incidentId: string, { into }: Moving): Promise<void> {
    await this.incidents.mustSee(caller, incidentId);
    if (into) await this.incidents.mustSee(caller, into.id);
  }

  /** Which of the two goes into the other; both must be seen by the caller. */
  private async asked(caller: Principal, thisId: string, body: Merging): Promise<MergeAsked> {
    const { otherId, stays, routing } = body;
    for (const one of [thisId, otherId]) await this.incidents.mustSee(caller, one);
    const [here, there] = await Promise.all(
      [thisId, otherId].map((one) => this.database.manager.findOneByOrFail(IncidentRow, { id: one })),
    );
    const keeps = stays ?? (here && there && staysOf(here, there).id === otherId ? 'other' : 'this');
    const own = { id: thisId, version: body.version };
    const other = { id: otherId, version: body.otherVersion };
    const [into, from] = keeps === 'this' ? [own, other] : [other, own];
    return {
      fromId: from.id,
      intoId: into.id,
      versions: { from: from.version, into: into.version },
      ...(routing && { routing }),
      reason: body.reason,
    };
  }

  private async done(
    caller: Principal,
    { regroupingId, incidentId, effect }: Regrouped,
  ): Promise<RegroupedView> {
    const number = await this.reader.numberOf(incidentId);
    return { regroupingId, incidentId, number, effect: await this.reader.effect(caller, effect) };
  }
}
