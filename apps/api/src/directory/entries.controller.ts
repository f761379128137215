import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import type { DirectoryKind } from '#jurisdiction';
import type { DirectoryKindView, EntryDetail, EntryRow, Page, UnitPage } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { paging } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { DirectoryExport } from './directory-export.js';
import { EntryReader } from './entry-reader.js';
import { key, kind } from './schemas.js';
import { UnitPages } from './unit-pages.js';

const filterShape = {
  kind,
  q: z.string().max(100).optional(),
  state: z.enum(['in_force', 'future', 'ended', 'all']).default('in_force'),
};
const listQuery = z.object({ ...filterShape, ...paging });
const exportQuery = z.object(filterShape);
const [kindParam, keyParam] = [new Valid(kind), new Valid(key)];

/** The directory as entries: kinds, lists, one entry with its history, a unit with all that names it, files. */
@Controller('api/v1/directory')
export class EntriesController {
  constructor(
    private readonly reader: EntryReader,
    private readonly units: UnitPages,
    private readonly files: DirectoryExport,
  ) {}

  @Get('kinds')
  @Endpoint({
    summary: 'Kinds of entries and which changes of them need a second person',
    needs: 'directory.read',
    returns: 'List<DirectoryKindView>',
  })
  async kinds(@Caller() caller: Principal): Promise<{ items: DirectoryKindView[] }> {
    return { items: await this.reader.kinds(caller) };
  }

  @Get('entries')
  @Endpoint({
    summary: 'Entries of one kind',
    needs: 'directory.read',
    query: listQuery,
    returns: 'Page<EntryRow>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) { cursor, limit, ...filter }: z.output<typeof listQuery>,
  ): Promise<Page<EntryRow>> {
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('entries/export.csv')
  @Endpoint({ summary: 'Entries of one kind as a table', needs: 'directory.change', query: exportQuery })
  async csv(
    @Caller() caller: Principal,
    @Query(new Valid(exportQuery)) filter: z.output<typeof exportQuery>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, csv } = await this.files.csv(caller, filter);
    response.attachment(name).type('text/csv; charset=utf-8').send(csv);
  }

  @Get('export.zip')
  @Endpoint({ summary: 'The whole directory as the files of a profile', needs: 'directory.change' })
  async zip(@Caller() caller: Principal, @Res() response: Response): Promise<void> {
    const { name, zip } = await this.files.zip(caller);
    response.attachment(name).type('application/zip').send(Buffer.from(zip));
  }

  @Get('entries/:kind/:key')
  @Endpoint({
    summary: 'One entry: who points to it, its history, changes under way',
    needs: 'directory.read',
    returns: 'EntryDetail',
  })
  one(
    @Caller() caller: Principal,
    @Param('kind', kindParam) of: string,
    @Param('key', keyParam) name: string,
  ): Promise<EntryDetail> {
    // Checked by the pipe; OpenAPI reads the type of the parameter and knows no union.
    return this.reader.one(caller, of as DirectoryKind, name);
  }

  @Get('units/:name')
  @Endpoint({ summary: 'A unit with all that names it', needs: 'directory.read', returns: 'UnitPage' })
  unit(@Caller() caller: Principal, @Param('name', keyParam) name: string): Promise<UnitPage> {
    return this.units.one(caller, name);
  }
}
