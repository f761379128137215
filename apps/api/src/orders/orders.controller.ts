import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import { ORDER_CHANNELS } from '#incidents/service';
import type { CalledPerson, OrderFile, OrderView, Page, RegisteredOrder } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { moment, paging, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { OrderFiles } from './order-files.js';
import { OrderDesk } from './order-desk.js';
import { OrderReader } from './order-reader.js';

const filterShape = {
  state: z.enum(['open', 'reported', 'withdrawn', 'all']).default('open'),
  late: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  incident: uuid.optional(),
  unit: z.string().max(60).optional(),
  q: z.string().max(100).optional(),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
};
const listQuery = z.object({ ...filterShape, ...paging });
const exportQuery = z.object(filterShape);

const way = z.enum(ORDER_CHANNELS, '请选择交办方式');
const short = z.string().trim().max(100);
const units = z.array(z.string().max(60)).max(30);
const registration = z.object({
  incidentId: uuid.nullable(),
  title: z.string().trim().max(200),
  body: short.min(2, '请写明交办机关'),
  documentNumber: short.nullable(),
  caller: z.string().trim().max(40).nullable(),
  callerPhone: z
    .string()
    .trim()
    .regex(/^[\d\-（）() 转]{0,30}$/, '电话号码不正确')
    .nullable(),
  channel: way,
  receivedAt: moment,
  asked: z.string().trim().min(4, '请写明交办要求').max(20_000),
  dueAt: moment.nullable(),
  reportTo: short.nullable(),
  units,
});
const amendment = z.object({
  body: short.min(2, '请写明交办机关').optional(),
  documentNumber: short.nullable().optional(),
  channel: way.optional(),
  dueAt: moment.nullable().optional(),
  reportTo: short.nullable().optional(),
  units: units.optional(),
  reason: z.string().trim().max(500),
});
const report = z.object({
  at: moment,
  to: short.min(2, '请写明向谁回告'),
  by: way,
  text: z.string().trim().min(2, '请写明回告内容').max(10_000),
});
const reasoned = z.object({ reason: z.string().trim().min(1, '请写明理由').max(500) });
const file = z.object({ name: z.string().trim().max(200), base64: z.base64('附件内容不完整') });
const id = new Valid(uuid);

@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    private readonly reader: OrderReader,
    private readonly desk: OrderDesk,
    private readonly incidents: IncidentReader,
    private readonly files: OrderFiles,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Superior’s orders, open ones first by due time',
    needs: 'incidents.read',
    query: listQuery,
    returns: 'Page<OrderView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) query: z.output<typeof listQuery>,
  ): Promise<Page<OrderView>> {
    const { cursor, limit, ...filter } = query;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('export.csv')
  @Endpoint({ summary: 'The filtered orders as CSV', needs: 'orders.manage', query: exportQuery })
  async export(
    @Caller() caller: Principal,
    @Query(new Valid(exportQuery)) filter: z.output<typeof exportQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { name, csv } = await this.reader.csv(caller, filter);
    response.attachment(name).type('text/csv; charset=utf-8');
    return csv;
  }

  @Post()
  @Endpoint({
    summary: 'Register a superior’s order; opens an incident when none is named',
    needs: 'orders.manage',
    body: registration,
    returns: 'RegisteredOrder',
  })
  async register(
    @Caller() caller: Principal,
    @Body(new Valid(registration)) body: z.output<typeof registration>,
  ): Promise<RegisteredOrder> {
    if (body.incidentId) await this.incidents.mustSee(caller, body.incidentId);
    return this.desk.register(caller, body);
  }

  @Get(':id')
  @Endpoint({ summary: 'One order', needs: 'incidents.read', returns: 'OrderView' })
  one(@Caller() caller: Principal, @Param('id', id) orderId: string): Promise<OrderView> {
    return this.reader.one(caller, orderId);
  }

  @Get(':id/caller')
  @Endpoint({ summary: 'Who called, in clear; logged', needs: 'orders.manage', returns: 'CalledPerson' })
  caller(@Caller() caller: Principal, @Param('id', id) orderId: string): Promise<CalledPerson> {
    return this.reader.caller(caller, orderId);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Complete or correct an order',
    needs: 'orders.manage',
    body: amendment,
    returns: 'OrderView',
  })
  amend(
    @Caller() caller: Principal,
    @Param('id', id) orderId: string,
    @Body(new Valid(amendment)) body: z.output<typeof amendment>,
  ): Promise<OrderView> {
    // What is not named stays as it stands.
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return this.change(caller, orderId, () =>
      this.desk.amend(caller, orderId, { ...given, reason: body.reason }),
    );
  }

  @Post(':id/report')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register the report to the superior',
    needs: 'orders.manage',
    body: report,
    returns: 'OrderView',
  })
  report(
    @Caller() caller: Principal,
    @Param('id', id) orderId: string,
    @Body(new Valid(report)) body: z.output<typeof report>,
  ): Promise<OrderView> {
    return this.change(caller, orderId, () => this.desk.report(caller, orderId, body));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Registered by mistake, or taken back by the superior',
    needs: 'orders.manage',
    body: reasoned,
    returns: 'OrderView',
  })
  withdraw(
    @Caller() caller: Principal,
    @Param('id', id) orderId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<OrderView> {
    return this.change(caller, orderId, () => this.desk.withdraw(caller, orderId, body.reason));
  }

  @Post(':id/files')
  @Endpoint({
    summary: 'Attach a scan or photo (PDF, PNG, JPEG)',
    needs: 'orders.manage',
    body: file,
    returns: 'OrderFile',
  })
  attach(
    @Caller() caller: Principal,
    @Param('id', id) orderId: string,
    @Body(new Valid(file)) body: z.output<typeof file>,
  ): Promise<OrderFile> {
    return this.files.add(caller, orderId, body);
  }

  @Get(':id/files/:fileId')
  @Endpoint({ summary: 'An attached file', needs: 'incidents.read' })
  async download(
    @Caller() caller: Principal,
    @Param('id', id) orderId: string,
    @Param('fileId', id) fileId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, type, content } = await this.reader.file(caller, orderId, fileId);
    response.attachment(name).type(type).send(content);
  }

  /** What may not be seen may not be changed either. */
  private async change(caller: Principal, orderId: string, action: () => Promise<void>): Promise<OrderView> {
    await this.reader.mustSee(caller, orderId);
    await action();
    return this.reader.one(caller, orderId);
  }
}
