import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { RefusedAction } from '#incidents/service';
import { ItemRelevance } from '#judge/service';
import type { PlaceLesson, RelevanceSaid } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { isItemKept } from '../workbench/visible-item.js';
import { PlaceLessons } from './place-lessons.js';

const saying = z.object({
  relevant: z.boolean(),
  reason: z.string().trim().max(500).default(''),
});
const window = z.object({ days: z.coerce.number().int().min(1).max(730).default(90) });
const id = new Valid(uuid);

/** “是我们的”“不是我们的”: a person says whose an item is, and what that teaches about places. */
@Controller('api/v1')
export class RelevanceController {
  constructor(
    private readonly database: DataSource,
    private readonly relevance: ItemRelevance,
    private readonly lessons: PlaceLessons,
  ) {}

  @Post('items/:id/relevance')
  @HttpCode(200)
  @Endpoint({
    summary: 'Say whether an item in no incident is ours; what is ours is judged again at once',
    needs: 'routing.decide',
    body: 'SayRelevance',
    returns: 'RelevanceSaid',
  })
  async say(
    @Caller() caller: Principal,
    @Param('id', id) itemId: string,
    @Body(new Valid(saying)) body: z.output<typeof saying>,
  ): Promise<RelevanceSaid> {
    await this.mayKnow(caller, itemId);
    await this.relevance.say(caller.jurisdictionId, itemId, body, actorOf(caller));
    return { itemId, relevant: body.relevant };
  }

  @Post('items/:id/relevance/undo')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take the word back: what judging finds counts again',
    needs: 'routing.decide',
    returns: 'RelevanceSaid',
  })
  async undo(@Caller() caller: Principal, @Param('id', id) itemId: string): Promise<RelevanceSaid> {
    await this.mayKnow(caller, itemId);
    await this.relevance.takeBack(caller.jurisdictionId, itemId, actorOf(caller));
    return { itemId, relevant: null };
  }

  @Get('learning/places')
  @Endpoint({
    summary: 'Items whose place or relevance people put right, with what that suggests for the directory',
    needs: 'directory.change',
    query: window,
    returns: 'List<PlaceLesson>',
  })
  async learned(
    @Caller() caller: Principal,
    @Query(new Valid(window)) query: z.output<typeof window>,
  ): Promise<{ items: PlaceLesson[] }> {
    return { items: await this.lessons.list(caller, query.days) };
  }

  /** That it stands in a matter is news to whoever may not know of that matter. @throws RefusedAction `item_unknown` */
  private async mayKnow(caller: Principal, itemId: string): Promise<void> {
    if (await isItemKept(this.database.manager, caller, itemId)) throw new RefusedAction('item_unknown');
  }
}
