import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import { StaleError } from '#incidents/service';
import { cleanHtml, differences } from '#respond';
import { ResponseDrafts } from '#respond/service';
import type {
  Page,
  ResponseDetail,
  ResponseDiff,
  ResponseHints,
  ResponseSummary,
  ResponseVersionText,
  ResponseVersionView,
} from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, ProblemError } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { checking, giving, listQuery, restoring, seen, sides, versionNumber, words } from './forms.js';
import { HintReader } from './hint-reader.js';
import { mayWrite } from './present.js';
import { ResponseReader } from './response-reader.js';

const id = new Valid(uuid);

/** Texts for the public while they are written. */
@Controller('api/v1/responses')
export class ResponsesController {
  constructor(
    private readonly reader: ResponseReader,
    private readonly hintReader: HintReader,
    private readonly drafts: ResponseDrafts,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Texts for the public, those under way first, newest first',
    needs: 'incidents.read',
    query: listQuery,
    returns: 'Page<ResponseSummary>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) asked: z.output<typeof listQuery>,
  ): Promise<Page<ResponseSummary>> {
    const { cursor, limit, ...filter } = asked;
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get(':id')
  @Endpoint({ summary: 'One text', needs: 'incidents.read', returns: 'ResponseDetail' })
  one(@Caller() caller: Principal, @Param('id', id) responseId: string): Promise<ResponseDetail> {
    return this.reader.one(caller, responseId);
  }

  @Get(':id/hints')
  @Endpoint({
    summary: 'What people ask, and what is worth a second look in the text',
    needs: 'incidents.read',
    returns: 'ResponseHints',
  })
  hints(@Caller() caller: Principal, @Param('id', id) responseId: string): Promise<ResponseHints> {
    return this.hintReader.hints(caller, responseId);
  }

  @Get(':id/versions')
  @Endpoint({
    summary: 'Its versions, newest first',
    needs: 'incidents.read',
    returns: 'List<ResponseVersionView>',
  })
  async versions(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
  ): Promise<{ items: ResponseVersionView[] }> {
    return { items: await this.reader.versions(caller, responseId) };
  }

  @Get(':id/versions/:number')
  @Endpoint({ summary: 'One version', needs: 'incidents.read', returns: 'ResponseVersionText' })
  version(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Param('number', new Valid(versionNumber)) number: number,
  ): Promise<ResponseVersionText> {
    return this.reader.version(caller, responseId, number);
  }

  @Get(':id/diff')
  @Endpoint({
    summary: 'What became of one version in another',
    needs: 'incidents.read',
    query: sides,
    returns: 'ResponseDiff',
  })
  diff(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Query(new Valid(sides)) { from, to }: z.output<typeof sides>,
  ): Promise<ResponseDiff> {
    return this.reader.diff(caller, responseId, from, to);
  }

  @Put(':id/text')
  @Endpoint({
    summary: 'Save what was typed; a stale one is refused with the difference',
    needs: 'responses.draft',
    body: words,
    returns: 'ResponseDetail',
  })
  async save(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(words)) body: z.output<typeof words>,
  ): Promise<ResponseDetail> {
    await this.mustWrite(caller, responseId);
    try {
      await this.drafts.save(responseId, body.version, body, actorOf(caller));
    } catch (error) {
      if (error instanceof StaleError) throw await this.stale(caller, responseId, body);
      throw error;
    }
    return this.reader.one(caller, responseId);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Endpoint({
    summary: 'An older version as the newest',
    needs: 'responses.draft',
    body: restoring,
    returns: 'ResponseDetail',
  })
  restore(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(restoring)) { version, number }: z.output<typeof restoring>,
  ): Promise<ResponseDetail> {
    return this.change(caller, responseId, (actor) =>
      this.drafts.restore(responseId, version, number, actor),
    );
  }

  @Put(':id/checklist')
  @Endpoint({
    summary: 'Answer points of the checklist, for the words as they stand',
    needs: 'responses.draft',
    body: checking,
    returns: 'ResponseDetail',
  })
  check(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(checking)) { version, answers }: z.output<typeof checking>,
  ): Promise<ResponseDetail> {
    return this.change(caller, responseId, (actor) => this.drafts.check(responseId, version, answers, actor));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Endpoint({
    summary: 'Hand it in: to the other departments where several answer, else for signature',
    needs: 'responses.draft',
    body: seen,
    returns: 'ResponseDetail',
  })
  submit(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(seen)) { version }: z.output<typeof seen>,
  ): Promise<ResponseDetail> {
    return this.change(caller, responseId, (actor) => this.drafts.submit(responseId, version, actor));
  }

  @Post(':id/take-back')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take a text back that was handed in, to change it',
    needs: 'responses.draft',
    body: seen,
    returns: 'ResponseDetail',
  })
  takeBack(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(seen)) { version }: z.output<typeof seen>,
  ): Promise<ResponseDetail> {
    return this.change(caller, responseId, (actor) => this.drafts.takeBack(responseId, version, actor));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Give a text up before it is published',
    needs: 'responses.draft',
    body: giving,
    returns: 'ResponseDetail',
  })
  withdraw(
    @Caller() caller: Principal,
    @Param('id', id) responseId: string,
    @Body(new Valid(giving)) { version, reason }: z.output<typeof giving>,
  ): Promise<ResponseDetail> {
    return this.change(caller, responseId, (actor) =>
      this.drafts.withdraw(responseId, version, reason, actor),
    );
  }

  private async mustWrite(caller: Principal, responseId: string): Promise<void> {
    if (!mayWrite(caller, await this.reader.mustSee(caller, responseId))) throw forbidden();
  }

  private async change(
    caller: Principal,
    responseId: string,
    work: (actor: string) => Promise<void>,
  ): Promise<ResponseDetail> {
    await this.mustWrite(caller, responseId);
    await work(actorOf(caller));
    return this.reader.one(caller, responseId);
  }

  /** What stands now, and how what was sent differs from it: nothing typed is lost. */
  private async stale(
    caller: Principal,
    responseId: string,
    sent: { title: string; html: string },
  ): Promise<ProblemError> {
    const current = await this.reader.one(caller, responseId);
    const diff = {
      title: differences(current.title, sent.title.trim()),
      text: differences(current.text, cleanHtml(sent.html).text),
    };
    return new ProblemError(
      409,
      'stale',
      '回应稿已被他人更新',
      '您的修改没有保存，仍在本页。请对照下面的差异，选择保留哪一份。',
      { current, diff },
    );
  }
}
