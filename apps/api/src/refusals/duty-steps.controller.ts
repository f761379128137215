import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { actsFor, type Principal } from '#access';
import { maskPersonal } from '#collect';
import { Clock, timelineOf } from '#clock';
import { AssignmentRow, ExtensionActions, RefusalActions, FirstReportActions } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { DutyCare, DutyView, ExtensionView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, notFound } from '../http/problem.js';
import { moment, several, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { loadIncidents } from '../incidents/load.js';
import { presentDuty } from '../incidents/present.js';
import { maskReport, refusing, reporting } from './forms.js';
import { RefusalReader } from './refusal-reader.js';

const asking = z.object({
  rule: z.string().max(10),
  until: moment,
  reason: z.string().trim().min(1, '请写明延期的理由').max(1000),
});
const careQuery = z.object({
  ids: several(uuid).refine((ids) => !ids || ids.length <= 200, '一次最多查询 200 项任务'),
});
const id = new Valid(uuid);

/** What a unit does with its duty beside signing: refuse, report, ask for time. */
@Controller('api/v1/duties')
export class DutyStepsController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: RefusalReader,
    private readonly refusals: RefusalActions,
    private readonly reports: FirstReportActions,
    private readonly extensions: ExtensionActions,
  ) {}

  @Get('care')
  @Endpoint({
    summary: 'What duties of one’s own unit wait for beside the signature',
    needs: 'incidents.read',
    query: careQuery,
    returns: 'List<DutyCare>',
  })
  async care(
    @Caller() caller: Principal,
    @Query(new Valid(careQuery)) asked: z.output<typeof careQuery>,
  ): Promise<{ items: DutyCare[] }> {
    return { items: await this.reader.care(caller, asked.ids ?? []) };
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @Endpoint({
    summary: 'Refuse a duty of one’s own unit; no clock moves',
    needs: 'duties.sign',
    body: refusing,
    returns: 'DutyView',
  })
  async refuse(
    @Caller() caller: Principal,
    @Param('id', id) dutyId: string,
    @Body(new Valid(refusing)) body: z.output<typeof refusing>,
  ): Promise<DutyView> {
    await this.own(caller, dutyId);
    await this.refusals.refuse(dutyId, { ...body, note: maskPersonal(body.note) }, actorOf(caller));
    return this.duty(caller, dutyId);
  }

  @Post(':id/report')
  @HttpCode(200)
  @Endpoint({
    summary: 'Send the first report of one’s own unit',
    needs: 'duties.sign',
    body: reporting,
    returns: 'DutyView',
  })
  async report(
    @Caller() caller: Principal,
    @Param('id', id) dutyId: string,
    @Body(new Valid(reporting)) body: z.output<typeof reporting>,
  ): Promise<DutyView> {
    await this.own(caller, dutyId);
    await this.reports.report(dutyId, maskReport(body, maskPersonal), actorOf(caller));
    return this.duty(caller, dutyId);
  }

  @Post(':id/extensions')
  @Endpoint({
    summary: 'Ask for more time for an internal deadline',
    needs: 'duties.sign',
    body: asking,
    returns: 'ExtensionView',
  })
  async ask(
    @Caller() caller: Principal,
    @Param('id', id) dutyId: string,
    @Body(new Valid(asking)) body: z.output<typeof asking>,
  ): Promise<ExtensionView> {
    await this.own(caller, dutyId);
    const row = await this.extensions.ask(
      dutyId,
      { ...body, reason: maskPersonal(body.reason) },
      actorOf(caller),
    );
    return (await this.reader.extension(caller, row.id)).view;
  }

  /** @throws ProblemError 404 for what may not be seen, 403 for another unit's */
  private async own(caller: Principal, dutyId: string): Promise<AssignmentRow> {
    const duty = await this.database.manager.findOneBy(AssignmentRow, { id: dutyId });
    if (!duty) throw notFound();
    await this.reader.mustSee(caller, duty.incidentId);
    if (!actsFor(caller, duty.unit)) throw forbidden();
    return duty;
  }

  private async duty(caller: Principal, dutyId: string): Promise<DutyView> {
    const { manager } = this.database;
    const duty = await manager.findOneByOrFail(AssignmentRow, { id: dutyId });
    const [loaded] = await loadIncidents(manager, [{ id: duty.incidentId, late: false }]);
    if (!loaded) throw notFound();
    const directory = await readDirectory(manager, caller.jurisdictionId);
    return presentDuty(loaded, duty, directory, this.clock.now(timelineOf(duty)));
  }
}
