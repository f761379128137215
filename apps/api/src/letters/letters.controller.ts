import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import type { CalledPerson, LetterText, LetterView, Page } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { moment, paging, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { LetterDesk } from './letter-desk.js';
import { LetterReader } from './letter-reader.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const listQuery = z.object({
  state: z.enum(['waiting', 'confirmed', 'declined', 'recalled', 'all']).default('waiting'),
  incident: uuid.optional(),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
  ...paging,
});
const phone = z
  .string()
  .trim()
  .regex(/^[\d\-（）() 转]{0,30}$/, '电话号码不正确')
  .nullable();
const handing = z.object({
  how: z.enum(['confidential', 'fax', 'phone', 'hand'], '请选择送达方式'),
  at: moment,
  note: z.string().trim().max(500).nullable(),
});
const confirmation = z.object({
  person: z.string().trim().min(1, '请写明协调联络人').max(40),
  phone,
  at: moment,
});
const reasoned = z.object({ reason: z.string().trim().min(1, '请写明理由').max(500) });
const id = new Valid(uuid);

@Controller('api/v1/letters')
export class LettersController {
  constructor(
    private readonly reader: LetterReader,
    private readonly desk: LetterDesk,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Letters to coordinators outside, waiting ones first by due time',
    needs: 'incidents.read',
    query: listQuery,
    returns: 'Page<LetterView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) query: z.output<typeof listQuery>,
  ): Promise<Page<LetterView>> {
    const { cursor, limit, ...filter } = query;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get(':id/text')
  @Endpoint({ summary: 'The letter as it reads', needs: 'incidents.read', returns: 'LetterText' })
  async text(@Caller() caller: Principal, @Param('id', id) letterId: string): Promise<LetterText> {
    return this.reader.text(await this.reader.mustSee(caller, letterId));
  }

  @Get(':id/letter.docx')
  @Endpoint({ summary: 'The letter as a Word document', needs: 'incidents.read' })
  async document(
    @Caller() caller: Principal,
    @Param('id', id) letterId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, docx } = await this.reader.document(await this.reader.mustSee(caller, letterId));
    response.attachment(name).type(DOCX).send(docx);
  }

  @Get(':id/person')
  @Endpoint({
    summary: 'Whom to call there, in clear; logged',
    needs: 'orders.manage',
    returns: 'CalledPerson',
  })
  person(@Caller() caller: Principal, @Param('id', id) letterId: string): Promise<CalledPerson> {
    return this.reader.person(caller, letterId);
  }

  @Post(':id/handed')
  @HttpCode(200)
  @Endpoint({
    summary: 'Handed over by other means',
    needs: 'orders.manage',
    body: handing,
    returns: 'LetterView',
  })
  handed(
    @Caller() caller: Principal,
    @Param('id', id) letterId: string,
    @Body(new Valid(handing)) body: z.output<typeof handing>,
  ): Promise<LetterView> {
    return this.change(caller, letterId, (actor) => this.desk.handed(letterId, body, actor));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register that the coordinator has confirmed',
    needs: 'orders.manage',
    body: confirmation,
    returns: 'LetterView',
  })
  confirm(
    @Caller() caller: Principal,
    @Param('id', id) letterId: string,
    @Body(new Valid(confirmation)) body: z.output<typeof confirmation>,
  ): Promise<LetterView> {
    return this.change(caller, letterId, (actor) => this.desk.confirm(letterId, body, actor));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register that the coordinator has declined',
    needs: 'orders.manage',
    body: reasoned,
    returns: 'LetterView',
  })
  decline(
    @Caller() caller: Principal,
    @Param('id', id) letterId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<LetterView> {
    return this.change(caller, letterId, (actor) => this.desk.decline(letterId, body.reason, actor));
  }

  @Post(':id/send')
  @HttpCode(200)
  @Endpoint({ summary: 'Send the letter once more', needs: 'orders.manage', returns: 'LetterView' })
  send(@Caller() caller: Principal, @Param('id', id) letterId: string): Promise<LetterView> {
    return this.change(caller, letterId, (actor) => this.desk.send(letterId, actor));
  }

  private async change(
    caller: Principal,
    letterId: string,
    action: (actor: string) => Promise<void>,
  ): Promise<LetterView> {
    await this.reader.mustSee(caller, letterId);
    await action(actorOf(caller));
    return this.reader.one(caller, letterId);
  }
}
