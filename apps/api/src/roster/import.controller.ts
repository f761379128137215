import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { RosterImported, RosterImportPreview } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { upload } from './forms.js';
import { ImportDesk } from './import-desk.js';

@Controller('api/v1/roster/import')
export class RosterImportController {
  constructor(private readonly desk: ImportDesk) {}

  @Post('preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What filled forms of annex 2 would change; nothing is stored',
    needs: 'roster.manage',
    body: 'RosterUpload',
    returns: 'RosterImportPreview',
  })
  preview(
    @Caller() caller: Principal,
    @Body(new Valid(upload)) body: z.output<typeof upload>,
  ): Promise<RosterImportPreview> {
    return this.desk.preview(caller, body);
  }

  @Post('apply')
  @HttpCode(200)
  @Endpoint({
    summary: 'Import what the preview showed',
    needs: 'roster.manage',
    body: 'RosterUpload',
    returns: 'RosterImported',
  })
  apply(
    @Caller() caller: Principal,
    @Body(new Valid(upload)) body: z.output<typeof upload>,
  ): Promise<RosterImported> {
    return this.desk.apply(caller, body);
  }
}
