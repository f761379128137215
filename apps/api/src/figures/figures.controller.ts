import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { CASUALTY_KINDS } from '#incidents';
import { FACT_SOURCE_LENGTH, FactActions, MOST_PEOPLE_SETTLED } from '#incidents/service';
import type { FiguresView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { FiguresReader } from './figures-reader.js';

const people = z.int('人数请填整数').min(0, '人数不能为负').max(MOST_PEOPLE_SETTLED, '人数超出范围，请核对');
const settling = z.object({
  version,
  figures: z.partialRecord(z.enum(CASUALTY_KINDS), people).default({}),
  claim: z.enum(['verified', 'refuted'], '请选择属实或不属实').nullable().default(null),
  source: z.string().trim().min(1, '请写明依据').max(FACT_SOURCE_LENGTH, `最多 ${FACT_SOURCE_LENGTH} 字`),
  itemId: uuid.nullable().default(null),
});
const undoing = z.object({ version });
const id = new Valid(uuid);

/** 伤亡与损失: what each item says, what people have settled, and how far the claim is established. */
@Controller('api/v1')
export class FiguresController {
  constructor(
    private readonly reader: FiguresReader,
    private readonly actions: FactActions,
  ) {}

  @Get('incidents/:id/figures')
  @Endpoint({
    summary: 'Figures and claims with who says so, and what people have settled',
    needs: 'incidents.read',
    returns: 'FiguresView',
  })
  read(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<FiguresView> {
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('incidents/:id/figures')
  @HttpCode(200)
  @Endpoint({
    summary: 'Settle figures or the claim on a source; graver figures raise the levels',
    needs: 'levels.confirm',
    body: settling,
    returns: 'FiguresView',
  })
  async settle(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(settling)) body: z.output<typeof settling>,
  ): Promise<FiguresView> {
    await this.reader.ofIncident(caller, incidentId);
    const given = { ...body, source: maskPersonal(body.source) };
    await this.actions.settle(incidentId, given, this.reader.levels(caller), actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('fact-settlements/:id/undo')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take it back: what the items say holds again',
    needs: 'levels.confirm',
    body: undoing,
    returns: 'FiguresView',
  })
  async undo(
    @Caller() caller: Principal,
    @Param('id', id) settlementId: string,
    @Body(new Valid(undoing)) body: z.output<typeof undoing>,
  ): Promise<FiguresView> {
    const incidentId = await this.reader.incidentOf(caller, settlementId);
    await this.actions.undo(settlementId, body.version, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }
}
