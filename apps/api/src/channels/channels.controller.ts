import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { ChannelsView, ChannelTest } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { ChannelReader } from './channel-reader.js';
import { ChannelTrial } from './channel-trial.js';
import { testForm } from './forms.js';

const needs = 'channels.manage';

/** How notices go out, and how each way does. */
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    private readonly reader: ChannelReader,
    private readonly trial: ChannelTrial,
  ) {}

  @Get()
  @Endpoint({ summary: 'Channels with their state', needs, returns: 'ChannelsView' })
  read(@Caller() caller: Principal): Promise<ChannelsView> {
    return this.reader.read(caller);
  }

  @Post('mail/test')
  @HttpCode(200)
  @Endpoint({
    summary: 'Send oneself a mail to try the channel',
    needs,
    body: testForm,
    returns: 'ChannelTest',
  })
  test(
    @Caller() caller: Principal,
    @Body(new Valid(testForm)) { to }: z.output<typeof testForm>,
  ): Promise<ChannelTest> {
    return this.trial.mail(caller, to);
  }
}
