import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { SpikeActions, SPIKE_NOTE_LENGTH } from '#judge/service';
import type { Page, SpikeCount, SpikeDetail, SpikeView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { SpikeReader } from './spike-reader.js';

const listing = z.object({
  state: z.enum(['standing', 'settled', 'all']).default('standing'),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
  ...paging,
});
const linking = z.object({ version, incidentId: uuid });
const dismissing = z.object({
  version,
  note: z.string().trim().max(SPIKE_NOTE_LENGTH, `最多 ${SPIKE_NOTE_LENGTH} 字`).default(''),
});
const reopening = z.object({ version });
const id = new Valid(uuid);

/** 异常增长, for those who see all matters. */
@Controller('api/v1/spikes')
export class SpikesController {
  constructor(
    private readonly reader: SpikeReader,
    private readonly actions: SpikeActions,
    private readonly incidents: IncidentReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Rises, the newest first',
    needs: 'incidents.all',
    query: listing,
    returns: 'Page<SpikeView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listing)) query: z.output<typeof listing>,
  ): Promise<Page<SpikeView>> {
    return this.reader.list(caller, { ...query, cursor: query.cursor ?? null });
  }

  @Get('count')
  @Endpoint({ summary: 'Rises nobody has looked at', needs: 'incidents.all', returns: 'SpikeCount' })
  async count(@Caller() caller: Principal): Promise<SpikeCount> {
    return { open: await this.reader.count(caller) };
  }

  @Get(':id')
  @Endpoint({ summary: 'One rise with what drives it', needs: 'incidents.all', returns: 'SpikeDetail' })
  one(@Caller() caller: Principal, @Param('id', id) spikeId: string): Promise<SpikeDetail> {
    return this.reader.one(caller, spikeId);
  }

  @Post(':id/seen')
  @HttpCode(200)
  @Endpoint({ summary: 'Somebody has looked', needs: 'incidents.all', returns: 'SpikeDetail' })
  async seen(@Caller() caller: Principal, @Param('id', id) spikeId: string): Promise<SpikeDetail> {
    await this.reader.one(caller, spikeId);
    await this.actions.seen(spikeId, actorOf(caller));
    return this.reader.one(caller, spikeId);
  }

  @Post(':id/link')
  @HttpCode(200)
  @Endpoint({
    summary: 'It belongs to this incident',
    needs: 'routing.decide',
    body: linking,
    returns: 'SpikeDetail',
  })
  async link(
    @Caller() caller: Principal,
    @Param('id', id) spikeId: string,
    @Body(new Valid(linking)) body: z.output<typeof linking>,
  ): Promise<SpikeDetail> {
    await this.reader.one(caller, spikeId);
    await this.incidents.mustSee(caller, body.incidentId);
    await this.actions.link(spikeId, body, actorOf(caller));
    return this.reader.one(caller, spikeId);
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Endpoint({
    summary: 'It is none; remembered',
    needs: 'routing.decide',
    body: dismissing,
    returns: 'SpikeDetail',
  })
  async dismiss(
    @Caller() caller: Principal,
    @Param('id', id) spikeId: string,
    @Body(new Valid(dismissing)) body: z.output<typeof dismissing>,
  ): Promise<SpikeDetail> {
    await this.reader.one(caller, spikeId);
    await this.actions.dismiss(spikeId, { ...body, note: maskPersonal(body.note) }, actorOf(caller));
    return this.reader.one(caller, spikeId);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take back what was said of it',
    needs: 'routing.decide',
    body: reopening,
    returns: 'SpikeDetail',
  })
  async reopen(
    @Caller() caller: Principal,
    @Param('id', id) spikeId: string,
    @Body(new Valid(reopening)) body: z.output<typeof reopening>,
  ): Promise<SpikeDetail> {
    await this.reader.one(caller, spikeId);
    await this.actions.reopen(spikeId, body.version);
    return this.reader.one(caller, spikeId);
  }
}
