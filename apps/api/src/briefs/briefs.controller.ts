import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { Briefs, Rewrites } from '#report/service';
import type { BriefView, RewritePreview } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { BriefReader } from './brief-reader.js';

const id = new Valid(uuid);
const which = z.object({ number: z.coerce.number().int().positive().optional() });
const sending = z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/, '请先查看将要发送的内容') });

/** What is known of a matter, in a page. */
@Controller('api/v1/incidents')
export class BriefsController {
  constructor(
    private readonly reader: BriefReader,
    private readonly briefs: Briefs,
    private readonly rewrites: Rewrites,
  ) {}

  @Get(':id/brief')
  @Endpoint({
    summary: 'What is known of an incident, every sentence with its items; `number` for an earlier version',
    needs: 'incidents.read',
    query: which,
    returns: 'BriefView',
  })
  read(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Query(new Valid(which)) { number }: z.output<typeof which>,
  ): Promise<BriefView> {
    return this.reader.read(caller, incidentId, number ?? null);
  }

  @Get(':id/brief/rewrite')
  @Endpoint({
    summary: 'Exactly what would be sent to the language model, and where to',
    needs: 'routing.decide',
    returns: 'RewritePreview',
  })
  async preview(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<RewritePreview> {
    const incident = await this.reader.incidentFor(caller, incidentId);
    const brief = await this.briefs.current(incident);
    const { host, model, texts, digest } = await this.rewrites.preview(incident, brief);
    return {
      host,
      model,
      texts: texts.map(({ no, itemId, source, at, text, doubtful }) => ({
        no,
        itemId,
        source,
        at,
        text,
        doubtful,
      })),
      digest,
    };
  }

  @Post(':id/brief/rewrite')
  @HttpCode(200)
  @Endpoint({
    summary: 'Send the texts that were looked at; sentences that their items do not bear out are dropped',
    needs: 'routing.decide',
    body: sending,
    returns: 'BriefView',
  })
  async ask(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(sending)) { digest }: z.output<typeof sending>,
  ): Promise<BriefView> {
    const incident = await this.reader.incidentFor(caller, incidentId);
    const brief = await this.briefs.current(incident);
    await this.rewrites.ask(incident, brief, { digest, by: actorOf(caller) });
    return this.reader.read(caller, incidentId, brief.number);
  }
}
