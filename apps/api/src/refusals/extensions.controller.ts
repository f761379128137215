import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { ExtensionActions } from '#incidents/service';
import type { ExtensionView, Page } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { paging, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { mayRule } from './present.js';
import { RefusalReader } from './refusal-reader.js';

const query = z.object({
  state: z.enum(['waiting', 'all']).default('waiting'),
  unit: z.string().max(60).optional(),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
  ...paging,
});
const decision = z.object({ grant: z.boolean(), note: z.string().max(1000) });

@Controller('api/v1/extensions')
export class ExtensionsController {
  constructor(
    private readonly reader: RefusalReader,
    private readonly extensions: ExtensionActions,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Requests for more time, unanswered first',
    needs: 'incidents.read',
    query,
    returns: 'Page<ExtensionView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<Page<ExtensionView>> {
    const { cursor, limit, ...filter } = asked;
    return this.reader.extensions(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Post(':id/decide')
  @HttpCode(200)
  @Endpoint({
    summary: 'Grant more time or not',
    needs: 'refusals.decide',
    body: decision,
    returns: 'ExtensionView',
  })
  async decide(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<ExtensionView> {
    const { row } = await this.reader.extension(caller, id);
    if (!mayRule(caller, row)) throw forbidden();
    await this.extensions.decide(id, body, actorOf(caller));
    return (await this.reader.extension(caller, id)).view;
  }
}
