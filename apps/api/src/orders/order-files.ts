import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { OrderAttachmentRow } from '#incidents/service';
import type { AddOrderFile, OrderFile } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput } from '../http/problem.js';
import { readScan } from '../http/scan.js';
import { OrderReader, presentFile } from './order-reader.js';

const MOST = 10;

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
    const scan = readScan(given);
    const { manager } = this.database;
    if ((await manager.countBy(OrderAttachmentRow, { orderId })) >= MOST)
      throw badInput(`一件交办最多附 ${MOST} 个文件。`);
    const row = manager.create(OrderAttachmentRow, {
      orderId,
      ...scan,
      addedBy: actorOf(caller),
      addedAt: this.clock.now(),
    });
    return presentFile(await manager.save(row));
  }
}
