import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import type { HandoverView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { acceptance, handover, unitQuery } from './forms.js';
import { HandoverDesk } from './handover-desk.js';
import { handoverDocx } from './handover-docx.js';

/** 交接班 of a unit's duty. */
@Controller('api/v1/roster/handovers')
export class HandoversController {
  constructor(private readonly desk: HandoverDesk) {}

  @Get()
  @Endpoint({
    summary: 'Hand-over sheets of a unit, newest first',
    needs: 'incidents.read',
    query: unitQuery,
    returns: 'List<HandoverView>',
  })
  async list(
    @Caller() caller: Principal,
    @Query(new Valid(unitQuery)) { unit }: z.output<typeof unitQuery>,
  ): Promise<{ items: HandoverView[] }> {
    return { items: await this.desk.list(caller, unit ?? caller.unit ?? '') };
  }

  @Get('draft')
  @Endpoint({
    summary: 'The sheet of the shift that goes, filled from what is open',
    needs: 'incidents.read',
    query: unitQuery,
    returns: 'HandoverView',
  })
  draft(
    @Caller() caller: Principal,
    @Query(new Valid(unitQuery)) { unit }: z.output<typeof unitQuery>,
  ): Promise<HandoverView> {
    return this.desk.draft(caller, unit ?? caller.unit ?? '');
  }

  @Get(':id/export.docx')
  @Endpoint({ summary: 'A sheet as a Word document; logged', needs: 'incidents.read' })
  async export(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
  ): Promise<StreamableFile> {
    const sheet = await this.desk.exported(caller, id);
    const name = encodeURIComponent(`交接班记录-${sheet.unit}-${sheet.day}.docx`);
    return new StreamableFile(await handoverDocx(sheet), {
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      disposition: `attachment; filename="handover.docx"; filename*=UTF-8''${name}`,
    });
  }

  @Post()
  @Endpoint({
    summary: 'Write the sheet of a shift',
    needs: 'duties.sign',
    body: handover,
    returns: 'HandoverView',
  })
  write(
    @Caller() caller: Principal,
    @Body(new Valid(handover)) body: z.output<typeof handover>,
  ): Promise<HandoverView> {
    return this.desk.write(caller, body);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Endpoint({
    summary: 'Accept the hand-over',
    needs: 'duties.sign',
    body: acceptance,
    returns: 'HandoverView',
  })
  accept(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) id: string,
    @Body(new Valid(acceptance)) { note }: z.output<typeof acceptance>,
  ): Promise<HandoverView> {
    return this.desk.accept(caller, id, note);
  }
}
