import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { GroupingProposals, PROPOSAL_STATES, RegroupActions, type Regrouped } from '#incidents/service';
import type { Page, ProposalCount, ProposalView, RegroupedView, UndoPreview } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { GroupingsReader } from './groupings-reader.js';

const id = new Valid(uuid);
const needs = 'routing.decide';
const query = z.object({ state: z.enum(PROPOSAL_STATES).default('open'), ...paging });
const accepting = z.object({ versions: z.object({ from: version, into: version.nullable() }) });
const undoing = z.object({
  back: z.array(uuid).max(500).default([]),
  reason: z.string().trim().max(500).default(''),
});

/** 归并建议, and 撤销 of what was put together or apart. */
@Controller('api/v1')
export class GroupingsController {
  constructor(
    private readonly reader: GroupingsReader,
    private readonly proposals: GroupingProposals,
    private readonly actions: RegroupActions,
  ) {}

  @Get('groupings')
  @Endpoint({
    summary: 'Proposed merges and splits, the likeliest first',
    needs,
    query,
    returns: 'Page<ProposalView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) { state, cursor, limit }: z.output<typeof query>,
  ): Promise<Page<ProposalView>> {
    return this.reader.list(caller, state, { cursor: cursor ?? null, limit });
  }

  @Get('groupings/count')
  @Endpoint({ summary: 'How many proposals wait', needs, returns: 'ProposalCount' })
  async count(@Caller() caller: Principal): Promise<ProposalCount> {
    return { open: await this.reader.count(caller) };
  }

  @Post('groupings/:id/accept')
  @HttpCode(200)
  @Endpoint({ summary: 'Do what is proposed', needs, body: accepting, returns: 'RegroupedView' })
  async accept(
    @Caller() caller: Principal,
    @Param('id', id) proposalId: string,
    @Body(new Valid(accepting)) { versions }: z.output<typeof accepting>,
  ): Promise<RegroupedView> {
    await this.reader.mustSeeProposal(caller, proposalId);
    return this.done(caller, await this.proposals.accept(proposalId, versions, actorOf(caller)));
  }

  @Post('groupings/:id/decline')
  @HttpCode(200)
  @Endpoint({ summary: 'Two matters: remembered, never proposed again', needs, returns: 'ProposalCount' })
  async decline(@Caller() caller: Principal, @Param('id', id) proposalId: string): Promise<ProposalCount> {
    await this.reader.mustSeeProposal(caller, proposalId);
    await this.proposals.decline(proposalId, actorOf(caller));
    return { open: await this.reader.count(caller) };
  }

  @Post('regroupings/:id/undo/preview')
  @HttpCode(200)
  @Endpoint({ summary: 'What would be put back', needs, body: undoing, returns: 'UndoPreview' })
  async previewUndo(
    @Caller() caller: Principal,
    @Param('id', id) regroupingId: string,
    @Body(new Valid(undoing)) { back }: z.output<typeof undoing>,
  ): Promise<UndoPreview> {
    await this.reader.mustSeeRegrouping(caller, regroupingId);
    const { effect, since } = await this.actions.previewUndo({ regroupingId, back });
    return { ...(await this.reader.effect(caller, effect)), since: await this.reader.items(since) };
  }

  @Post('regroupings/:id/undo')
  @HttpCode(200)
  @Endpoint({ summary: 'Take a merge, split or move back', needs, body: undoing, returns: 'RegroupedView' })
  async undo(
    @Caller() caller: Principal,
    @Param('id', id) regroupingId: string,
    @Body(new Valid(undoing)) { back, reason }: z.output<typeof undoing>,
  ): Promise<RegroupedView> {
    await this.reader.mustSeeRegrouping(caller, regroupingId);
    const done = await this.actions.undo({ regroupingId, back }, reason, actorOf(caller));
    return this.done(caller, done);
  }

  private async done(
    caller: Principal,
    { regroupingId, incidentId, effect }: Regrouped,
  ): Promise<RegroupedView> {
    const number = await this.reader.numberOf(incidentId);
    return { regroupingId, incidentId, number, effect: await this.reader.effect(caller, effect) };
  }
}
