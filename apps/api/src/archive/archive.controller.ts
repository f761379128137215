import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import { ArchiveFileRow, Archives } from '#report/service';
import type { ArchiveEntry, EndingView, IncidentDetail, Page } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { ArchiveReader } from './archive-reader.js';

const query = z.object({
  q: z.string().max(100).optional(),
  unit: z.string().max(60).optional(),
  place: z.string().max(60).optional(),
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  ...paging,
});
const only = z.object({ version });
const id = new Valid(uuid);

/** 归档: one file a matter, searchable. */
@Controller('api/v1')
export class ArchiveController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: ArchiveReader,
    private readonly archives: Archives,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('archive')
  @Endpoint({
    summary: 'Archived incidents',
    needs: 'incidents.read',
    query,
    returns: 'Page<ArchiveEntry>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<Page<ArchiveEntry>> {
    const { cursor, limit, ...filter } = asked;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('archive/:id/file.zip')
  @Endpoint({ summary: 'The file of an archived incident (zip)', needs: 'evaluations.write' })
  async download(@Caller() caller: Principal, @Param('id', id) fileId: string): Promise<StreamableFile> {
    const { manager } = this.database;
    const file = await manager
      .createQueryBuilder(ArchiveFileRow, 'file')
      .addSelect('file.content')
      .where({ id: fileId })
      .getOne();
    if (!file) throw notFound();
    await this.incidents.mustSee(caller, file.incidentId);
    await audit(manager, {
      at: this.clock.now(),
      actor: actorOf(caller),
      action: 'archive.downloaded',
      data: { incidentId: file.incidentId, sha256: file.sha256 },
    });
    const name = encodeURIComponent(`${file.number}归档.zip`);
    return new StreamableFile(file.content, {
      type: 'application/zip',
      disposition: `attachment; filename="archive.zip"; filename*=UTF-8''${name}`,
      length: file.size,
    });
  }

  @Get('incidents/:id/ending')
  @Endpoint({
    summary: 'What the end of an incident waits for',
    needs: 'incidents.read',
    returns: 'EndingView',
  })
  ending(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<EndingView> {
    return this.reader.ending(caller, incidentId);
  }

  @Post('incidents/:id/archive')
  @HttpCode(200)
  @Endpoint({
    summary: 'Archive: writes its one file; nothing changes it after',
    needs: 'evaluations.write',
    body: only,
    returns: 'IncidentDetail',
  })
  async archive(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(only)) body: { version: number },
  ): Promise<IncidentDetail> {
    await this.incidents.mustSee(caller, incidentId);
    await this.archives.archive(incidentId, body.version, actorOf(caller));
    return this.incidents.detail(caller, incidentId);
  }
}
