import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { mayDo, type Principal } from '#access';
import { maskPersonal } from '#collect';
import { Clock } from '#clock';
import { listWatched, WatchActions, WATCH_NOTE_LENGTH } from '#incidents/service';
import type { WatchedView, WatchKept, WatchSeen } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { dayOf, listOf } from './watched.js';

const watching = z.object({
  shared: z.boolean().default(false),
  note: z.string().trim().max(WATCH_NOTE_LENGTH, `备注最多 ${WATCH_NOTE_LENGTH} 字`).default(''),
  until: z.iso.date('日期应写作 2026-11-23').nullable().default(null),
});
const which = z.object({
  shared: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false),
});
const id = new Valid(uuid);

/** 关注 and 重点督办. */
@Controller('api/v1')
export class WatchController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
    private readonly actions: WatchActions,
  ) {}

  @Get('watches')
  @Endpoint({
    summary: 'What the caller watches, and the shared list for those who urge',
    needs: 'incidents.read',
    returns: 'List<WatchedView>',
  })
  async list(@Caller() caller: Principal): Promise<{ items: WatchedView[] }> {
    const { manager } = this.database;
    const today = dayOf(this.clock.now('real'));
    const rows = await listWatched(manager, caller, { shared: mayDo(caller, 'duties.urge'), today });
    const names = await displayNames(
      manager,
      rows.map((row) => row.by),
    );
    const items = rows.map(
      ({ incidentId, number, title, shared, note, until, by, at, changes, lastAt }): WatchedView => ({
        incidentId,
        number,
        title,
        shared,
        note,
        until,
        by: names.get(by) ?? by,
        at: iso(at),
        changes,
        lastAt: isoOrNull(lastAt),
      }),
    );
    return { items };
  }

  @Put('incidents/:id/watch')
  @Endpoint({
    summary: 'Put an incident on one’s own or the shared list',
    needs: 'incidents.read',
    body: watching,
    returns: 'WatchKept',
  })
  async watch(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(watching)) body: z.output<typeof watching>,
  ): Promise<WatchKept> {
    await this.incidents.mustSee(caller, incidentId);
    const given = { note: maskPersonal(body.note), until: body.until };
    await this.actions.watch(
      incidentId,
      { accountId: listOf(caller, body.shared ? 'office' : 'me'), ...given },
      caller.login,
    );
    return { incidentId, shared: body.shared, ...given };
  }

  @Delete('incidents/:id/watch')
  @HttpCode(204)
  @Endpoint({ summary: 'Take it off the list', needs: 'incidents.read', query: which })
  async leave(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Query(new Valid(which)) query: z.output<typeof which>,
  ): Promise<void> {
    await this.incidents.mustSee(caller, incidentId);
    await this.actions.leave(incidentId, listOf(caller, query.shared ? 'office' : 'me'), caller.login);
  }

  @Post('incidents/:id/watch/seen')
  @HttpCode(200)
  @Endpoint({ summary: 'Nothing of it is new any more', needs: 'incidents.read', returns: 'WatchSeen' })
  async seen(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<WatchSeen> {
    await this.incidents.mustSee(caller, incidentId);
    if (caller.accountId) await this.actions.seen(incidentId, caller.accountId);
    return { changes: 0 };
  }
}
