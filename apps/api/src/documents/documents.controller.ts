import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { maskForUnits } from '#incidents';
import { DOCUMENT_KINDS, Documents, type DocumentContent } from '#report/service';
import type { DocumentList, DocumentView, SpokenTexts } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { DocumentReader } from './document-reader.js';

const line = z.string().trim().max(4_000, '一段最多 4000 字');
const drafting = z.object({ kind: z.enum(DOCUMENT_KINDS, '请选择文书') });
const content = z.object({
  title: z.string().trim().min(2, '请写明标题').max(120, '标题最多 120 字'),
  to: z.string().trim().max(200, '主送最多 200 字'),
  paragraphs: z.array(line).min(1, '请写明正文').max(120, '正文最多 120 段'),
  copies: z.array(z.string().trim().min(1).max(60)).max(20, '抄送最多 20 个单位'),
  signer: z.string().trim().max(40).nullable(),
  urgency: z.enum(['normal', 'urgent', 'most_urgent']),
});
const editing = z.object({ version, content });
const step = z.object({ version });
const which = z.object({ version: z.coerce.number().int().positive() });
const id = new Valid(uuid);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A paper leaves the house: phone numbers, private persons, accounts and links are taken out of it, whoever wrote them. */
const cleaned = (given: z.output<typeof content>): DocumentContent => {
  const clean = (text: string) => maskForUnits(maskPersonal(text));
  return {
    ...given,
    title: clean(given.title),
    paragraphs: given.paragraphs.filter((one) => one !== '').map(clean),
  };
};

/** 舆情快报、专报、交办单、提级办理请示、问责线索移送函, and what is said in the group or on the telephone. */
@Controller('api/v1')
export class DocumentsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: DocumentReader,
    private readonly documents: Documents,
  ) {}

  @Get('incidents/:id/documents')
  @Endpoint({
    summary: 'Papers of an incident, and which can be drafted',
    needs: 'upward.report',
    returns: 'DocumentList',
  })
  list(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<DocumentList> {
    return this.reader.list(caller, incidentId);
  }

  @Post('incidents/:id/documents')
  @Endpoint({
    summary: 'Draft a paper from what is stored',
    needs: 'upward.report',
    body: drafting,
    returns: 'DocumentView',
  })
  async draft(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(drafting)) body: z.output<typeof drafting>,
  ): Promise<DocumentView> {
    await this.incidents.mustSee(caller, incidentId);
    const row = await this.documents.draft(incidentId, body.kind, caller.login);
    return this.reader.one(caller, row.id);
  }

  @Get('incidents/:id/spoken')
  @Endpoint({
    summary: 'Group text and phone script of an incident',
    needs: 'upward.report',
    returns: 'SpokenTexts',
  })
  spoken(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<SpokenTexts> {
    return this.reader.spoken(caller, incidentId);
  }

  @Get('documents/:id')
  @Endpoint({ summary: 'A paper', needs: 'upward.report', returns: 'DocumentView' })
  one(@Caller() caller: Principal, @Param('id', id) documentId: string): Promise<DocumentView> {
    return this.reader.one(caller, documentId);
  }

  @Patch('documents/:id')
  @Endpoint({
    summary: 'Put a draft in one’s own words',
    needs: 'upward.report',
    body: editing,
    returns: 'DocumentView',
  })
  async edit(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Body(new Valid(editing)) body: z.output<typeof editing>,
  ): Promise<DocumentView> {
    await this.reader.mustSee(caller, documentId);
    await this.documents.edit(documentId, body.version, cleaned(body.content), caller.login);
    return this.reader.one(caller, documentId);
  }

  @Delete('documents/:id')
  @HttpCode(204)
  @Endpoint({ summary: 'Throw a draft away', needs: 'upward.report', query: which })
  async discard(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Query(new Valid(which)) query: z.output<typeof which>,
  ): Promise<void> {
    await this.reader.mustSee(caller, documentId);
    await this.documents.discard(documentId, query.version, caller.login);
  }

  @Post('documents/:id/issue')
  @HttpCode(200)
  @Endpoint({
    summary: 'Issue a paper: it gets its number and is not changed any more',
    needs: 'upward.report',
    body: step,
    returns: 'DocumentView',
  })
  async issue(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Body(new Valid(step)) body: z.output<typeof step>,
  ): Promise<DocumentView> {
    await this.reader.mustSee(caller, documentId);
    await this.documents.issue(documentId, body.version, caller.login);
    return this.reader.one(caller, documentId);
  }

  @Get('documents/:id/document.docx')
  @Endpoint({ summary: 'A paper as a Word document', needs: 'upward.report' })
  async docx(@Caller() caller: Principal, @Param('id', id) documentId: string): Promise<StreamableFile> {
    const { name, content: file } = await this.reader.docx(caller, documentId);
    return new StreamableFile(file, {
      type: DOCX,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }
}
