import type { DataSource } from 'typeorm';
import { NoticeRow } from '#incidents/service';
import type { EndpointBook } from '../channels/endpoint-book.js';
import { receiptKey } from '../channels/sms.js';
import { smsSettings } from '../channels/settings.js';
import { bounced } from '../step/chain.js';
import type { Finding } from '../step/desk.js';
import { logNotices } from '../step/ledger.js';
import { readMailReport } from './mail-report.js';
import { readSmsReceipts, type SmsReceipt } from './sms-receipts.js';

export interface Counted {
  /** Reports that named a message of ours. */
  known: number;
  unknown: number;
}

/** What providers report after they had taken a message: it arrived, or it came back and somebody else must hear. */
export class Receipts {
  constructor(
    private readonly database: DataSource,
    private readonly book: EndpointBook,
    private readonly desk: Finding,
    /** How long (ms) our own note of a message may take after the gateway has answered. */
    private readonly patience = 2_000,
  ) {}

  /** A mail that came back, or a report that it arrived (RFC 3464); any other mail is passed over. */
  async mail(raw: Buffer): Promise<Counted> {
    const report = await readMailReport(raw);
    if (!report) return { known: 0, unknown: 0 };
    const notice = await this.database.manager.findOneBy(NoticeRow, { id: report.noticeId, channel: 'mail' });
    if (!notice) return { known: 0, unknown: 1 };
    await this.settle(notice, report.outcome === 'delivered', `退信：${report.text}`);
    return { known: 1, unknown: 0 };
  }

  /** @returns null when there is no such gateway, or it sends no receipts */
  async sms(endpointId: string, body: unknown): Promise<Counted | null> {
    const endpoint = await this.book.endpoint(endpointId, { alsoOff: true });
    const settings = smsSettings.safeParse(endpoint?.settings);
    if (endpoint?.kind !== 'sms' || !settings.success || !settings.data.receipt) return null;
    const receipts = readSmsReceipts(body, settings.data);
    let unknown = await this.smsReceipts(endpointId, receipts);
    if (unknown.length > 0) {
      // A gateway may report before its answer to us has been written down.
      await new Promise((done) => setTimeout(done, this.patience));
      unknown = await this.smsReceipts(endpointId, unknown);
    }
    return { known: receipts.length - unknown.length, unknown: unknown.length };
  }

  /** @returns those that name no message of ours */
  private async smsReceipts(endpointId: string, receipts: SmsReceipt[]): Promise<SmsReceipt[]> {
    const unknown: SmsReceipt[] = [];
    for (const receipt of receipts) if (!(await this.smsReceipt(endpointId, receipt))) unknown.push(receipt);
    return unknown;
  }

  private async smsReceipt(endpointId: string, { number, delivered, state }: SmsReceipt): Promise<boolean> {
    const receiptId = receiptKey(endpointId, number);
    const notice = await this.database.manager.findOneBy(NoticeRow, { receiptId });
    if (!notice) return false;
    await this.settle(notice, delivered, `短信未送达：${state}`);
    return true;
  }

  /** What a digest carried arrived with it. */
  private settle(notice: NoticeRow, delivered: boolean, text: string): Promise<void> {
    const { desk } = this;
    return this.database.transaction(async (manager) => {
      if (!delivered) return bounced(manager, notice.id, text, desk);
      const [rows]: [{ id: string }[], number] = await manager.query(
        `UPDATE notice SET state = 'delivered', delivered_at = $2
         WHERE (id = $1 OR bundled_in = $1) AND state = 'accepted' RETURNING id`,
        [notice.id, desk.clock.now('real')],
      );
      const ids = rows.map(({ id }) => id);
      await logNotices(manager, ids, 'notice.delivered', desk.clock);
    });
  }
}
