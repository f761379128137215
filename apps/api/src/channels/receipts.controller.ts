import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { isReceiptToken, Receipts } from '#deliver/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { ReceiptsTaken, ReportsTaken } from '../contract/index.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput, notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';

const id = new Valid(uuid);

/** What providers report of messages they had taken. The secret of the address is all they need; a wrong one finds nothing. */
@Controller('api/v1/receipts')
export class ReceiptsController {
  constructor(
    private readonly receipts: Receipts,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  @Post('sms/:id/:token')
  @HttpCode(200)
  @Endpoint({
    summary: 'Receipts of a gateway for short messages',
    needs: 'public',
    anyOrigin: true,
    returns: 'ReceiptsTaken',
  })
  async sms(
    @Param('id', id) endpointId: string,
    @Param('token') token: string,
    @Body() body: unknown,
  ): Promise<ReceiptsTaken> {
    if (!isReceiptToken(this.keys.links, { endpointId }, token)) throw notFound();
    if ((await this.receipts.sms(endpointId, body)) === null) throw notFound();
    return { code: 0, msg: 'ok' };
  }

  @Post('mail/:token')
  @HttpCode(200)
  @Endpoint({
    summary: 'A mail that came back, as the mail server has it',
    needs: 'public',
    anyOrigin: true,
    returns: 'ReportsTaken',
  })
  async mail(@Param('token') token: string, @Body() body: unknown): Promise<ReportsTaken> {
    if (!isReceiptToken(this.keys.links, 'mail', token)) throw notFound();
    if (!Buffer.isBuffer(body)) throw badInput('请以 message/rfc822 格式提交邮件原文。');
    return this.receipts.mail(body);
  }
}
