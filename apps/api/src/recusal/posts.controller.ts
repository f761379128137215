import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import type { PersonOption, PostView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { PostDesk } from './post-desk.js';
import { RecusalReader } from './recusal-reader.js';

const key = new Valid(z.string().max(20));
const holding = z.object({
  person: z.object({ id: uuid, kind: z.enum(['account', 'contact']) }).nullable(),
});
const search = z.object({ q: z.string().trim().max(40).default('') });
const needs = 'directory.change';

/** Who holds which post in charge of units (分管): decides whom a report on such a unit is kept from. */
@Controller('api/v1/posts')
export class PostsController {
  constructor(
    private readonly desk: PostDesk,
    private readonly reader: RecusalReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Posts in charge of units', needs, returns: 'List<PostView>' })
  async list(@Caller() caller: Principal): Promise<{ items: PostView[] }> {
    return { items: await this.desk.list(caller.jurisdictionId) };
  }

  @Get('people')
  @Endpoint({
    summary: 'Accounts and people of the roster who may hold a post',
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

  @Put(':key')
  @HttpCode(200)
  @Endpoint({
    summary: 'Give a post to a person from now on, or leave it vacant',
    needs,
    body: holding,
    returns: 'PostView',
  })
  assign(
    @Caller() caller: Principal,
    @Param('key', key) portfolio: string,
    @Body(new Valid(holding)) { person }: z.output<typeof holding>,
  ): Promise<PostView> {
    return this.desk.assign(caller, portfolio, person);
  }
}
