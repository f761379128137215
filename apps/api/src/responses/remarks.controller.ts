import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { actsFor, type Principal } from '#access';
import { ResponseAttachments, ResponseRemarks } from '#respond/service';
import type { ResponseDetail } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { file, finding, remark, settling } from './forms.js';
import { mayRemark, mayWrite } from './present.js';
import { ResponseReader } from './response-reader.js';

const id = new Valid(uuid);

/** Remarks on a text, and its files. */
@Controller('api/v1/responses/:id')
export class ResponseRemarksController {
  constructor(
    private readonly reader: ResponseReader,
    private readonly remarks: ResponseRemarks,
    private readonly attachments: ResponseAttachments,
  ) {}

  @Post('remarks')
  @Endpoint({
    summary: 'Say what should be otherwise, about a passage or the whole',
    needs: 'incidents.read',
    body: remark,
    returns: 'ResponseDetail',
  })
  async say(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(remark)) body: z.output<typeof remark>,
  ): Promise<ResponseDetail> {
    const response = await this.reader.mustSee(caller, responseId);
    if (!mayRemark(caller)) throw forbidden();
    const tell = !actsFor(caller, response.unit);
    await this.remarks.add(responseId, { ...body, tell }, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Post('remarks/:remarkId/settle')
  @HttpCode(200)
  @Endpoint({
    summary: 'A remark is dealt with, or open again',
    needs: 'incidents.read',
    body: settling,
    returns: 'ResponseDetail',
  })
  async settle(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('remarkId', id) remarkId: string,
    @Body(new Valid(settling)) { resolved }: z.output<typeof settling>,
  ): Promise<ResponseDetail> {
    await this.reader.mustSee(caller, responseId);
    if (!mayRemark(caller)) throw forbidden();
    await this.remarks.settle(responseId, remarkId, resolved, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Post('files')
  @Endpoint({
    summary: 'Attach a file (PDF, Word, Excel, text, CSV, JPEG, PNG)',
    needs: 'responses.draft',
    body: file,
    returns: 'ResponseDetail',
  })
  async attach(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(file)) { name, base64 }: z.output<typeof file>,
  ): Promise<ResponseDetail> {
    await this.mustWrite(caller, responseId);
    const content = Buffer.from(base64, 'base64');
    await this.attachments.add(responseId, { name, content }, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Post('files/:fileId/check')
  @HttpCode(200)
  @Endpoint({
    summary: 'A file that no program reads has been looked through by a person',
    needs: 'responses.draft',
    returns: 'ResponseDetail',
  })
  async check(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('fileId', id) fileId: string,
  ): Promise<ResponseDetail> {
    await this.mustWrite(caller, responseId);
    await this.attachments.check(responseId, fileId, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Post('files/:fileId/findings')
  @HttpCode(200)
  @Endpoint({
    summary: 'Say, with a reason, that a number found in a file is nothing of a person, or take that back',
    needs: 'responses.draft',
    body: finding,
    returns: 'ResponseDetail',
  })
  async settleFinding(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('fileId', id) fileId: string,
    @Body(new Valid(finding)) said: z.output<typeof finding>,
  ): Promise<ResponseDetail> {
    await this.mustWrite(caller, responseId);
    await this.attachments.say(responseId, fileId, said, actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  @Get('files/:fileId')
  @Endpoint({ summary: 'An attached file', needs: 'incidents.read' })
  async download(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('fileId', id) fileId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, type, content } = await this.reader.file(caller, responseId, fileId);
    response.attachment(name).type(type).send(content);
  }

  @Delete('files/:fileId')
  @Endpoint({ summary: 'Take a file off', needs: 'responses.draft', returns: 'ResponseDetail' })
  async detach(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('fileId', id) fileId: string,
  ): Promise<ResponseDetail> {
    await this.mustWrite(caller, responseId);
    await this.attachments.remove(responseId, fileId);
    return this.reader.one(caller, responseId);
  }

  private async mustWrite(caller: Principal, responseId: string): Promise<void> {
    if (!mayWrite(caller, await this.reader.mustSee(caller, responseId))) throw forbidden();
  }
}
