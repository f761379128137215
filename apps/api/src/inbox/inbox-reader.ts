import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { inboxTitles, type InboxTitle } from '#deliver/service';
import { countUnread, listInbox, NoticeRow } from '#incidents/service';
import type { InboxEntry, InboxPage, NoticeEvent } from '../contract/index.js';
import { iso, isoOrNull } from '../incidents/present.js';

/** A caller with an account; a program has no inbox. */
export type Person = Principal & { accountId: string };
export const isPerson = (caller: Principal): caller is Person => caller.accountId !== null;

/** Reads somebody's inbox: their own messages, of matters they may still know of. */
@Injectable()
export class InboxReader {
  constructor(private readonly database: DataSource) {}

  /** @throws BadCursor */
  async page(
    caller: Principal,
    { unread, cursor, limit }: { unread: boolean; cursor: string | null; limit: number },
  ): Promise<InboxPage> {
    if (!isPerson(caller)) return { items: [], next: null, unread: 0 };
    const { manager } = this.database;
    const { ids, next } = await listInbox(manager, caller, { unread }, { cursor, limit });
    return { items: await this.entries(ids), next, unread: await countUnread(manager, caller) };
  }

  unread(caller: Principal): Promise<number> {
    return isPerson(caller) ? countUnread(this.database.manager, caller) : Promise.resolve(0);
  }

  /** News for an open page; null when the caller may not know of it. */
  async news(caller: Person, noticeId: string, fresh: boolean): Promise<NoticeEvent | null> {
    const unread = await this.unread(caller);
    if (!fresh) return { entry: null, unread };
    const { ids } = await listInbox(
      this.database.manager,
      caller,
      { unread: true },
      { cursor: null, limit: 50 },
    );
    if (!ids.includes(noticeId)) return null;
    const [found] = await this.entries([noticeId]);
    if (!found) return null;
    const { id, number, level, dueAt, path, urgent, rehearsal } = found;
    return { entry: { id, number, level, dueAt, path, urgent, rehearsal }, unread };
  }

  private async entries(ids: string[]): Promise<InboxEntry[]> {
    const { manager } = this.database;
    const rows = await manager.findBy(NoticeRow, { id: In(ids) });
    const titles = await inboxTitles(manager, rows);
    return ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      return row ? [present(row, titles.get(id))] : [];
    });
  }
}

function present(row: NoticeRow, said: InboxTitle | undefined): InboxEntry {
  return {
    id: row.id,
    title: said?.title ?? OTHERS[row.template]?.title ?? '有一条新消息，请查看',
    number: said?.number ?? '',
    level: said?.level ?? '',
    unit: said?.unit ?? null,
    dueAt: isoOrNull(said?.dueAt ?? null),
    at: iso(row.createdAt),
    readAt: isoOrNull(row.deliveredAt),
    path: pathOf(row),
    urgent: row.priority > 0,
    rehearsal: row.rehearsal,
  };
}

/** Messages about no incident. */
const OTHERS: Record<string, { title: string; path: string }> = {
  watch_alarm: { title: '值守检查发现异常，请查看系统状态', path: '/system' },
  spike_found: { title: '相关信息异常增长，请查看', path: '/spikes' },
  roster_confirm: { title: '联络人名单到期确认，请核对', path: '/roster' },
  roster_confirm_late: { title: '联络人名单逾期未确认', path: '/roster' },
  roster_filing: { title: '名单有变动，请报送盖章的名单', path: '/roster' },
  roster_unreachable: { title: '本单位联络人联系不上，请更新名单', path: '/roster' },
  roster_unreachable_office: { title: '有单位无人可以送达，请督促更新名单', path: '/roster' },
};

/** Only pages of our own. */
const PATH = /^\/[a-z](?:[\w/-]|%[0-9A-F]{2})*$/;

function pathOf(row: NoticeRow): string {
  const given = row.data['path'];
  if (typeof given === 'string' && PATH.test(given)) return given;
  return row.incidentId ? `/incidents/${row.incidentId}` : (OTHERS[row.template]?.path ?? '/');
}
