import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { HandOnActions, HandOnRow } from '#incidents/service';
import type { HandOnView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { RefusalReader } from '../refusals/refusal-reader.js';
import { HandOnReader } from './hand-on-reader.js';

const decision = z
  .object({ approve: z.boolean(), note: z.string().trim().max(200).default('') })
  .refine(({ approve, note }) => approve || note.length > 0, '请写明不予登记的理由');

/** What the office does with a handing on to somebody the roster does not know. */
@Controller('api/v1/hand-ons')
export class HandOnsController {
  constructor(
    private readonly database: DataSource,
    private readonly handOns: HandOnActions,
    private readonly reader: HandOnReader,
    private readonly refusals: RefusalReader,
  ) {}

  @Post(':id/settle')
  @HttpCode(200)
  @Endpoint({
    summary: 'Enter somebody for one duty, who is sent a link; or not',
    needs: 'roster.manage',
    body: decision,
    returns: 'HandOnView',
  })
  async settle(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<HandOnView> {
    const row = await this.database.manager.findOneBy(HandOnRow, { id });
    if (!row) throw notFound();
    await this.refusals.mustSee(caller, row.incidentId);
    return this.reader.present(await this.handOns.settle(id, body, actorOf(caller)), caller);
  }
}
