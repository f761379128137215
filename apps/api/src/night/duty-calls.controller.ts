import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import type { Callee, CallRecord, DialledNumber, DutyView, PhoneSign } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { several, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { CallDesk } from './call-desk.js';
import { dialContact, recordCall, signByPhone } from './forms.js';

const id = new Valid(uuid);
const signsQuery = z.object({
  ids: several(uuid).refine((ids) => !ids || ids.length <= 200, '一次最多查询 200 项任务'),
});

/** The telephone and a duty: whom to call, what was said, a signature given by telephone (代签) and its denial. */
@Controller('api/v1')
export class DutyCallsController {
  constructor(private readonly desk: CallDesk) {}

  @Get('incidents/:id/calls')
  @Endpoint({
    summary: 'Calls made about an incident; a unit sees those with itself',
    needs: 'incidents.read',
    returns: 'List<CallRecord>',
  })
  async ofIncident(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<{ items: CallRecord[] }> {
    return { items: await this.desk.ofIncident(caller, incidentId, mayDo(caller, 'calls.record')) };
  }

  @Get('duties/phone-signs')
  @Endpoint({
    summary: 'Which of these duties were signed by telephone',
    needs: 'incidents.read',
    query: signsQuery,
    returns: 'List<PhoneSign>',
  })
  async phoneSigns(
    @Caller() caller: Principal,
    @Query(new Valid(signsQuery)) { ids }: z.output<typeof signsQuery>,
  ): Promise<{ items: PhoneSign[] }> {
    return { items: await this.desk.phoneSigns(caller, ids ?? []) };
  }

  @Get('duties/:id/callees')
  @Endpoint({
    summary: 'People of the unit to call, those on duty tonight first',
    needs: 'calls.record',
    returns: 'List<Callee>',
  })
  async callees(@Caller() caller: Principal, @Param('id', id) dutyId: string): Promise<{ items: Callee[] }> {
    return { items: await this.desk.callees(caller, dutyId) };
  }

  @Post('duties/:id/dial')
  @HttpCode(200)
  @Endpoint({
    summary: 'A number in full, to be dialled; logged',
    needs: 'calls.record',
    body: dialContact,
    returns: 'DialledNumber',
  })
  dial(
    @Caller() caller: Principal,
    @Param('id', id) dutyId: string,
    @Body(new Valid(dialContact)) { contactId }: z.output<typeof dialContact>,
  ): Promise<DialledNumber> {
    return this.desk.dial(caller, dutyId, contactId);
  }

  @Post('duties/:id/calls')
  @HttpCode(200)
  @Endpoint({
    summary: 'Record a call about a duty',
    needs: 'calls.record',
    body: recordCall,
    returns: 'CallRecord',
  })
  record(
    @Caller() caller: Principal,
    @Param('id', id) dutyId: string,
    @Body(new Valid(recordCall)) body: z.output<typeof recordCall>,
  ): Promise<CallRecord> {
    return this.desk.recordForDuty(caller, dutyId, body);
  }

  @Post('duties/:id/sign-by-phone')
  @HttpCode(200)
  @Endpoint({
    summary: 'Record that a unit signed by telephone; the unit is told and may deny it',
    needs: 'calls.record',
    body: signByPhone,
    returns: 'DutyView',
  })
  sign(
    @Caller() caller: Principal,
    @Param('id', id) dutyId: string,
    @Body(new Valid(signByPhone)) body: z.output<typeof signByPhone>,
  ): Promise<DutyView> {
    return this.desk.signByPhone(caller, dutyId, body);
  }

  @Post('duties/:id/deny-signature')
  @HttpCode(200)
  @Endpoint({
    summary: 'One’s own unit never signed: the duty is open again',
    needs: 'duties.sign',
    returns: 'DutyView',
  })
  deny(@Caller() caller: Principal, @Param('id', id) dutyId: string): Promise<DutyView> {
    return this.desk.denySignature(caller, dutyId);
  }
}
