import { Controller, Get, Header, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Mail } from '#deliver/service';
import { Endpoint } from '../http/endpoint.js';
import { escapeHtml, page, pageHeaders } from '../http/page.js';
import { notFound } from '../http/problem.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';

const SHOWN = 200;

/** The local mailbox: every mail the system would have sent. There only while no relay is set; links stay on loopback. */
@Controller('dev')
export class MailboxController {
  constructor(@Inject(API_SETTINGS) private readonly settings: ApiSettings) {}

  @Get('mail')
  @Endpoint({ summary: 'The local mailbox as a page', needs: 'public' })
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const mails = await this.mailbox(request).list(SHOWN);
    const rows = mails.map(
      (mail) => `<tr><td>${time(mail.at)}</td><td>${escapeHtml(mail.to.join('、'))}</td>
        <td><a href="/dev/mail/${encodeURIComponent(mail.id)}">${escapeHtml(mail.subject)}</a></td></tr>`,
    );
    const body = rows.length
      ? `<table><thead><tr><th>时间</th><th>收件人</th><th>主题</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
      : '<p>还没有邮件。系统发出的每一封邮件都会出现在这里。</p>';
    send(
      response,
      '本地信箱',
      `<section><h1>本地信箱</h1><p class="note">未设置邮件中继，邮件只保存在本机，不会发往外部。</p>${body}</section>`,
    );
  }

  @Get('mail.json')
  @Header('cache-control', 'no-store')
  @Endpoint({ summary: 'The local mailbox as JSON, newest first', needs: 'public' })
  async json(@Req() request: Request): Promise<{ items: (Mail | null)[] }> {
    const mailbox = this.mailbox(request);
    const mails = await mailbox.list(SHOWN);
    return {
      items: (await Promise.all(mails.map((mail) => mailbox.read(mail.id)))).filter((mail) => mail !== null),
    };
  }

  @Get('mail/:id')
  @Endpoint({ summary: 'One mail as a page', needs: 'public' })
  async read(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const mail = await this.mailbox(request).read(id);
    if (!mail) throw notFound();
    const text = escapeHtml(mail.text).replace(/https?:\/\/[^\s&]+/g, (url) => `<a href="${url}">${url}</a>`);
    send(
      response,
      mail.subject,
      `<section><p><a href="/dev/mail">返回信箱</a></p><h1>${escapeHtml(mail.subject)}</h1>
       <dl><dt>收件人</dt><dd>${escapeHtml(mail.to.join('、'))}</dd><dt>时间</dt><dd>${time(mail.at)}</dd></dl></section>
       <section><pre>${text}</pre></section>`,
    );
  }

  private mailbox(request: Request): NonNullable<ApiSettings['mailbox']> {
    // Its links sign for units: from other machines it is not there, nor through a proxy.
    if (!this.settings.mailbox || !isLocal(request)) throw notFound();
    return this.settings.mailbox;
  }
}

/** From this machine, asked for by its own name (a page elsewhere can have its name lead here), not passed on. */
function isLocal({ socket, hostname, headers }: Request): boolean {
  return (
    ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '') &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) &&
    !['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'].some((header) => headers[header])
  );
}

const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'medium',
  timeStyle: 'medium',
});
const time = (iso: string) => format.format(new Date(iso));
const send = (response: Response, title: string, body: string) =>
  response.set(pageHeaders).send(page(title, body));
