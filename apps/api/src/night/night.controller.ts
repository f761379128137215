import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import type { NightApprovalView, SecondPerson } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { roleNames } from '../recusal/words.js';
import { countersign, nightQuery, nightSubject, proceedAlone } from './forms.js';
import { Countersigning, NightDesk } from './night-desk.js';
import { NightPeople } from './night-people.js';
import { NightReader } from './night-reader.js';

/** 夜间请示 and 补签. */
@Controller('api/v1/night')
export class NightController {
  constructor(
    private readonly desk: NightDesk,
    private readonly people: NightPeople,
    private readonly reader: NightReader,
    private readonly countersigning: Countersigning,
  ) {}

  @Get('people')
  @Endpoint({
    summary: 'Who may be asked by telephone in place of the second person',
    needs: 'incidents.read',
    query: nightSubject,
    returns: 'List<SecondPerson>',
  })
  async seconds(
    @Caller() caller: Principal,
    @Query(new Valid(nightSubject)) { what, subjectId }: z.output<typeof nightSubject>,
  ): Promise<{ items: SecondPerson[] }> {
    const subject = await this.desk.subject(caller, what, subjectId);
    const rows = await this.people.of(subject, caller);
    const items = rows.map(({ id, displayName, unit, role }) => ({
      id,
      name: displayName,
      unit: unit ?? '',
      role: roleNames[role],
    }));
    return { items };
  }

  @Get('approvals')
  @Endpoint({
    summary: 'What was done alone at night; not signed first',
    needs: 'incidents.read',
    query: nightQuery,
    returns: 'List<NightApprovalView>',
  })
  async list(
    @Caller() caller: Principal,
    @Query(new Valid(nightQuery)) { state }: z.output<typeof nightQuery>,
  ): Promise<{ items: NightApprovalView[] }> {
    return { items: await this.reader.list(caller, state) };
  }

  @Post('approvals')
  @Endpoint({
    summary: 'Go on alone at night after asking by telephone; in force at once, to be signed in the morning',
    needs: 'incidents.read',
    body: proceedAlone,
    returns: 'NightApprovalView',
  })
  async proceed(
    @Caller() caller: Principal,
    @Body(new Valid(proceedAlone)) body: z.output<typeof proceedAlone>,
  ): Promise<NightApprovalView | null> {
    await this.desk.proceed(caller, body);
    return this.reader.ofSubject(caller, body.what, body.subjectId);
  }

  @Post('approvals/:id/countersign')
  @HttpCode(200)
  @Endpoint({
    summary: 'The person asked signs, or did not agree: then it is taken back where it can be',
    needs: 'incidents.read',
    body: countersign,
    returns: 'NightApprovalView',
  })
  async sign(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
    @Body(new Valid(countersign)) body: z.output<typeof countersign>,
  ): Promise<NightApprovalView> {
    await this.reader.one(caller, id);
    await this.countersigning.decide(caller, id, body);
    return this.reader.one(caller, id);
  }
}
