import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { ManualEntry, type Entry } from '#collect/service';
import { ITEM_KINDS, ITEM_MOODS } from '#incidents/service';
import type { EnteredItem, ItemDraft, ListedItem, Page } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput } from '../http/problem.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { ItemsReader } from '../incidents/items-reader.js';
import { isItemKept } from '../workbench/visible-item.js';
import { Drafting } from './drafting.js';

const listQuery = z.object({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, '翻页标记不正确')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().max(100).optional(),
  kind: z.enum(ITEM_KINDS).default('all'),
  mood: z.enum(ITEM_MOODS).optional(),
});
const pasted = z.object({ pasted: z.string().max(60_000) });
const entry = z.record(z.string(), z.unknown());

@Controller('api/v1/items')
export class ItemsController {
  constructor(
    private readonly reader: IncidentReader,
    private readonly stream: ItemsReader,
    private readonly drafting: Drafting,
    private readonly manual: ManualEntry,
    private readonly database: DataSource,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Items as they arrived, newest first',
    needs: 'incidents.all',
    query: listQuery,
    returns: 'Page<ListedItem>',
  })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(listQuery)) query: z.output<typeof listQuery>,
  ): Promise<Page<ListedItem>> {
    return this.stream.list(caller, {
      before: query.cursor ?? null,
      limit: query.limit,
      q: query.q ?? null,
      kind: query.kind,
      mood: query.mood ?? null,
    });
  }

  @Post('draft')
  @HttpCode(200)
  @Endpoint({
    summary: 'Read a pasted text and look for the same matter',
    needs: 'items.enter',
    body: pasted,
    returns: 'ItemDraft',
  })
  draft(@Caller() caller: Principal, @Body(new Valid(pasted)) body: { pasted: string }): Promise<ItemDraft> {
    return this.drafting.draft(caller, body.pasted);
  }

  @Post()
  @Endpoint({
    summary: 'Enter an item by hand',
    needs: 'items.enter',
    body: 'EnterItem',
    returns: 'EnteredItem',
  })
  async enter(
    @Caller() caller: Principal,
    @Body(new Valid(entry)) body: Record<string, unknown>,
  ): Promise<EnteredItem> {
    const into = body['intoIncidentId'];
    if (typeof into === 'string') {
      if (!z.uuid().safeParse(into).success) throw badInput('所选事件不存在。');
      await this.reader.mustSee(caller, into);
    }
    const entered = await this.manual.enter(caller.jurisdictionId, body as Entry, caller.login);
    // That somebody has registered it before tells of a matter the caller may not know of (RT-05).
    if (entered.kind === 'known' && (await isItemKept(this.database.manager, caller, entered.itemId)))
      return { kind: 'stored', itemId: entered.itemId };
    return entered;
  }
}
