import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { CallRecord, CallToMake, DialledNumber } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { CallDesk } from './call-desk.js';
import { CallReader } from './call-reader.js';
import { recordCall } from './forms.js';

const id = new Valid(uuid);

/** 待打电话: notices that wait for somebody to call. */
@Controller('api/v1/calls')
export class CallsController {
  constructor(
    private readonly desk: CallDesk,
    private readonly reader: CallReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Notices that wait for a call', needs: 'calls.record', returns: 'List<CallToMake>' })
  async list(@Caller() caller: Principal): Promise<{ items: CallToMake[] }> {
    return { items: await this.reader.waiting(caller) };
  }

  @Post(':id/number')
  @HttpCode(200)
  @Endpoint({
    summary: 'The number to be called, in full; logged',
    needs: 'calls.record',
    returns: 'DialledNumber',
  })
  number(@Caller() caller: Principal, @Param('id', id) noticeId: string): Promise<DialledNumber> {
    return this.desk.number(caller, noticeId);
  }

  @Post(':id')
  @HttpCode(200)
  @Endpoint({
    summary: 'Record a call about a notice; told counts as its delivery',
    needs: 'calls.record',
    body: recordCall,
    returns: 'CallRecord',
  })
  record(
    @Caller() caller: Principal,
    @Param('id', id) noticeId: string,
    @Body(new Valid(recordCall)) body: z.output<typeof recordCall>,
  ): Promise<CallRecord> {
    return this.desk.record(caller, noticeId, body);
  }
}
