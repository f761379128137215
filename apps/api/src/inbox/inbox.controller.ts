import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { markRead } from '#incidents/service';
import type { InboxPage, InboxState } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { paging, uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { InboxReader, isPerson } from './inbox-reader.js';

const query = z.object({ unread: z.enum(['true', 'false']).default('false'), ...paging });
const reading = z
  .object({ ids: z.array(uuid).max(200).optional(), all: z.boolean().optional() })
  .refine(({ ids, all }) => all === true || (ids ?? []).length > 0, '请选择消息');

/** Messages within the system, of the person who asks. */
@Controller('api/v1/me/inbox')
export class InboxController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: InboxReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'One’s own messages, newest first', needs: 'signed-in', query, returns: 'InboxPage' })
  list(
    @Caller() caller: Principal,
    @Query(new Valid(query)) asked: z.output<typeof query>,
  ): Promise<InboxPage> {
    const { unread, cursor, limit } = asked;
    return this.reader.page(caller, { unread: unread === 'true', cursor: cursor ?? null, limit });
  }

  @Post('read')
  @HttpCode(200)
  @Endpoint({
    summary: 'One’s own messages have been opened',
    needs: 'signed-in',
    body: reading,
    returns: 'InboxState',
  })
  async read(
    @Caller() caller: Principal,
    @Body(new Valid(reading)) { ids, all }: z.output<typeof reading>,
  ): Promise<InboxState> {
    if (isPerson(caller)) {
      const which = all === true ? null : (ids ?? []);
      await markRead(this.database.manager, caller.accountId, which, this.clock.now('real'));
    }
    return { unread: await this.reader.unread(caller) };
  }
}
