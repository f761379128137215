import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import type {
  DutyMonth,
  DutyShift,
  RevealedShift,
  ShiftImported,
  ShiftImportPreview,
} from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { day, monthQuery, reason, shift, shiftUpload } from './forms.js';
import { ShiftDesk } from './shift-desk.js';

const revealing = z.strictObject({ unit: z.string().min(1).max(60), day, reason });

/** Duty by day (值班表). A unit's people keep their own (`signed-in`, checked for the unit), the office all. */
@Controller('api/v1/roster/shifts')
export class ShiftsController {
  constructor(private readonly desk: ShiftDesk) {}

  @Get()
  @Endpoint({
    summary: 'Duty of a unit by day, one month',
    needs: 'signed-in',
    query: monthQuery,
    returns: 'DutyMonth',
  })
  month(
    @Caller() caller: Principal,
    @Query(new Valid(monthQuery)) query: z.output<typeof monthQuery>,
  ): Promise<DutyMonth> {
    return this.desk.month(caller, query);
  }

  @Get('tonight')
  @Endpoint({ summary: 'Who is on duty now', needs: 'signed-in', returns: 'List<DutyShift>' })
  async tonight(@Caller() caller: Principal): Promise<{ items: DutyShift[] }> {
    return { items: await this.desk.tonight(caller) };
  }

  @Put()
  @Endpoint({
    summary: 'Set or clear one day of a unit',
    needs: 'signed-in',
    body: 'DutyShiftForm',
    returns: 'DutyMonth',
  })
  async put(
    @Caller() caller: Principal,
    @Body(new Valid(shift)) body: z.output<typeof shift>,
  ): Promise<DutyMonth> {
    await this.desk.put(caller, body);
    return this.desk.month(caller, { unit: body.unit, month: body.day.slice(0, 7) });
  }

  @Post('reveal')
  @HttpCode(200)
  @Endpoint({
    summary: 'Numbers of one day in full, for a logged reason',
    needs: 'signed-in',
    body: revealing,
    returns: 'RevealedShift',
  })
  reveal(
    @Caller() caller: Principal,
    @Body(new Valid(revealing)) body: z.output<typeof revealing>,
  ): Promise<RevealedShift> {
    return this.desk.reveal(caller, body.unit, body.day, body.reason);
  }

  @Post('import/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What a table of duty would change; nothing is stored',
    needs: 'signed-in',
    body: 'ShiftUpload',
    returns: 'ShiftImportPreview',
  })
  preview(
    @Caller() caller: Principal,
    @Body(new Valid(shiftUpload)) body: z.output<typeof shiftUpload>,
  ): Promise<ShiftImportPreview> {
    return this.desk.preview(caller, body);
  }

  @Post('import/apply')
  @HttpCode(200)
  @Endpoint({
    summary: 'Import what the preview showed',
    needs: 'signed-in',
    body: 'ShiftUpload',
    returns: 'ShiftImported',
  })
  async apply(
    @Caller() caller: Principal,
    @Body(new Valid(shiftUpload)) body: z.output<typeof shiftUpload>,
  ): Promise<ShiftImported> {
    return { days: await this.desk.apply(caller, body) };
  }
}
