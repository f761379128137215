import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { AccountRow, audit } from '#access/service';
import { Clock } from '#clock';
import { DeliveryError, EndpointBook, type Address, type Carriers, type Message } from '#deliver/service';
import { ContactBook, EndpointRow } from '#jurisdiction/service';
import type { ChannelTest } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput, notFound, ProblemError } from '../http/problem.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';

export const CARRIERS = Symbol('Carriers of #deliver/service');

const phone = z.string().regex(/^1[3-9]\d{9}$/);
const email = z.email();
/** A test says so in every field a provider's own template may show. */
const TEST = '测试';

/** "Send a test to me": over the real channel, with nothing of any matter in it. */
@Injectable()
export class ChannelTrial {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly book: EndpointBook,
    private readonly contacts: ContactBook,
    @Inject(CARRIERS) private readonly carriers: Carriers,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @throws ProblemError 400 without an address, 409 `no_mail` */
  async mail(caller: Principal, to: string | undefined): Promise<ChannelTest> {
    const address = to ?? (await this.own(caller))?.email ?? null;
    if (address === null || !email.safeParse(address).success)
      throw badInput('请填写接收测试的邮箱地址：您的账号没有对应联络人名单中的邮箱。');
    return this.send(caller, '邮件', 'mail', { email: address });
  }

  /** @throws ProblemError 404; 400 when a phone is needed */
  async endpoint(caller: Principal, id: string, to: string | undefined): Promise<ChannelTest> {
    const { jurisdictionId } = caller;
    const row = await this.database.manager.findOneBy(EndpointRow, { id, jurisdictionId });
    const endpoint = await this.book.endpoint(id, { alsoOff: true });
    if (!row || !endpoint) throw notFound();
    if (row.kind !== 'sms') return this.send(caller, row.name, row.kind, { endpoint });
    const number = to ?? (await this.own(caller))?.phone ?? null;
    if (number === null || !phone.safeParse(number).success)
      throw badInput('请填写接收测试的手机号码：您的账号没有对应联络人名单中的手机号码。');
    return this.send(caller, row.name, 'sms', { phone: number, gateway: id });
  }

  private async send(
    caller: Principal,
    subject: string,
    channel: 'mail' | EndpointRow['kind'],
    to: Address,
  ): Promise<ChannelTest> {
    const carrier = this.carriers.of(channel);
    if (!carrier)
      throw new ProblemError(
        409,
        'no_mail',
        '还没有可用的邮件服务器',
        '请在系统配置中填写邮件服务器地址后重启。',
      );
    const result = await carrier
      .send(this.message(caller, to), async () => undefined)
      .then(
        ({ answer }): ChannelTest => ({ ok: true, message: answer }),
        (error: unknown): ChannelTest => {
          if (!(error instanceof DeliveryError)) throw error;
          return { ok: false, message: error.message };
        },
      );
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: actorOf(caller),
      action: 'channel.tested',
      subject,
      success: result.ok,
      data: { channel },
    });
    return { ...result, message: withoutAddress(result.message, to) };
  }

  private message({ jurisdictionId }: Principal, to: Address): Message {
    const { publicUrl } = this.settings;
    const id = randomUUID();
    const text = `这是一条${TEST}消息，用来确认通知能够送到，无需处理。\n\n${publicUrl}`;
    return {
      id,
      jurisdictionId,
      to,
      subject: `【${TEST}】回音通知渠道测试，无需处理`,
      text,
      html: `<p>这是一条${TEST}消息，用来确认通知能够送到，无需处理。</p>`,
      brief: {
        number: TEST,
        unit: TEST,
        level: TEST,
        due: '无',
        link: publicUrl,
        title: `${TEST}消息，无需处理`,
        rehearsal: false,
      },
      messageId: `<${id}@huiyin>`,
      date: this.clock.now('real'),
      urgent: false,
    };
  }

  private async own({ accountId }: Principal) {
    const { manager } = this.database;
    if (accountId === null) return null;
    const account = await manager.findOneBy(AccountRow, { id: accountId });
    return account?.contactId ? this.contacts.contact(manager, account.contactId) : null;
  }
}

/** A mail server may say the address again. */
const withoutAddress = (message: string, to: Address): string =>
  'email' in to ? message.replaceAll(to.email, '…') : message;
