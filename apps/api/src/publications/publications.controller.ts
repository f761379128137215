import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { LARGEST_FILE } from '#respond';
import { Proofs, Publications } from '#respond/service';
import type { OutletView, Page, PublicationDetail, PublicationView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden } from '../http/problem.js';
import { readScan } from '../http/scan.js';
import { paging, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { adding, listing, publicationFilter, reasoned, registering } from './forms.js';
import { publishesFor } from './present.js';
import { PublicationReader } from './publication-reader.js';

const listQuery = z.object({ ...publicationFilter, ...paging });
const proving = z.strictObject({ version, base64: z.string().max(Math.ceil(LARGEST_FILE / 3) * 4 + 4) });
const id = new Valid(uuid);

@Controller('api/v1')
export class PublicationsController {
  constructor(
    private readonly reader: PublicationReader,
    private readonly publications: Publications,
    private readonly proofs: Proofs,
  ) {}

  @Get('outlets')
  @Endpoint({ summary: 'Outlets in force', needs: 'incidents.read', returns: 'List<OutletView>' })
  async outlets(@Caller() caller: Principal): Promise<{ items: OutletView[] }> {
    return { items: await this.reader.outlets(caller) };
  }

  @Get('publications')
  @Endpoint({
    summary: 'Publications: what is due first',
    needs: 'incidents.read',
    query: listQuery,
    returns: 'Page<PublicationView>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) query: z.output<typeof listQuery>,
  ): Promise<Page<PublicationView>> {
    const { cursor, limit, ...filter } = query;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('publications/:id')
  @Endpoint({
    summary: 'One publication with the text to be published',
    needs: 'incidents.read',
    returns: 'PublicationDetail',
  })
  one(@Caller() caller: Principal, @Param('id', id) publicationId: string): Promise<PublicationDetail> {
    return this.reader.one(caller, publicationId);
  }

  @Post('publications/:id/register')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register where and when it was published',
    needs: 'responses.publish',
    body: registering,
    returns: 'PublicationDetail',
  })
  async register(
    @Caller() caller: Principal,
    @Param('id', id) publicationId: string,
    @Body(new Valid(registering)) body: z.output<typeof registering>,
  ): Promise<PublicationDetail> {
    await this.mustPublish(caller, publicationId);
    const { version: seen, ...given } = body;
    await this.publications.register(publicationId, seen, given, actorOf(caller));
    return this.reader.one(caller, publicationId);
  }

  @Post('publications/:id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Not to be published there after all',
    needs: 'routing.decide',
    body: reasoned,
    returns: 'PublicationDetail',
  })
  async withdraw(
    @Caller() caller: Principal,
    @Param('id', id) publicationId: string,
    @Body(new Valid(reasoned)) body: z.output<typeof reasoned>,
  ): Promise<PublicationDetail> {
    await this.reader.mustSee(caller, publicationId);
    const reason = maskPersonal(body.reason);
    await this.publications.withdraw(publicationId, body.version, reason, actorOf(caller));
    return this.reader.one(caller, publicationId);
  }

  @Post('publications/:id/list')
  @HttpCode(200)
  @Endpoint({
    summary: 'Whether it stands on the public page',
    needs: 'routing.decide',
    body: listing,
    returns: 'PublicationDetail',
  })
  async onPublicPage(
    @Caller() caller: Principal,
    @Param('id', id) publicationId: string,
    @Body(new Valid(listing)) body: z.output<typeof listing>,
  ): Promise<PublicationDetail> {
    await this.reader.mustSee(caller, publicationId);
    await this.publications.list(publicationId, body.version, body.listed, actorOf(caller));
    return this.reader.one(caller, publicationId);
  }

  @Post('publications/:id/recheck')
  @HttpCode(200)
  @Endpoint({
    summary: 'Read the published page again now',
    needs: 'responses.publish',
    returns: 'PublicationDetail',
  })
  async recheck(
    @Caller() caller: Principal,
    @Param('id', id) publicationId: string,
  ): Promise<PublicationDetail> {
    await this.mustPublish(caller, publicationId);
    await this.proofs.look(publicationId);
    return this.reader.one(caller, publicationId);
  }

  @Post('publications/:id/proof')
  @HttpCode(200)
  @Endpoint({
    summary: 'Hand in a photo or scan as proof',
    needs: 'responses.publish',
    body: proving,
    returns: 'PublicationDetail',
  })
  async prove(
    @Caller() caller: Principal,
    @Param('id', id) publicationId: string,
    @Body(new Valid(proving)) body: z.output<typeof proving>,
  ): Promise<PublicationDetail> {
    await this.mustPublish(caller, publicationId);
    const { type, content } = readScan({ name: '', base64: body.base64 }, '发布凭证');
    await this.proofs.handIn(publicationId, body.version, { mime: type, content }, actorOf(caller));
    return this.reader.one(caller, publicationId);
  }

  @Get('publications/:id/files/:fileId')
  @Endpoint({ summary: 'A photo or scan handed in as proof', needs: 'incidents.read' })
  async file(
    @Caller() caller: Principal,
    @Param('id', id) publicationId: string,
    @Param('fileId', id) fileId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { mime, content } = await this.reader.file(caller, publicationId, fileId);
    const ending = { 'image/jpeg': 'jpg', 'image/png': 'png' }[mime] ?? 'pdf';
    response.attachment(`发布凭证.${ending}`).type(mime).send(content);
  }

  @Post('responses/:id/publications')
  @Endpoint({
    summary: 'One more outlet or form for an approved text',
    needs: 'routing.decide',
    body: adding,
    returns: 'PublicationDetail',
  })
  async add(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(adding)) body: z.output<typeof adding>,
  ): Promise<PublicationDetail> {
    await this.reader.mustSeeText(caller, responseId);
    const row = await this.publications.add(responseId, body, actorOf(caller));
    return this.reader.one(caller, row.id);
  }

  private async mustPublish(caller: Principal, publicationId: string): Promise<void> {
    const row = await this.reader.mustSee(caller, publicationId);
    if (!publishesFor(caller, row.owner)) throw forbidden();
  }
}
