import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Principal } from '#access';
import type {
  LibraryFiguresView,
  LibraryImported,
  LibraryImportPreview,
  Page,
  PolicyDocumentView,
  PolicyMatchView,
} from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import {
  documentChange,
  documentForm,
  interpretationForm,
  libraryQuery,
  libraryUpload,
  matchText,
  move,
} from './forms.js';
import { LibraryDesk } from './library-desk.js';
import { libraryForm } from './library-form.js';
import { LibraryReader } from './library-reader.js';

const id = new Valid(uuid);
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@Controller('api/v1/interpretations')
export class InterpretationsController {
  constructor(
    private readonly reader: LibraryReader,
    private readonly desk: LibraryDesk,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Policy documents with their interpretations, newest first',
    needs: 'signed-in',
    query: libraryQuery,
    returns: 'Page<PolicyDocumentView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(libraryQuery)) query: z.output<typeof libraryQuery>,
  ): Promise<Page<PolicyDocumentView>> {
    const { cursor, limit, ...filter } = query;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('figures')
  @Endpoint({
    summary: 'How many documents are explained, and in how many ways',
    needs: 'signed-in',
    returns: 'LibraryFiguresView',
  })
  figures(@Caller() caller: Principal): Promise<LibraryFiguresView> {
    return this.reader.figures(caller);
  }

  @Get('form.xlsx')
  @Endpoint({ summary: 'The blank form to be filled in and imported', needs: 'signed-in' })
  async form(@Res() response: Response): Promise<void> {
    response
      .attachment('政策解读库.xlsx')
      .type(XLSX)
      .send(await libraryForm());
  }

  @Post('match')
  @HttpCode(200)
  @Endpoint({
    summary: 'Documents that a text may be about, best first',
    needs: 'signed-in',
    body: matchText,
    returns: 'List<PolicyMatchView>',
  })
  async match(
    @Caller() caller: Principal,
    @Body(new Valid(matchText)) { text }: z.output<typeof matchText>,
  ): Promise<{ items: PolicyMatchView[] }> {
    return { items: await this.reader.match(caller, text) };
  }

  @Post('import/preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'What filled forms would change; nothing is stored',
    needs: 'interpretations.manage',
    body: 'LibraryUpload',
    returns: 'LibraryImportPreview',
  })
  preview(
    @Caller() caller: Principal,
    @Body(new Valid(libraryUpload)) body: z.output<typeof libraryUpload>,
  ): Promise<LibraryImportPreview> {
    return this.desk.preview(caller, body);
  }

  @Post('import/apply')
  @HttpCode(200)
  @Endpoint({
    summary: 'Import what the preview showed',
    needs: 'interpretations.manage',
    body: 'LibraryUpload',
    returns: 'LibraryImported',
  })
  apply(
    @Caller() caller: Principal,
    @Body(new Valid(libraryUpload)) body: z.output<typeof libraryUpload>,
  ): Promise<LibraryImported> {
    return this.desk.apply(caller, body);
  }

  @Post()
  @Endpoint({
    summary: 'Enter a policy document',
    needs: 'interpretations.manage',
    body: 'PolicyDocumentForm',
    returns: 'PolicyDocumentView',
  })
  add(
    @Caller() caller: Principal,
    @Body(new Valid(documentForm)) body: z.output<typeof documentForm>,
  ): Promise<PolicyDocumentView> {
    return this.desk.add(caller, body);
  }

  @Get(':id')
  @Endpoint({ summary: 'One document', needs: 'signed-in', returns: 'PolicyDocumentView' })
  one(@Caller() caller: Principal, @Param('id', id) documentId: string): Promise<PolicyDocumentView> {
    return this.reader.one(caller, documentId);
  }

  @Put(':id')
  @Endpoint({
    summary: 'Change a document',
    needs: 'interpretations.manage',
    body: 'ChangePolicyDocument',
    returns: 'PolicyDocumentView',
  })
  change(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Body(new Valid(documentChange)) body: z.output<typeof documentChange>,
  ): Promise<PolicyDocumentView> {
    return this.desk.change(caller, documentId, body);
  }

  @Post(':id/move')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take a document out of the library, or put it back',
    needs: 'interpretations.manage',
    body: 'MoveInLibrary',
    returns: 'PolicyDocumentView',
  })
  move(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Body(new Valid(move)) body: z.output<typeof move>,
  ): Promise<PolicyDocumentView> {
    return this.desk.move(caller, documentId, body);
  }

  @Post(':id/texts')
  @Endpoint({
    summary: 'Add an interpretation',
    needs: 'interpretations.manage',
    body: 'InterpretationForm',
    returns: 'PolicyDocumentView',
  })
  explain(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Body(new Valid(interpretationForm)) body: z.output<typeof interpretationForm>,
  ): Promise<PolicyDocumentView> {
    return this.desk.explain(caller, documentId, null, body);
  }

  @Put(':id/texts/:textId')
  @Endpoint({
    summary: 'Change an interpretation',
    needs: 'interpretations.manage',
    body: 'InterpretationForm',
    returns: 'PolicyDocumentView',
  })
  changeText(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Param('textId', id) textId: string,
    @Body(new Valid(interpretationForm)) body: z.output<typeof interpretationForm>,
  ): Promise<PolicyDocumentView> {
    return this.desk.explain(caller, documentId, textId, body);
  }

  @Post(':id/texts/:textId/move')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take an interpretation out, or put it back',
    needs: 'interpretations.manage',
    body: 'MoveInLibrary',
    returns: 'PolicyDocumentView',
  })
  moveText(
    @Caller() caller: Principal,
    @Param('id', id) documentId: string,
    @Param('textId', id) textId: string,
    @Body(new Valid(move)) body: z.output<typeof move>,
  ): Promise<PolicyDocumentView> {
    return this.desk.moveText(caller, documentId, textId, body);
  }
}
