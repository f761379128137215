import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Principal } from '#access';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { incidentExportQuery } from '../incidents/filter.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { watchedFilter } from '../supervise/watched.js';
import { LedgerXlsx } from './ledger-xlsx.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 台账, by the filter of the list of incidents. */
@Controller('api/v1/ledger.xlsx')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerXlsx,
    private readonly incidents: IncidentReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The filtered list as the ledger in the city’s own columns; with `ids` only these of it',
    needs: 'incidents.all',
    query: incidentExportQuery,
  })
  async file(
    @Caller() caller: Principal,
    @Query(new Valid(incidentExportQuery)) filter: z.output<typeof incidentExportQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const asked = watchedFilter(caller, filter, this.incidents.today());
    const { name, content, cut } = await this.ledger.file(caller, asked);
    if (cut) response.set('x-huiyin-cut', 'true');
    return new StreamableFile(content, {
      type: XLSX,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }
}
