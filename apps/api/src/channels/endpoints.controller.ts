import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { ChannelTest, EndpointView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { ChannelTrial } from './channel-trial.js';
import { EndpointDesk } from './endpoint-desk.js';
import { EndpointReader } from './endpoint-reader.js';
import { endpointChange, newEndpoint, testForm } from './forms.js';

const id = new Valid(uuid);
const needs = 'channels.manage';

/** Robots, gateways and webhooks, kept by the administrator. */
@Controller('api/v1/endpoints')
export class EndpointsController {
  constructor(
    private readonly reader: EndpointReader,
    private readonly desk: EndpointDesk,
    private readonly trial: ChannelTrial,
  ) {}

  @Get()
  @Endpoint({ summary: 'Robots, gateways and webhooks', needs, returns: 'List<EndpointView>' })
  async list(@Caller() caller: Principal): Promise<{ items: EndpointView[] }> {
    return { items: await this.reader.list(caller) };
  }

  @Get(':id')
  @Endpoint({ summary: 'One of them', needs, returns: 'EndpointView' })
  one(@Caller() caller: Principal, @Param('id', id) endpointId: string): Promise<EndpointView> {
    return this.reader.one(caller, endpointId);
  }

  @Post()
  @Endpoint({ summary: 'Add one, off until tested', needs, body: newEndpoint, returns: 'EndpointView' })
  async create(
    @Caller() caller: Principal,
    @Body(new Valid(newEndpoint)) form: z.output<typeof newEndpoint>,
  ): Promise<EndpointView> {
    return this.reader.one(caller, await this.desk.create(caller, form));
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change one, or switch it on or off',
    needs,
    body: endpointChange,
    returns: 'EndpointView',
  })
  async change(
    @Caller() caller: Principal,
    @Param('id', id) endpointId: string,
    @Body(new Valid(endpointChange)) form: z.output<typeof endpointChange>,
  ): Promise<EndpointView> {
    await this.desk.change(caller, endpointId, form);
    return this.reader.one(caller, endpointId);
  }

  @Delete(':id')
  @HttpCode(204)
  @Endpoint({ summary: 'Remove one', needs })
  remove(@Caller() caller: Principal, @Param('id', id) endpointId: string): Promise<void> {
    return this.desk.remove(caller, endpointId);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Endpoint({ summary: 'Take a removal back, within a day', needs, returns: 'EndpointView' })
  async restore(@Caller() caller: Principal, @Param('id', id) endpointId: string): Promise<EndpointView> {
    await this.desk.restore(caller, endpointId);
    return this.reader.one(caller, endpointId);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Endpoint({ summary: 'Send a test message over it', needs, body: testForm, returns: 'ChannelTest' })
  test(
    @Caller() caller: Principal,
    @Param('id', id) endpointId: string,
    @Body(new Valid(testForm)) { to }: z.output<typeof testForm>,
  ): Promise<ChannelTest> {
    return this.trial.endpoint(caller, endpointId, to);
  }
}
