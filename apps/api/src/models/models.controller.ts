import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { audit, type AuditAction } from '#access/service';
import { Clock } from '#clock';
import { JudgeModelRow, ModelKeeper, weightsOf } from '#judge/service';
import type { ModelsView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound, ProblemError } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { RegressionGuard } from '../regression/regression-guard.js';
import { ModelReader, whyNot } from './model-reader.js';

const id = new Valid(uuid);
const decision = z.object({ note: z.string().trim().max(1000).default('') });
const needs = 'directory.change' as const;

/** Versions of the learned models: trained, compared, put in force by a second person, taken back. */
@Controller('api/v1/models')
export class ModelsController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly keeper: ModelKeeper,
    private readonly reader: ModelReader,
    private readonly guard: RegressionGuard,
  ) {}

  @Get()
  @Endpoint({ summary: 'Versions of the learned models with their figures', needs, returns: 'ModelsView' })
  view(@Caller() caller: Principal): Promise<ModelsView> {
    return this.reader.view(caller);
  }

  @Post('train')
  @HttpCode(200)
  @Endpoint({
    summary: 'Begin a training on the examples and corrections as they are; it goes on in the background',
    needs,
    returns: 'ModelsView',
  })
  async train(@Caller() caller: Principal): Promise<ModelsView> {
    const { id: modelId, number } = await this.keeper.start(caller.jurisdictionId, actorOf(caller));
    await this.tell(caller, 'model.trained', modelId, { number });
    return this.reader.view(caller);
  }

  @Post('roll-back')
  @HttpCode(200)
  @Endpoint({
    summary: 'Back to the version that was in force before, or to the examples alone',
    needs,
    body: decision,
    returns: 'ModelsView',
  })
  async rollBack(
    @Caller() caller: Principal,
    @Body(new Valid(decision)) { note }: z.output<typeof decision>,
  ): Promise<ModelsView> {
    const back = await this.keeper.rollBack(caller.jurisdictionId, { actor: actorOf(caller), note });
    await this.tell(caller, 'model.rolled_back', null, { number: back });
    return this.reader.view(caller);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Endpoint({
    summary: 'Put a version in force, by another person than who trained it',
    needs,
    body: decision,
    returns: 'ModelsView',
  })
  async activate(
    @Caller() caller: Principal,
    @Param('id', id) modelId: string,
    @Body(new Valid(decision)) { note }: z.output<typeof decision>,
  ): Promise<ModelsView> {
    const row = await this.one(caller, modelId);
    const reason = whyNot(row, caller, await this.reader.isAlone());
    if (reason) throw new ProblemError(422, 'second_person', '不能启用', reason);
    const tried = await this.guard.check(caller, { changeId: null, modelId }, note);
    await this.keeper.activate(caller.jurisdictionId, modelId, { actor: actorOf(caller), note });
    await this.guard.keep(caller, tried, null);
    await this.tell(caller, 'model.activated', modelId, { number: row.number });
    return this.reader.view(caller);
  }

  @Get(':id/export.jsonl')
  @Endpoint({ summary: 'A version as `huiyin analyse --model` takes it', needs })
  async export(
    @Caller() caller: Principal,
    @Param('id', id) modelId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const row = await this.one(caller, modelId);
    if (row.trainedAt === null) throw notFound();
    const json = JSON.stringify(await weightsOf(this.database.manager, modelId));
    response.attachment(`模型${row.number}.json`).type('application/json; charset=utf-8');
    return json;
  }

  private async one(caller: Principal, modelId: string): Promise<JudgeModelRow> {
    const { jurisdictionId } = caller;
    const row = await this.database.manager.findOneBy(JudgeModelRow, { id: modelId, jurisdictionId });
    if (!row) throw notFound();
    return row;
  }

  private tell(
    caller: Principal,
    action: AuditAction,
    subject: string | null,
    data: Record<string, unknown>,
  ): Promise<void> {
    const entry = { at: this.clock.now('real'), actor: actorOf(caller), action, data };
    return audit(this.database.manager, { ...entry, ...(subject && { subject }) });
  }
}
