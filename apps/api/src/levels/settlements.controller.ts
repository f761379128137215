import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { EVENT_LEVELS, OPINION_LEVELS } from '#incidents';
import { SettleActions, SETTLE_REASON_LENGTH, VERDICTS } from '#incidents/service';
import type { SettlementsView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { SettlementReader } from './settlement-reader.js';

const words = z.string().trim().max(SETTLE_REASON_LENGTH, `最多 ${SETTLE_REASON_LENGTH} 字`);
const settling = z.object({
  version,
  verdict: z.enum(VERDICTS, '请选择属实、不属实或暂不能判断'),
  eventLevel: z.enum(EVENT_LEVELS),
  opinionLevel: z.enum(OPINION_LEVELS),
  reason: words.min(1, '请写明依据'),
});
const deciding = z.object({ version, approve: z.boolean(), note: words.default('') });
const id = new Valid(uuid);

/** 核定疑似等级: true, untrue (by two persons), or not to be told yet. */
@Controller('api/v1')
export class SettlementsController {
  constructor(
    private readonly reader: SettlementReader,
    private readonly actions: SettleActions,
  ) {}

  @Get('incidents/:id/settlements')
  @Endpoint({
    summary: 'What people said of a suspected level',
    needs: 'levels.confirm',
    returns: 'SettlementsView',
  })
  list(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<SettlementsView> {
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('incidents/:id/settlements')
  @HttpCode(200)
  @Endpoint({
    summary: 'Settle a suspected level; that it is untrue waits for a second person',
    needs: 'levels.confirm',
    body: settling,
    returns: 'SettlementsView',
  })
  async settle(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(settling)) body: z.output<typeof settling>,
  ): Promise<SettlementsView> {
    await this.reader.ofIncident(caller, incidentId);
    await this.actions.settle(incidentId, { ...body, reason: maskPersonal(body.reason) }, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('settlements/:id/decide')
  @HttpCode(200)
  @Endpoint({
    summary: 'The second person agrees that it is untrue, or does not',
    needs: 'levels.confirm',
    body: deciding,
    returns: 'SettlementsView',
  })
  async decide(
    @Caller() caller: Principal,
    @Param('id', id) settlementId: string,
    @Body(new Valid(deciding)) body: z.output<typeof deciding>,
  ): Promise<SettlementsView> {
    const incidentId = await this.reader.incidentOf(caller, settlementId);
    await this.actions.decide(settlementId, { ...body, note: maskPersonal(body.note) }, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }

  @Post('settlements/:id/withdraw')
  @HttpCode(200)
  @Endpoint({ summary: 'Take it back', needs: 'levels.confirm', returns: 'SettlementsView' })
  async withdraw(
    @Caller() caller: Principal,
    @Param('id', id) settlementId: string,
  ): Promise<SettlementsView> {
    const incidentId = await this.reader.incidentOf(caller, settlementId);
    await this.actions.withdraw(settlementId, actorOf(caller));
    return this.reader.ofIncident(caller, incidentId);
  }
}
