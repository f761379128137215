import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { LATE_KINDS } from '#incidents/service';
import type { LateDuty, LateReport, Page } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { paging } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { LateReader } from './late-reader.js';

const day = z.iso.date('日期应写作 2026-11-23').optional();
const span = { from: day, to: day, rehearsal: z.enum(['include', 'only', 'none']).default('none') };
const query = z.object(span);
const dutiesQuery = z.object({
  ...span,
  unit: z.string().max(60).optional(),
  kind: z.enum(LATE_KINDS).default('all'),
  ...paging,
});
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** How units keep their times. */
@Controller('api/v1/reports')
export class LateController {
  constructor(private readonly reader: LateReader) {}

  @Get('late')
  @Endpoint({
    summary: 'Figures of the late by unit; a unit’s people see their own',
    needs: 'incidents.read',
    query,
    returns: 'LateReport',
  })
  report(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<LateReport> {
    return this.reader.report(caller, asked);
  }

  @Get('late/duties')
  @Endpoint({
    summary: 'The duties behind a figure',
    needs: 'incidents.read',
    query: dutiesQuery,
    returns: 'Page<LateDuty>',
  })
  duties(
    @Caller() caller: Principal,
    @Query(new Valid(dutiesQuery)) asked: z.output<typeof dutiesQuery>,
  ): Promise<Page<LateDuty>> {
    const { cursor, limit, ...rest } = asked;
    return this.reader.duties(caller, rest, { cursor: cursor ?? null, limit });
  }

  @Get('late.xlsx')
  @Endpoint({ summary: 'The figures as a workbook', needs: 'incidents.read', query })
  async xlsx(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<StreamableFile> {
    const { name, content } = await this.reader.xlsx(caller, asked);
    return new StreamableFile(content, {
      type: XLSX,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }
}
