import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { ApprovalCount, ApprovalView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { ApprovalReader } from './approval-reader.js';
import { approvalsQuery } from './forms.js';

/** What waits for a word or a signature. */
@Controller('api/v1/approvals')
export class ApprovalsController {
  constructor(private readonly reader: ApprovalReader) {}

  @Get()
  @Endpoint({
    summary: 'Texts that wait for the caller’s word or signature, or all under way',
    needs: 'incidents.read',
    query: approvalsQuery,
    returns: 'List<ApprovalView>',
  })
  async list(
    @Caller() caller: Principal,
    @Query(new Valid(approvalsQuery)) { state }: z.output<typeof approvalsQuery>,
  ): Promise<{ items: ApprovalView[] }> {
    return { items: await this.reader.list(caller, state) };
  }

  @Get('count')
  @Endpoint({ summary: 'How many wait for the caller', needs: 'incidents.read', returns: 'ApprovalCount' })
  async count(@Caller() caller: Principal): Promise<ApprovalCount> {
    return { waiting: await this.reader.count(caller) };
  }
}
