import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { actsFor, type Principal } from '#access';
import { maskPersonal } from '#collect';
import { officialDocx } from '#paper';
import {
  AssignmentRow,
  SupervisionActions,
  SupervisionAnswers,
  SUPERVISION_ANSWER_LENGTH,
  SUPERVISION_URGENCIES,
  type SupervisionDraft,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Page, SupervisionView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, notFound } from '../http/problem.js';
import { moment, paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { supervisionPaper } from './supervision-paper.js';
import { SupervisionReader } from './supervision-reader.js';

const query = z.object({
  state: z.enum(['open', 'drafted', 'issued', 'answered', 'closed', 'withdrawn', 'all']).default('open'),
  late: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  incident: uuid.optional(),
  unit: z.string().max(60).optional(),
  q: z.string().max(100).optional(),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
  ...paging,
});
const form = z.object({
  title: z.string().trim().min(2, '请写明标题').max(100),
  cause: z.string().trim().min(2, '请写明督办事由').max(1000),
  urgency: z.enum(SUPERVISION_URGENCIES),
  parts: z
    .array(
      z.object({
        assignmentId: uuid,
        requirement: z.string().trim().min(2, '请写明每个单位的办理要求').max(500),
        dueAt: moment,
      }),
    )
    .min(1, '请选择要督办的任务')
    .max(20, '一份督办单最多列 20 项任务'),
});
const amendment = form.extend({ version });
const seen = z.object({ version });
const reasoned = z.object({ version, reason: z.string().trim().min(1, '请写明理由').max(500) });
const noted = z.object({ version, note: z.string().trim().max(500).default('') });
const answer = z.object({
  text: z
    .string()
    .trim()
    .min(2, '请写明办理情况')
    .max(SUPERVISION_ANSWER_LENGTH, `办理情况最多 ${SUPERVISION_ANSWER_LENGTH} 字`),
});
const sentBack = z.object({
  version,
  note: z.string().trim().min(1, '请写明退回的理由').max(500),
  dueAt: moment,
});
const id = new Valid(uuid);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

@Controller('api/v1/supervisions')
export class SupervisionsController {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly reader: SupervisionReader,
    private readonly actions: SupervisionActions,
    private readonly answers: SupervisionAnswers,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Supervision orders, running ones first by due time',
    needs: 'incidents.read',
    query,
    returns: 'Page<SupervisionView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<Page<SupervisionView>> {
    const { cursor, limit, ...filter } = asked;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Post()
  @Endpoint({
    summary: 'Draft a supervision order on one or several duties',
    needs: 'duties.urge',
    body: form,
    returns: 'SupervisionView',
  })
  async draft(
    @Caller() caller: Principal,
    @Body(new Valid(form)) body: z.output<typeof form>,
  ): Promise<SupervisionView> {
    await this.mustSeeDuties(caller, body);
    const row = await this.actions.draft(caller.jurisdictionId, masked(body), caller.login);
    return this.reader.one(caller, row.id);
  }

  @Get(':id')
  @Endpoint({ summary: 'One supervision order', needs: 'incidents.read', returns: 'SupervisionView' })
  one(@Caller() caller: Principal, @Param('id', id) sheetId: string): Promise<SupervisionView> {
    return this.reader.one(caller, sheetId);
  }

  @Get(':id/order.docx')
  @Endpoint({ summary: 'The order as a Word document', needs: 'incidents.read' })
  async document(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { manager } = this.database;
    const loaded = await this.reader.mustSee(caller, sheetId);
    const directory = await readDirectory(manager, caller.jurisdictionId);
    const docx = await officialDocx(await supervisionPaper(manager, loaded, directory));
    response
      .attachment(`督办单 ${loaded.row.number ?? '草稿'}.docx`)
      .type(DOCX)
      .send(docx);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change a draft',
    needs: 'duties.urge',
    body: amendment,
    returns: 'SupervisionView',
  })
  async amend(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Body(new Valid(amendment)) body: z.output<typeof amendment>,
  ): Promise<SupervisionView> {
    await this.mustSeeDuties(caller, body);
    return this.change(caller, sheetId, () =>
      this.actions.amend(sheetId, body.version, masked(body), caller.login),
    );
  }

  @Post(':id/issue')
  @HttpCode(200)
  @Endpoint({
    summary: 'Issue it: by a second person of the unit that supervises',
    needs: 'supervisions.issue',
    body: seen,
    returns: 'SupervisionView',
  })
  async issue(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Body(new Valid(seen)) body: z.output<typeof seen>,
  ): Promise<SupervisionView> {
    const { row } = await this.reader.mustSee(caller, sheetId);
    if (!actsFor(caller, row.issuer)) throw forbidden();
    return this.change(caller, sheetId, () => this.actions.issue(sheetId, body.version, caller.login));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take a draft or an order back',
    needs: 'duties.urge',
    body: reasoned,
    returns: 'SupervisionView',
  })
  withdraw(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<SupervisionView> {
    return this.change(caller, sheetId, () =>
      this.actions.withdraw(sheetId, body.version, body.reason, caller.login),
    );
  }

  @Post(':id/close')
  @HttpCode(200)
  @Endpoint({
    summary: 'Be content with every answer there is',
    needs: 'duties.urge',
    body: noted,
    returns: 'SupervisionView',
  })
  close(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Body(new Valid(noted)) body: z.output<typeof noted>,
  ): Promise<SupervisionView> {
    return this.change(caller, sheetId, () => this.answers.close(sheetId, null, body, actorOf(caller)));
  }

  @Post(':id/parts/:partId/answer')
  @HttpCode(200)
  @Endpoint({
    summary: 'What one’s own unit has done',
    needs: 'duties.sign',
    body: answer,
    returns: 'SupervisionView',
  })
  async answer(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Param('partId', id) partId: string,
    @Body(new Valid(answer)) body: z.output<typeof answer>,
  ): Promise<SupervisionView> {
    const { parts } = await this.reader.mustSee(caller, sheetId);
    const own = parts.find(({ part }) => part.id === partId);
    if (!own) throw notFound();
    if (!actsFor(caller, own.part.unit)) throw forbidden();
    await this.answers.answer(sheetId, partId, maskPersonal(body.text), actorOf(caller));
    return this.reader.one(caller, sheetId);
  }

  @Post(':id/parts/:partId/return')
  @HttpCode(200)
  @Endpoint({
    summary: 'Send an answer back, with a new time',
    needs: 'duties.urge',
    body: sentBack,
    returns: 'SupervisionView',
  })
  sendBack(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Param('partId', id) partId: string,
    @Body(new Valid(sentBack)) body: z.output<typeof sentBack>,
  ): Promise<SupervisionView> {
    const given = { ...body, note: maskPersonal(body.note) };
    return this.change(caller, sheetId, () => this.answers.sendBack(sheetId, partId, given, actorOf(caller)));
  }

  @Post(':id/parts/:partId/close')
  @HttpCode(200)
  @Endpoint({
    summary: 'Be content with one answer',
    needs: 'duties.urge',
    body: noted,
    returns: 'SupervisionView',
  })
  closePart(
    @Caller() caller: Principal,
    @Param('id', id) sheetId: string,
    @Param('partId', id) partId: string,
    @Body(new Valid(noted)) body: z.output<typeof noted>,
  ): Promise<SupervisionView> {
    return this.change(caller, sheetId, () => this.answers.close(sheetId, partId, body, actorOf(caller)));
  }

  /** What may not be seen may not be supervised either. */
  private async mustSeeDuties(caller: Principal, { parts }: z.output<typeof form>): Promise<void> {
    const { manager } = this.database;
    for (const { assignmentId } of parts) {
      const duty = await manager.findOneBy(AssignmentRow, { id: assignmentId });
      if (!duty) throw notFound();
      await this.incidents.mustSee(caller, duty.incidentId);
    }
  }

  private async change(
    caller: Principal,
    sheetId: string,
    action: () => Promise<void>,
  ): Promise<SupervisionView> {
    await this.reader.mustSee(caller, sheetId);
    await action();
    return this.reader.one(caller, sheetId);
  }
}

const masked = ({ title, cause, urgency, parts }: SupervisionDraft): SupervisionDraft => ({
  title: maskPersonal(title),
  cause: maskPersonal(cause),
  urgency,
  parts: parts.map((part) => ({ ...part, requirement: maskPersonal(part.requirement) })),
});
