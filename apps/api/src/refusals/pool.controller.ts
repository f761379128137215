import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { PoolActions } from '#incidents/service';
import type { Colleague, IncidentHandling, Page, PoolEntry } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound, ProblemError } from '../http/problem.js';
import { paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { PoolReader } from './pool-reader.js';
import { RefusalReader } from './refusal-reader.js';

const query = z.object({ rehearsal: z.enum(['include', 'only', 'none']).default('include'), ...paging });
const taking = z.object({ version, owner: z.string().max(100).nullable() });
const id = new Valid(uuid);

@Controller('api/v1')
export class PoolController {
  constructor(
    private readonly pool: PoolReader,
    private readonly reader: RefusalReader,
    private readonly actions: PoolActions,
  ) {}

  @Get('pool')
  @Endpoint({
    summary: 'Matters without a responsible unit, by the time to assign them',
    needs: 'routing.decide',
    query,
    returns: 'Page<PoolEntry>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<Page<PoolEntry>> {
    const { cursor, limit, ...filter } = asked;
    return this.pool.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('pool/people')
  @Endpoint({
    summary: 'To whom a matter may be handed',
    needs: 'routing.decide',
    returns: 'List<Colleague>',
  })
  async people(@Caller() caller: Principal): Promise<{ items: Colleague[] }> {
    return { items: await this.pool.people(caller) };
  }

  @Get('incidents/:id/handling')
  @Endpoint({
    summary: 'Refusals, requests for time, reports and who sees to it',
    needs: 'incidents.read',
    returns: 'IncidentHandling',
  })
  handling(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<IncidentHandling> {
    return this.reader.handling(caller, incidentId);
  }

  @Post('incidents/:id/pool')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take a matter without a unit, or hand it to a colleague',
    needs: 'routing.decide',
    body: taking,
    returns: 'PoolEntry',
  })
  async take(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(taking)) body: z.output<typeof taking>,
  ): Promise<PoolEntry> {
    await this.reader.mustSee(caller, incidentId);
    const owner = body.owner ?? caller.login;
    // Also oneself: a program has no account, and somebody without a unit sees to nothing.
    if (!(await this.pool.mayBeGiven(caller, incidentId, owner))) throw nobodySuch();
    await this.actions.assign(incidentId, body.version, owner, actorOf(caller));
    const page = { cursor: null, limit: 1 };
    const { items } = await this.pool.list(caller, { incidentId, rehearsal: 'include' }, page);
    const [entry] = items;
    if (!entry) throw notFound();
    return entry;
  }
}

const nobodySuch = () =>
  new ProblemError(
    422,
    'not_a_colleague',
    '不能交给这个人',
    '请从本单位有交办权限的人员中选择；应当回避的人员不能经手。',
  );
