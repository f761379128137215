import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { AccountView, AccountWithPassword, PersonOption } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { AccountDesk } from './account-desk.js';
import { AccountReader } from './account-reader.js';
import { accountChange, newAccount, search } from './forms.js';

const id = new Valid(uuid);
const needs = 'accounts.manage';

/** Accounts (账号): kept by the administrator, who sees no incident. */
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly reader: AccountReader,
    private readonly desk: AccountDesk,
  ) {}

  @Get()
  @Endpoint({ summary: 'Accounts', needs, returns: 'List<AccountView>' })
  async list(@Caller() caller: Principal): Promise<{ items: AccountView[] }> {
    return { items: await this.reader.list(caller) };
  }

  @Get('people')
  @Endpoint({
    summary: 'People of the roster whom an account may stand for',
    needs,
    query: search,
    returns: 'List<PersonOption>',
  })
  async people(
    @Caller() caller: Principal,
    @Query(new Valid(search)) { q }: z.output<typeof search>,
  ): Promise<{ items: PersonOption[] }> {
    return { items: await this.reader.people(caller, q) };
  }

  @Post()
  @Endpoint({
    summary: 'Make an account with a made-up password',
    needs,
    body: newAccount,
    returns: 'AccountWithPassword',
  })
  async create(
    @Caller() caller: Principal,
    @Body(new Valid(newAccount)) form: z.output<typeof newAccount>,
  ): Promise<AccountWithPassword> {
    const made = await this.desk.create(caller, form);
    return { account: await this.reader.one(caller, made.id), password: made.password };
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change name, role, unit or person, or switch on or off',
    needs,
    body: accountChange,
    returns: 'AccountView',
  })
  async change(
    @Caller() caller: Principal,
    @Param('id', id) accountId: string,
    @Body(new Valid(accountChange)) form: z.output<typeof accountChange>,
  ): Promise<AccountView> {
    await this.desk.change(caller, accountId, form);
    return this.reader.one(caller, accountId);
  }

  @Post(':id/password')
  @HttpCode(200)
  @Endpoint({ summary: 'Give a new made-up password', needs, returns: 'AccountWithPassword' })
  async reset(@Caller() caller: Principal, @Param('id', id) accountId: string): Promise<AccountWithPassword> {
    const password = await this.desk.reset(caller, accountId);
    return { account: await this.reader.one(caller, accountId), password };
  }

  @Post(':id/unlock')
  @HttpCode(200)
  @Endpoint({ summary: 'Let log in again after too many failures', needs, returns: 'AccountView' })
  async unlock(@Caller() caller: Principal, @Param('id', id) accountId: string): Promise<AccountView> {
    await this.desk.unlock(caller, accountId);
    return this.reader.one(caller, accountId);
  }
}
