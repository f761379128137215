import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { AccountRow, audit } from '#access/service';
import { Clock, timelineOf } from '#clock';
import { IncidentRow, listOrders, OrderAttachmentRow, OrderRow, type OrderFilter } from '#incidents/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { CalledPerson, OrderFile, OrderView, Page } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { maskName, openText } from './sealed-person.js';

const MOST = 5000;
/** Excel takes a text that begins like a formula for one. */
const harmless = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
const ways = { document: '文件', call: '电话', system: '系统' } as const;
const states = { open: '待回告', reported: '已回告', withdrawn: '已撤销' } as const;

/** Reads superior's orders for somebody who may see their incident. */
@Injectable()
export class OrderReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async list(
    principal: Principal,
    filter: OrderFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<OrderView>> {
    const { manager } = this.database;
    const now = this.incidents.moments();
    const { ids, next } = await listOrders(manager, principal, filter, { ...page, now });
    return { items: await this.present(principal, ids), next };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async one(principal: Principal, id: string): Promise<OrderView> {
    await this.mustSee(principal, id);
    const [view] = await this.present(principal, [id]);
    if (!view) throw notFound();
    return view;
  }

  async mustSee(principal: Principal, id: string): Promise<OrderRow> {
    const where = { id, jurisdictionId: principal.jurisdictionId };
    const order = await this.database.manager.findOneBy(OrderRow, where);
    if (!order) throw notFound();
    await this.incidents.mustSee(principal, order.incidentId);
    return order;
  }

  /** Who called, in clear; each look is logged. */
  async caller(principal: Principal, id: string): Promise<CalledPerson> {
    const order = await this.mustSee(principal, id);
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: actorOf(principal),
      action: 'order.caller_seen',
      subject: id,
    });
    return {
      name: openText(this.keys.contacts, order.callerSealed),
      phone: openText(this.keys.contacts, order.callerPhoneSealed),
    };
  }

  async file(principal: Principal, id: string, fileId: string): Promise<OrderAttachmentRow> {
    await this.mustSee(principal, id);
    const file = await this.database.manager.findOne(OrderAttachmentRow, {
      where: { id: fileId, orderId: id },
      select: { id: true, name: true, type: true, size: true, content: true },
    });
    if (!file) throw notFound();
    return file;
  }

  /** The list as Excel opens it, without who called; logged. */
  async csv(principal: Principal, filter: OrderFilter): Promise<{ name: string; csv: string }> {
    const rows: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Page<OrderView> = await this.list(principal, filter, { cursor, limit: 200 });
      rows.push(...page.items.map(line));
      cursor = page.next;
    } while (cursor !== null && rows.length < MOST);
    const at = this.clock.now();
    await audit(this.database.manager, {
      at,
      actor: actorOf(principal),
      action: 'orders.exported',
      data: { rows: rows.length },
    });
    const day = DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd');
    return { name: `上级交办-${day}.csv`, csv: `\uFEFF${stringify([header, ...rows])}` };
  }

  private async present(principal: Principal, ids: string[]): Promise<OrderView[]> {
    const { manager } = this.database;
    const orders = await manager.findBy(OrderRow, { id: In(ids) });
    const [incidents, files, accounts] = await Promise.all([
      manager.find(IncidentRow, {
        where: { id: In(orders.map((order) => order.incidentId)) },
        select: { id: true, number: true, title: true },
      }),
      manager.find(OrderAttachmentRow, { where: { orderId: In(ids) }, order: { addedAt: 'ASC' } }),
      manager.findBy(AccountRow, { login: In(orders.map((order) => order.registeredBy)) }),
    ]);
    return ids.flatMap((id) => {
      const row = orders.find((order) => order.id === id);
      const incident = incidents.find((one) => one.id === row?.incidentId);
      if (!row || !incident) return [];
      const by = accounts.find((account) => account.login === row.registeredBy)?.displayName;
      const own = files.filter((file) => file.orderId === id).map(presentFile);
      return [this.view(principal, row, incident, own, by ?? wordOf(row.registeredBy))];
    });
  }

  private view(
    principal: Principal,
    row: OrderRow,
    incident: IncidentRow,
    files: OrderFile[],
    by: string,
  ): OrderView {
    const now = this.clock.now(timelineOf(row));
    const name = mayDo(principal, 'orders.manage') ? openText(this.keys.contacts, row.callerSealed) : null;
    return {
      id: row.id,
      incidentId: row.incidentId,
      incidentNumber: incident.number,
      incidentTitle: incident.title,
      body: row.body,
      documentNumber: row.documentNumber,
      caller: name && maskName(name),
      channel: row.channel,
      receivedAt: iso(row.receivedAt),
      asked: row.asked,
      dueAt: isoOrNull(row.dueAt),
      reportTo: row.reportTo,
      units: row.units,
      state: row.state,
      late: row.state === 'open' && row.dueAt !== null && row.dueAt <= now,
      reportedAt: isoOrNull(row.reportedAt),
      reportedTo: row.reportedTo,
      reportedBy: row.reportedBy,
      reportText: row.reportText,
      withdrawnReason: row.withdrawnReason,
      registeredBy: by,
      registeredAt: iso(row.createdAt),
      files,
      rehearsal: row.rehearsal,
      now: iso(now),
    };
  }
}

export const presentFile = ({ id, name, type, size }: OrderAttachmentRow): OrderFile => ({
  id,
  name,
  type,
  size,
});

const wordOf = (login: string) => (login === 'system' ? '系统' : login);

const time = (at: string | null) =>
  at ? DateTime.fromISO(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd HH:mm') : '';

const header = [
  '事件编号',
  '标题',
  '交办机关',
  '文号',
  '方式',
  '收到时间',
  '交办要求',
  '上级时限',
  '回告对象',
  '点名单位',
  '状态',
  '是否超时',
  '回告时间',
  '回告情况',
  '登记人',
];

const line = (row: OrderView): string[] =>
  [
    row.incidentNumber,
    row.incidentTitle,
    row.body,
    row.documentNumber ?? '',
    ways[row.channel],
    time(row.receivedAt),
    row.asked,
    time(row.dueAt),
    row.reportTo ?? '',
    row.units.join('、'),
    states[row.state],
    row.late ? '是' : '',
    time(row.reportedAt),
    row.reportText ?? '',
    row.registeredBy,
  ].map(harmless);
