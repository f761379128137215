import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import type {
  ChangeCheck,
  ChangeDetail,
  ChangeSummary,
  DirectoryVersion,
  EditList,
  Page,
} from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { paging, several, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { ChangeDesk } from './change-desk.js';
import { ChangeReader } from './change-reader.js';
import { changeForm, changeUpdate, decision, editList, kind, rename, takeBack } from './schemas.js';

const states = z.enum(['draft', 'proposed', 'approved', 'rejected', 'withdrawn', 'taken_back']);
const origins = z.enum(['person', 'ruling', 'learning', 'take_back']);
const listQuery = z.object({
  state: several(states),
  origin: several(origins),
  kind: kind.optional(),
  key: z.string().max(200).optional(),
  q: z.string().max(100).optional(),
  ...paging,
});
const pageQuery = z.object(paging);
const id = new Valid(uuid);
const needs = 'directory.change' as const;

/** Changes of the directory: proposed by one, approved by another, taken back by a further change. */
@Controller('api/v1/directory')
export class ChangesController {
  constructor(
    private readonly reader: ChangeReader,
    private readonly desk: ChangeDesk,
  ) {}

  @Get('changes')
  @Endpoint({ summary: 'Changes, newest first', needs, query: listQuery, returns: 'Page<ChangeSummary>' })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) { cursor, limit, ...filter }: z.output<typeof listQuery>,
  ): Promise<Page<ChangeSummary>> {
    return this.reader.list(caller, filter, { cursor: cursor ?? null, limit });
  }

  @Get('versions')
  @Endpoint({
    summary: 'Versions of the directory, newest first',
    needs,
    query: pageQuery,
    returns: 'Page<DirectoryVersion>',
  })
  versions(
    @Caller() caller: Principal,
    @Query(new Valid(pageQuery)) { cursor, limit }: z.output<typeof pageQuery>,
  ): Promise<Page<DirectoryVersion>> {
    return this.reader.versions(caller, { cursor: cursor ?? null, limit });
  }

  @Get('changes/:id')
  @Endpoint({ summary: 'One change with its edits and dry run', needs, returns: 'ChangeDetail' })
  one(@Caller() caller: Principal, @Param('id', id) changeId: string): Promise<ChangeDetail> {
    return this.reader.one(caller, changeId);
  }

  @Post('changes/check')
  @HttpCode(200)
  @Endpoint({
    summary: 'What edits would do to the directory, and what is wrong with them; nothing is stored',
    needs,
    body: editList,
    returns: 'ChangeCheck',
  })
  check(
    @Caller() caller: Principal,
    @Body(new Valid(editList)) { edits }: z.output<typeof editList>,
  ): Promise<ChangeCheck> {
    return this.desk.check(caller, edits);
  }

  @Post('changes')
  @Endpoint({
    summary: 'Keep a change as a draft, or propose it; what needs no second person holds at once',
    needs,
    body: changeForm,
    returns: 'ChangeDetail',
  })
  create(
    @Caller() caller: Principal,
    @Body(new Valid(changeForm)) form: z.output<typeof changeForm>,
  ): Promise<ChangeDetail> {
    return this.desk.create(caller, form);
  }

  @Patch('changes/:id')
  @Endpoint({ summary: 'Replace a draft of one’s own', needs, body: changeUpdate, returns: 'ChangeDetail' })
  update(
    @Caller() caller: Principal,
    @Param('id', id) changeId: string,
    @Body(new Valid(changeUpdate)) form: z.output<typeof changeUpdate>,
  ): Promise<ChangeDetail> {
    return this.desk.update(caller, changeId, form);
  }

  @Post('changes/:id/submit')
  @HttpCode(200)
  @Endpoint({ summary: 'Propose a draft of one’s own', needs, body: decision, returns: 'ChangeDetail' })
  submit(
    @Caller() caller: Principal,
    @Param('id', id) changeId: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<ChangeDetail> {
    return this.desk.decide(caller, 'submitDraft', changeId, body);
  }

  @Post('changes/:id/approve')
  @HttpCode(200)
  @Endpoint({
    summary: 'Approve what somebody else proposed; it holds from now on',
    needs,
    body: decision,
    returns: 'ChangeDetail',
  })
  approve(
    @Caller() caller: Principal,
    @Param('id', id) changeId: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<ChangeDetail> {
    return this.desk.decide(caller, 'approve', changeId, body);
  }

  @Post('changes/:id/reject')
  @HttpCode(200)
  @Endpoint({
    summary: 'Reject what somebody else proposed, with a note',
    needs,
    body: decision,
    returns: 'ChangeDetail',
  })
  reject(
    @Caller() caller: Principal,
    @Param('id', id) changeId: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<ChangeDetail> {
    return this.desk.decide(caller, 'reject', changeId, body);
  }

  @Post('changes/:id/withdraw')
  @HttpCode(200)
  @Endpoint({
    summary: 'Withdraw a draft or proposal of one’s own',
    needs,
    body: decision,
    returns: 'ChangeDetail',
  })
  withdraw(
    @Caller() caller: Principal,
    @Param('id', id) changeId: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<ChangeDetail> {
    return this.desk.decide(caller, 'withdraw', changeId, body);
  }

  @Get('changes/:id/take-back')
  @Endpoint({ summary: 'The edits that would take a change back', needs, returns: 'ChangeCheck' })
  takeBackCheck(@Caller() caller: Principal, @Param('id', id) changeId: string): Promise<ChangeCheck> {
    return this.desk.takeBackCheck(caller, changeId);
  }

  @Post('changes/:id/take-back')
  @Endpoint({
    summary: 'Take a change in force back by a new change',
    needs,
    body: takeBack,
    returns: 'ChangeDetail',
  })
  takeBack(
    @Caller() caller: Principal,
    @Param('id', id) changeId: string,
    @Body(new Valid(takeBack)) body: z.output<typeof takeBack>,
  ): Promise<ChangeDetail> {
    return this.desk.takeBack(caller, changeId, body);
  }

  @Post('renames')
  @HttpCode(200)
  @Endpoint({
    summary: 'The edits of a rename or merger, to be looked at and proposed; nothing is stored',
    needs,
    body: rename,
    returns: 'EditList',
  })
  rename(
    @Caller() caller: Principal,
    @Body(new Valid(rename)) form: z.output<typeof rename>,
  ): Promise<EditList> {
    return this.desk.rename(caller, form);
  }
}
