import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { OrderAttachmentRow } from '#incidents/service';
import type { AddOrderFile, OrderFile } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput } from '../http/problem.js';
import { OrderReader, presentFile } from './order-reader.js';

/** As large as an upload of the API can be once it is unpacked. */
const LARGEST = 3_500_000;
const MOST = 10;

/** What a file is, by its first bytes: a name says nothing. */
const KINDS: [type: string, magic: number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** Scans and photos of an order. */
@Injectable()
export class OrderFiles {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: OrderReader,
  ) {}

  /** @throws ProblemError 400 for what is no PDF, PNG or JPEG, too large, or one too many */
  async add(caller: Principal, orderId: string, given: AddOrderFile): Promise<OrderFile> {
    await this.reader.mustSee(caller, orderId);
    const content = Buffer.from(given.base64, 'base64');
    const type = KINDS.find(([, magic]) => magic.every((byte, at) => content[at] === byte))?.[0];
    if (!type) throw badInput('附件只能是 PDF、PNG 或 JPEG 文件，请转换格式后再上传。');
    if (content.length > LARGEST) throw badInput('附件过大，每个不超过 3.5 MB，请压缩或拆分后再上传。');
    const { manager } = this.database;
    if ((await manager.countBy(OrderAttachmentRow, { orderId })) >= MOST)
      throw badInput(`一件交办最多附 ${MOST} 个文件。`);
    const row = manager.create(OrderAttachmentRow, {
      orderId,
      name: given.name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 100) || '附件',
      type,
      size: content.length,
      content,
      addedBy: actorOf(caller),
      addedAt: this.clock.now(),
    });
    return presentFile(await manager.save(row));
  }
}
