import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { Commitments, type Outcome } from '#respond/service';
import type { CommitmentView, IncidentCommitments, Page } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { paging, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { CommitmentReader } from './commitment-reader.js';
import { commitmentFilter, making, moving, settling } from './forms.js';

const listQuery = z.object({ ...commitmentFilter, ...paging });
const id = new Valid(uuid);

/** 承诺: what an answer promises to the public, by when, and whether it was kept. */
@Controller('api/v1')
export class CommitmentsController {
  constructor(
    private readonly reader: CommitmentReader,
    private readonly incidents: IncidentReader,
    private readonly commitments: Commitments,
  ) {}

  @Get('commitments')
  @Endpoint({
    summary: 'Promises to the public: open ones by their time',
    needs: 'incidents.read',
    query: listQuery,
    returns: 'Page<CommitmentView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) query: z.output<typeof listQuery>,
  ): Promise<Page<CommitmentView>> {
    const { cursor, limit, state, late } = query;
    return this.reader.list(caller, { state, late: late === 'true' }, { cursor: cursor ?? null, limit });
  }

  @Get('incidents/:id/commitments')
  @Endpoint({
    summary: 'Promises made in one matter',
    needs: 'incidents.read',
    returns: 'IncidentCommitments',
  })
  ofIncident(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<IncidentCommitments> {
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('incidents/:id/commitments')
  @Endpoint({
    summary: 'Enter a promise that was made otherwise',
    needs: 'routing.decide',
    body: making,
    returns: 'IncidentCommitments',
  })
  async make(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(making)) body: z.output<typeof making>,
  ): Promise<IncidentCommitments> {
    await this.incidents.mustSee(caller, incidentId);
    const { version, ...promised } = body;
    const what = maskPersonal(promised.what);
    await this.commitments.make(incidentId, version, { ...promised, what }, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('commitments/:id/move')
  @HttpCode(200)
  @Endpoint({
    summary: 'Move a promise, once, with a reason for the public',
    needs: 'responses.publish',
    body: moving,
    returns: 'CommitmentView',
  })
  async move(
    @Caller() caller: Principal,
    @Param('id', id) commitmentId: string,
    @Body(new Valid(moving)) body: z.output<typeof moving>,
  ): Promise<CommitmentView> {
    await this.mustDo(caller, commitmentId, 'settle');
    const reason = maskPersonal(body.reason);
    await this.commitments.move(commitmentId, { ...body, reason }, actorOf(caller));
    return this.reader.one(caller, commitmentId);
  }

  @Post('commitments/:id/settle')
  @HttpCode(200)
  @Endpoint({
    summary: 'A promise was kept, was not, or was entered by mistake',
    needs: 'responses.publish',
    body: settling,
    returns: 'CommitmentView',
  })
  async settle(
    @Caller() caller: Principal,
    @Param('id', id) commitmentId: string,
    @Body(new Valid(settling)) body: z.output<typeof settling>,
  ): Promise<CommitmentView> {
    await this.mustDo(caller, commitmentId, body.as === 'withdrawn' ? 'withdraw' : 'settle');
    const outcome: Outcome =
      body.as === 'kept'
        ? { as: 'kept', proofUrl: body.proofUrl, text: maskPersonal(body.text) }
        : { as: body.as, reason: maskPersonal(body.reason) };
    await this.commitments.settle(commitmentId, body.version, outcome, actorOf(caller));
    return this.reader.one(caller, commitmentId);
  }

  /** What is settled is answered by the step itself; who may not act is told so while it is open. */
  private async mustDo(
    caller: Principal,
    commitmentId: string,
    action: CommitmentView['actions'][number],
  ): Promise<void> {
    const { state, actions } = await this.reader.one(caller, commitmentId);
    if (state === 'open' && !actions.includes(action)) throw forbidden();
  }
}
