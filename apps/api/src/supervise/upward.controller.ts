import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { ORDER_CHANNELS, UpwardReports, UPWARD_LENGTH } from '#incidents/service';
import type { UpwardIssue, UpwardSeries } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { moment, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { UpwardReader } from './upward-reader.js';

const addressee = z.string().trim().min(2, '请写明报送对象').max(60);
const drafting = z.object({ addressee, final: z.boolean().default(false) });
const reopening = z.object({ addressee, reason: z.string().trim().min(1, '请写明恢复续报的理由').max(500) });
const editing = z.object({
  version,
  text: z.string().trim().min(2, '请写明报告内容').max(UPWARD_LENGTH, `报告最多 ${UPWARD_LENGTH} 字`),
});
const sending = z.object({
  version,
  at: moment,
  channel: z.enum(ORDER_CHANNELS, '请选择报送方式'),
  receipt: z.string().trim().max(200).nullable(),
  orderId: uuid.nullable().default(null),
});
const which = z.object({ version: z.coerce.number().int().positive() });
const id = new Valid(uuid);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** 首报, 续报, 终报. The contents leave the house by the office's own ways; here they are written, kept and marked. */
@Controller('api/v1')
export class UpwardController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: UpwardReader,
    private readonly reports: UpwardReports,
  ) {}

  @Get('incidents/:id/reports')
  @Endpoint({
    summary: 'Reports upward on an incident, by addressee',
    needs: 'upward.report',
    returns: 'List<UpwardSeries>',
  })
  async series(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<{ items: UpwardSeries[] }> {
    return { items: await this.reader.series(caller, incidentId) };
  }

  @Post('incidents/:id/reports')
  @Endpoint({
    summary: 'Draft the next report from what is stored',
    needs: 'upward.report',
    body: drafting,
    returns: 'UpwardIssue',
  })
  async draft(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(drafting)) body: z.output<typeof drafting>,
  ): Promise<UpwardIssue> {
    await this.incidents.mustSee(caller, incidentId);
    const issue = await this.reports.draft(incidentId, body, caller.login);
    return this.reader.one(caller, issue.id);
  }

  @Post('incidents/:id/reports/reopen')
  @HttpCode(200)
  @Endpoint({
    summary: 'Go on after a final report',
    needs: 'upward.report',
    body: reopening,
    returns: 'List<UpwardSeries>',
  })
  async reopen(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(reopening)) body: z.output<typeof reopening>,
  ): Promise<{ items: UpwardSeries[] }> {
    await this.incidents.mustSee(caller, incidentId);
    await this.reports.reopen(incidentId, body.addressee, maskPersonal(body.reason), caller.login);
    return this.series(caller, incidentId);
  }

  @Patch('reports/upward/:id')
  @Endpoint({
    summary: 'Put a draft in one’s own words',
    needs: 'upward.report',
    body: editing,
    returns: 'UpwardIssue',
  })
  async edit(
    @Caller() caller: Principal,
    @Param('id', id) issueId: string,
    @Body(new Valid(editing)) body: z.output<typeof editing>,
  ): Promise<UpwardIssue> {
    await this.reader.mustSee(caller, issueId);
    await this.reports.edit(issueId, body.version, maskPersonal(body.text), caller.login);
    return this.reader.one(caller, issueId);
  }

  @Delete('reports/upward/:id')
  @HttpCode(204)
  @Endpoint({ summary: 'Throw a draft away', needs: 'upward.report', query: which })
  async discard(
    @Caller() caller: Principal,
    @Param('id', id) issueId: string,
    @Query(new Valid(which)) query: z.output<typeof which>,
  ): Promise<void> {
    await this.reader.mustSee(caller, issueId);
    await this.reports.discard(issueId, query.version, caller.login);
  }

  @Post('reports/upward/:id/send')
  @HttpCode(200)
  @Endpoint({
    summary: 'Mark a report as sent by document, telephone or system',
    needs: 'upward.report',
    body: sending,
    returns: 'UpwardIssue',
  })
  async send(
    @Caller() caller: Principal,
    @Param('id', id) issueId: string,
    @Body(new Valid(sending)) body: z.output<typeof sending>,
  ): Promise<UpwardIssue> {
    await this.reader.mustSee(caller, issueId);
    const given = { ...body, receipt: body.receipt && maskPersonal(body.receipt) };
    await this.reports.send(issueId, given, caller.login);
    return this.reader.one(caller, issueId);
  }

  @Get('reports/upward/:id/report.docx')
  @Endpoint({ summary: 'A report as a Word document', needs: 'upward.report' })
  async document(@Caller() caller: Principal, @Param('id', id) issueId: string): Promise<StreamableFile> {
    const { name, content } = await this.reader.document(caller, issueId);
    return new StreamableFile(content, {
      type: DOCX,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }
}
