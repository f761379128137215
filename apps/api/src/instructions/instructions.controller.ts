import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { actsFor, type Principal } from '#access';
import { Clock } from '#clock';
import { maskPersonal } from '#collect';
import { InstructionActions, InstructionFileRow, INSTRUCTION_LENGTH } from '#incidents/service';

import { seal, type Keys } from '#secrets';
import type { InstructionFile, InstructionTask, InstructionView } from '../contract/index.js';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput, forbidden } from '../http/problem.js';
import { readScan } from '../http/scan.js';
import { moment, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';

import { InstructionReader, presentFile } from './instruction-reader.js';

const task = z.object({
  unit: z.string().trim().min(1, '请选择承办单位').max(60),
  requirement: z.string().trim().min(2, '请写明要求').max(500, '要求最多 500 字'),
  dueAt: moment,
});
const entering = z.object({
  leader: z.string().trim().min(2, '请写明批示领导的姓名和职务').max(60),
  words: z
    .string()
    .trim()
    .min(1, '请照录批示原文')
    .max(INSTRUCTION_LENGTH, `批示原文最多 ${INSTRUCTION_LENGTH} 字`),
  paper: z.string().trim().min(2, '请写明批示在哪份文件上').max(120),
  givenAt: moment,
  tasks: z.array(task).min(1, '请至少写明一个承办单位和要求').max(30),
});
const reporting = z.object({
  report: z.string().trim().min(2, '请写明办理情况').max(2000, '办理情况最多 2000 字'),
});
const progressing = z.object({
  text: z.string().trim().min(2, '请写明办理进展').max(2000, '办理进展最多 2000 字'),
});
const passing = z.object({ version, how: z.string().trim().min(1, '请写明怎样回告').max(500) });
const withdrawing = z.object({ version, reason: z.string().trim().min(1, '请写明撤回的理由').max(500) });
const file = z.object({ name: z.string().max(200), base64: z.base64('附件内容有误，请重新选择文件') });
const which = z.object({ open: z.enum(['true', 'false']).default('true') });
const id = new Valid(uuid);
const FILES_AT_MOST = 10;

/** 领导批示, entered by the secretary; tasks of units and their reports back (回告). */
@Controller('api/v1')
export class InstructionsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: InstructionReader,
    private readonly actions: InstructionActions,
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  @Get('instructions')
  @Endpoint({
    summary: 'Instructions that concern the caller, open ones first',
    needs: 'incidents.read',
    query: which,
    returns: 'List<InstructionView>',
  })
  async list(
    @Caller() caller: Principal,
    @Query(new Valid(which)) query: z.output<typeof which>,
  ): Promise<{ items: InstructionView[] }> {
    return { items: await this.reader.list(caller, { open: query.open === 'true' }) };
  }

  @Get('incidents/:id/instructions')
  @Endpoint({
    summary: 'Instructions on an incident',
    needs: 'incidents.read',
    returns: 'List<InstructionView>',
  })
  async ofIncident(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
  ): Promise<{ items: InstructionView[] }> {
    await this.incidents.mustSee(caller, incidentId);
    return { items: await this.reader.list(caller, { incidentId }) };
  }

  @Post('incidents/:id/instructions')
  @Endpoint({
    summary: 'Enter what a leader wrote, and what it asks of whom',
    needs: 'instructions.record',
    body: entering,
    returns: 'InstructionView',
  })
  async enter(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(entering)) body: z.output<typeof entering>,
  ): Promise<InstructionView> {
    await this.incidents.mustSee(caller, incidentId);
    const row = await this.actions.enter(
      incidentId,
      {
        leaderSealed: seal(this.keys.contacts, body.leader),
        words: maskPersonal(body.words),
        paper: maskPersonal(body.paper),
        givenAt: body.givenAt,
        tasks: body.tasks.map((one) => ({ ...one, requirement: maskPersonal(one.requirement) })),
      },
      caller.login,
    );
    return this.reader.one(caller, row.id);
  }

  @Post('instruction-tasks/:id/report')
  @HttpCode(200)
  @Endpoint({
    summary: 'A unit reports back on its task',
    needs: 'duties.sign',
    body: reporting,
    returns: 'InstructionTask',
  })
  async report(
    @Caller() caller: Principal,
    @Param('id', id) taskId: string,
    @Body(new Valid(reporting)) body: z.output<typeof reporting>,
  ): Promise<InstructionTask> {
    const own = await this.reader.task(caller, taskId);
    if (!actsFor(caller, own.unit)) throw forbidden();
    await this.actions.report(taskId, maskPersonal(body.report), actorOf(caller));
    return this.reader.task(caller, taskId);
  }

  @Post('instruction-tasks/:id/progress')
  @HttpCode(200)
  @Endpoint({
    summary: 'A unit says how far it is with its task',
    needs: 'duties.sign',
    body: progressing,
    returns: 'InstructionTask',
  })
  async progress(
    @Caller() caller: Principal,
    @Param('id', id) taskId: string,
    @Body(new Valid(progressing)) body: z.output<typeof progressing>,
  ): Promise<InstructionTask> {
    const own = await this.reader.task(caller, taskId);
    if (!actsFor(caller, own.unit)) throw forbidden();
    await this.actions.progress(taskId, maskPersonal(body.text), actorOf(caller));
    return this.reader.task(caller, taskId);
  }

  @Post('instructions/:id/pass-on')
  @HttpCode(200)
  @Endpoint({
    summary: 'The leader has been told (回告)',
    needs: 'instructions.record',
    body: passing,
    returns: 'InstructionView',
  })
  async passOn(
    @Caller() caller: Principal,
    @Param('id', id) instructionId: string,
    @Body(new Valid(passing)) body: z.output<typeof passing>,
  ): Promise<InstructionView> {
    await this.reader.one(caller, instructionId);
    await this.actions.passOn(instructionId, { ...body, how: maskPersonal(body.how) }, caller.login);
    return this.reader.one(caller, instructionId);
  }

  @Post('instructions/:id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Entered by mistake',
    needs: 'instructions.record',
    body: withdrawing,
    returns: 'InstructionView',
  })
  async withdraw(
    @Caller() caller: Principal,
    @Param('id', id) instructionId: string,
    @Body(new Valid(withdrawing)) body: z.output<typeof withdrawing>,
  ): Promise<InstructionView> {
    await this.reader.one(caller, instructionId);
    await this.actions.withdraw(instructionId, { ...body, reason: maskPersonal(body.reason) }, caller.login);
    return this.reader.one(caller, instructionId);
  }

  @Post('instructions/:id/files')
  @Endpoint({
    summary: 'Add the photo or scan of the paper',
    needs: 'instructions.record',
    body: file,
    returns: 'InstructionFile',
  })
  async addFile(
    @Caller() caller: Principal,
    @Param('id', id) instructionId: string,
    @Body(new Valid(file)) body: z.output<typeof file>,
  ): Promise<InstructionFile> {
    await this.reader.one(caller, instructionId);
    const { manager } = this.database;
    if ((await manager.countBy(InstructionFileRow, { instructionId })) >= FILES_AT_MOST)
      throw badInput(`一件批示最多附 ${FILES_AT_MOST} 个文件。`);
    const row = manager.create(InstructionFileRow, {
      instructionId,
      ...readScan(body),
      addedBy: actorOf(caller),
      addedAt: this.clock.now(),
    });
    return presentFile(await manager.save(row));
  }

  @Get('instructions/:id/files/:fileId')
  @Endpoint({ summary: 'A page of the paper', needs: 'incidents.all' })
  async file(
    @Caller() caller: Principal,
    @Param('id', id) instructionId: string,
    @Param('fileId', id) fileId: string,
  ): Promise<StreamableFile> {
    const found = await this.reader.file(caller, instructionId, fileId);
    return new StreamableFile(found.content, {
      type: found.type,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
    });
  }
}
