import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Principal } from '#access';
import { AgreementActions, ApprovalActions } from '#respond/service';
import type { ApprovalView, SecondPerson } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { ApprovalDesk, seenText } from './approval-desk.js';
import { ApprovalReader } from './approval-reader.js';
import { coordinatesAs, speaksFor } from './coordinates.js';
import {
  openEmergency,
  ruleWording,
  sayAgreement,
  seatQuery,
  signByTelephone,
  signOnPaper,
  signResponse,
} from './forms.js';

const id = new Valid(uuid);

/** 会签 and 审签 of one text. */
@Controller('api/v1/responses/:id')
export class ResponseApprovalController {
  constructor(
    private readonly reader: ApprovalReader,
    private readonly desk: ApprovalDesk,
    private readonly agreements: AgreementActions,
    private readonly approvals: ApprovalActions,
  ) {}

  @Get('approval')
  @Endpoint({
    summary: 'Who agreed on a text and who signed it',
    needs: 'incidents.read',
    returns: 'ApprovalView',
  })
  one(@Caller() caller: Principal, @Param('id', id) responseId: string): Promise<ApprovalView> {
    return this.reader.one(caller, responseId);
  }

  @Post('agreement')
  @HttpCode(200)
  @Endpoint({
    summary: 'A department agrees on the wording, or sends it back',
    needs: 'incidents.read',
    body: sayAgreement,
    returns: 'ApprovalView',
  })
  async agree(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(sayAgreement)) body: z.output<typeof sayAgreement>,
  ): Promise<ApprovalView> {
    await this.reader.ground(caller, responseId);
    if (!speaksFor(caller, body.unit)) throw forbidden();
    await this.agreements.say(responseId, seenText(body), body, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Post('wording')
  @HttpCode(200)
  @Endpoint({
    summary: 'The coordinator decides the wording for those who have not agreed',
    needs: 'responses.approve',
    body: ruleWording,
    returns: 'ApprovalView',
  })
  async rule(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(ruleWording)) body: z.output<typeof ruleWording>,
  ): Promise<ApprovalView> {
    const { incident, directory } = await this.reader.ground(caller, responseId);
    const unit = coordinatesAs(caller, incident, directory);
    if (unit === null) throw forbidden();
    await this.agreements.rule(responseId, seenText(body), { unit, reason: body.reason }, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Post('approval')
  @HttpCode(200)
  @Endpoint({
    summary: 'Sign a text, or send it back with what must change',
    needs: 'responses.approve',
    body: signResponse,
    returns: 'ApprovalView',
  })
  async sign(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(signResponse)) { agree, note, ...seen }: z.output<typeof signResponse>,
  ): Promise<ApprovalView> {
    await this.reader.ground(caller, responseId);
    if (agree) await this.approvals.sign(responseId, seenText(seen), note, caller);
    else await this.approvals.giveBack(responseId, seenText(seen), note, caller);
    return this.reader.one(caller, responseId);
  }

  @Get('approval/people')
  @Endpoint({
    summary: 'Who may be asked by telephone for a signature',
    needs: 'responses.draft',
    query: seatQuery,
    returns: 'List<SecondPerson>',
  })
  async people(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Query(new Valid(seatQuery)) { seat }: z.output<typeof seatQuery>,
  ): Promise<{ items: SecondPerson[] }> {
    return { items: await this.desk.people(caller, responseId, seat) };
  }

  @Post('approval/phone')
  @HttpCode(200)
  @Endpoint({
    summary: 'A signature asked for by telephone; signed by that person later',
    needs: 'responses.draft',
    body: signByTelephone,
    returns: 'ApprovalView',
  })
  async phone(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(signByTelephone)) body: z.output<typeof signByTelephone>,
  ): Promise<ApprovalView> {
    await this.desk.byPhone(caller, responseId, body);
    return this.reader.one(caller, responseId);
  }

  @Post('approval/paper')
  @HttpCode(200)
  @Endpoint({
    summary: 'A signature on paper, photographed or scanned; the original is kept',
    needs: 'responses.draft',
    body: signOnPaper,
    returns: 'ApprovalView',
  })
  async paper(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(signOnPaper)) body: z.output<typeof signOnPaper>,
  ): Promise<ApprovalView> {
    await this.desk.onPaper(caller, responseId, body);
    return this.reader.one(caller, responseId);
  }

  @Get('approval/files/:fileId')
  @Endpoint({ summary: 'The signed paper', needs: 'incidents.read' })
  async file(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('fileId', id) fileId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, type, content } = await this.reader.paper(caller, responseId, fileId);
    response.attachment(name).type(type).send(content);
  }

  @Post('approval/emergency')
  @HttpCode(200)
  @Endpoint({
    summary: 'Publish first and sign later, where it cannot wait',
    needs: 'responses.approve',
    body: openEmergency,
    returns: 'ApprovalView',
  })
  async emergency(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(openEmergency)) body: z.output<typeof openEmergency>,
  ): Promise<ApprovalView> {
    await this.reader.ground(caller, responseId);
    await this.approvals.emergency(responseId, seenText(body), body.reason, caller);
    return this.reader.one(caller, responseId);
  }
}
