import { Body, Controller, Get, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { AccountRow } from '#access/service';
import { Clock, parseDuration } from '#clock';
import { NoticeMuteRow, quietUntil } from '#deliver/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import type { NotificationSettings } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput, forbidden } from '../http/problem.js';
import { moment } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { isoOrNull } from '../incidents/present.js';
import { wayWords } from './words.js';

const HOUR = 3_600_000;
const mute = z.object({ until: moment.nullable() });

/** What a person wishes of messages to themselves: quiet for a time that ends by itself, never to hear nothing. */
@Controller('api/v1/me/notifications')
export class NotificationsController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
  ) {}

  @Get()
  @Endpoint({
    summary: 'One’s own wishes about messages',
    needs: 'signed-in',
    returns: 'NotificationSettings',
  })
  async read(@Caller() caller: Principal): Promise<NotificationSettings> {
    const { manager } = this.database;
    const { delivery } = (await readDirectory(manager, caller.jurisdictionId)).profile.clocks;
    const now = this.clock.now('real');
    const row = caller.accountId
      ? await manager.findOneBy(NoticeMuteRow, { accountId: caller.accountId })
      : null;
    const mutedUntil = row && row.until > now ? row.until : null;
    return {
      mutedUntil: isoOrNull(mutedUntil),
      silent: mutedUntil !== null || quietUntil(now, delivery.quiet) !== null,
      longestHours: parseDuration(delivery.muteAtMost) / HOUR,
      quiet: { from: delivery.quiet.from, to: delivery.quiet.to },
      ways: await this.ways(caller),
    };
  }

  @Put()
  @Endpoint({
    summary: 'Mute what is not urgent until a time, or end that',
    needs: 'signed-in',
    body: mute,
    returns: 'NotificationSettings',
  })
  async write(
    @Caller() caller: Principal,
    @Body(new Valid(mute)) { until }: z.output<typeof mute>,
  ): Promise<NotificationSettings> {
    const { manager } = this.database;
    const { accountId } = caller;
    if (accountId === null) throw forbidden();
    if (until === null) await manager.delete(NoticeMuteRow, { accountId });
    else {
      await this.mustEndSoon(caller, until);
      await manager.upsert(NoticeMuteRow, { accountId, until, setAt: this.clock.now('real') }, ['accountId']);
    }
    return this.read(caller);
  }

  private async mustEndSoon(caller: Principal, until: Date): Promise<void> {
    const { delivery } = (await readDirectory(this.database.manager, caller.jurisdictionId)).profile.clocks;
    const longest = parseDuration(delivery.muteAtMost);
    const length = until.getTime() - this.clock.now('real').getTime();
    if (length <= 0) throw badInput('静音的结束时间已经过去，请重新选择。');
    if (length > longest) throw badInput(`静音最长 ${longest / HOUR} 小时，到时自动恢复，请选择更早的时间。`);
  }

  private async ways(caller: Principal): Promise<string[]> {
    const { manager } = this.database;
    const account = caller.accountId ? await manager.findOneBy(AccountRow, { id: caller.accountId }) : null;
    const contact = account?.contactId ? await this.contacts.contact(manager, account.contactId) : null;
    const channels = [...(contact?.email ? ['mail'] : []), ...(contact?.phone ? ['sms'] : []), 'app'];
    return channels.map(wayWords);
  }
}
