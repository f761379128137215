import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { actsFor, mayDo, type Principal } from '#access';
import { RefusalActions, REFUSAL_GROUNDS, RULING_OUTCOMES } from '#incidents/service';
import { Rulings } from '#route/service';
import type {
  ChangeSuggestion,
  Page,
  RefusalCounts,
  RefusalView,
  RoutingPreview,
} from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { mayRule } from './present.js';
import { RefusalReader } from './refusal-reader.js';
import { RulingChange } from './ruling-change.js';

const rehearsal = z.enum(['include', 'only', 'none']).default('include');
const query = z.object({
  state: z.enum(['open', 'settled', 'all']).default('all'),
  unit: z.string().max(60).optional(),
  ground: z.enum(REFUSAL_GROUNDS).optional(),
  outcome: z.enum(RULING_OUTCOMES).optional(),
  rehearsal,
  ...paging,
});
const counted = z.object({ rehearsal });
const units = z.array(z.string().trim().min(1).max(60)).max(20);
const reason = z.string().trim().min(1, '请写明理由').max(1000);
const ruling = z.object({ version, outcome: z.enum(RULING_OUTCOMES), units, reason });
const drafted = ruling.extend({ reason: z.string().max(1000) });
const confirmation = z.object({ version, approve: z.boolean(), note: z.string().max(1000) });
const meeting = z.object({
  version,
  day: z.iso.date('日期应写作 2026-11-23'),
  participants: units.min(1, '请选择参加会商的单位'),
  note: z.string().trim().max(1000),
});
const change = z.object({
  title: z.string().trim().min(2, '请写明标题').max(200),
  reason,
  kind: z.enum(['topic', 'exception']),
  topics: z.array(z.number().int()).max(20),
  places: z.array(z.string().max(60)).max(20),
  units: units.min(1, '请选择单位'),
});
const id = new Valid(uuid);

@Controller('api/v1/refusals')
export class RefusalsController {
  constructor(
    private readonly reader: RefusalReader,
    private readonly refusals: RefusalActions,
    private readonly rulings: Rulings,
    private readonly changes: RulingChange,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Refusals: what waits first, by its time',
    needs: 'incidents.read',
    query,
    returns: 'Page<RefusalView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<Page<RefusalView>> {
    const { cursor, limit, ...filter } = asked;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('counts')
  @Endpoint({
    summary: 'Who refuses how often and how it ended',
    needs: 'incidents.read',
    query: counted,
    returns: 'RefusalCounts',
  })
  counts(
    @Caller() caller: Principal,
    @Query(new Valid(counted)) asked: z.output<typeof counted>,
  ): Promise<RefusalCounts> {
    return this.reader.counts(caller, asked.rehearsal);
  }

  @Get(':id')
  @Endpoint({ summary: 'One refusal', needs: 'incidents.read', returns: 'RefusalView' })
  async one(@Caller() caller: Principal, @Param('id', id) refusalId: string): Promise<RefusalView> {
    return (await this.reader.one(caller, refusalId)).view;
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What a ruling would change',
    needs: 'refusals.decide',
    body: drafted,
    returns: 'RoutingPreview',
  })
  async preview(
    @Caller() caller: Principal,
    @Param('id', id) refusalId: string,
    @Body(new Valid(drafted)) body: z.output<typeof drafted>,
  ): Promise<RoutingPreview> {
    await this.mustRule(caller, refusalId);
    // Looking needs no reason yet.
    return this.rulings.preview(refusalId, { ...body, reason: body.reason.trim() || '预览' });
  }

  @Post(':id/ruling')
  @HttpCode(200)
  @Endpoint({
    summary: 'Rule on a refusal, or draft the ruling for the leader',
    needs: 'refusals.decide',
    body: ruling,
    returns: 'RefusalView',
  })
  async rule(
    @Caller() caller: Principal,
    @Param('id', id) refusalId: string,
    @Body(new Valid(ruling)) body: z.output<typeof ruling>,
  ): Promise<RefusalView> {
    await this.mustRule(caller, refusalId);
    const row = await this.rulings.rule(refusalId, body, {
      actor: actorOf(caller),
      leader: caller.role === 'leader',
    });
    return (await this.reader.one(caller, row.id)).view;
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Endpoint({
    summary: 'The leader approves the drafted ruling, or sends it back',
    needs: 'refusals.decide',
    body: confirmation,
    returns: 'RefusalView',
  })
  async confirm(
    @Caller() caller: Principal,
    @Param('id', id) refusalId: string,
    @Body(new Valid(confirmation)) body: z.output<typeof confirmation>,
  ): Promise<RefusalView> {
    await this.mustRule(caller, refusalId);
    if (caller.role !== 'leader') throw forbidden();
    await this.rulings.confirm(refusalId, body, actorOf(caller));
    return (await this.reader.one(caller, refusalId)).view;
  }

  @Post(':id/meeting')
  @HttpCode(200)
  @Endpoint({
    summary: 'Record an on-site meeting before the ruling',
    needs: 'refusals.decide',
    body: meeting,
    returns: 'RefusalView',
  })
  async meet(
    @Caller() caller: Principal,
    @Param('id', id) refusalId: string,
    @Body(new Valid(meeting)) body: z.output<typeof meeting>,
  ): Promise<RefusalView> {
    await this.mustRule(caller, refusalId);
    await this.rulings.meet(refusalId, body, actorOf(caller));
    return (await this.reader.one(caller, refusalId)).view;
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Endpoint({ summary: 'The unit takes its refusal back', needs: 'duties.sign', returns: 'RefusalView' })
  async withdraw(@Caller() caller: Principal, @Param('id', id) refusalId: string): Promise<RefusalView> {
    const { row } = await this.reader.one(caller, refusalId);
    if (!actsFor(caller, row.unit)) throw forbidden();
    await this.refusals.withdraw(refusalId, actorOf(caller));
    return (await this.reader.one(caller, refusalId)).view;
  }

  @Get(':id/directory-change')
  @Endpoint({
    summary: 'What the ruling suggests for the directory',
    needs: 'refusals.decide',
    returns: 'ChangeSuggestion',
  })
  async suggestion(
    @Caller() caller: Principal,
    @Param('id', id) refusalId: string,
  ): Promise<ChangeSuggestion> {
    const { row } = await this.mayChange(caller, refusalId);
    return this.changes.suggest(row);
  }

  @Post(':id/directory-change')
  @HttpCode(200)
  @Endpoint({
    summary: 'Propose a change of the directory made of the ruling',
    needs: 'refusals.decide',
    body: change,
    returns: 'RefusalView',
  })
  async propose(
    @Caller() caller: Principal,
    @Param('id', id) refusalId: string,
    @Body(new Valid(change)) body: z.output<typeof change>,
  ): Promise<RefusalView> {
    await this.mayChange(caller, refusalId);
    await this.changes.propose(refusalId, body, actorOf(caller));
    return (await this.reader.one(caller, refusalId)).view;
  }

  /** What may not be seen may not be ruled on either; and only the ruling unit's people rule. */
  private async mustRule(caller: Principal, refusalId: string) {
    const found = await this.reader.one(caller, refusalId);
    if (!mayRule(caller, found.row)) throw forbidden();
    return found;
  }

  private async mayChange(caller: Principal, refusalId: string) {
    const found = await this.mustRule(caller, refusalId);
    if (!mayDo(caller, 'directory.change')) throw forbidden();
    return found;
  }
}
