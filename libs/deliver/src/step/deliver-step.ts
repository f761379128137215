import type { DataSource } from 'typeorm';
import type { NoticeRow } from '#incidents/service';
import { DeliveryError, type Carrier } from '../mail/carrier.js';
import { cancelled, accepted, commit, failed, putOff, releaseWaiting, takeDue } from './notices.js';
import type { Desk } from './desk.js';
import { writeLetter } from './letter.js';

/**
 * Sends what is due (送达). A notice is `sending` while its mail is under way, `committing` from the moment before the
 * final dot, and accepted or failed only by the server's own answer. What a crash leaves in `sending` was certainly not
 * delivered; what it leaves in `committing` may have been, and goes again under the same Message-ID.
 */
export class DeliverStep {
  /** A relay that works again may leave notices waiting for long; the first success after a start lets them go too. */
  private relayDoubtful = true;

  constructor(
    private readonly database: DataSource,
    private readonly carrier: Carrier,
    private readonly desk: Desk,
  ) {}

  /**
   * Sends every notice that is due, gravest first, several at a time. Stops when the relay cannot be reached: the next
   * sweep tries again.
   * @returns how many were accepted
   */
  async run(): Promise<number> {
    let total = 0;
    for (;;) {
      const batch = await takeDue(this.database, this.desk.clock.now('real'));
      if (batch.length === 0) return total;
      const results = await Promise.allSettled(batch.map((notice) => this.deliver(notice)));
      const broken = results.find((result) => result.status === 'rejected');
      if (broken) throw broken.reason;
      const outcomes = results.map((result) => result.status === 'fulfilled' && result.value);
      total += outcomes.filter((outcome) => outcome === 'accepted').length;
      if (outcomes.includes('accepted') && this.relayDoubtful) {
        await releaseWaiting(this.database, this.desk.clock.now('real'));
        this.relayDoubtful = false;
      }
      if (outcomes.includes('relay')) return total;
    }
  }

  close(): void {
    this.carrier.close();
  }

  private async deliver(notice: NoticeRow): Promise<'accepted' | 'relay' | 'other'> {
    const now = () => this.desk.clock.now('real');
    try {
      const { manager } = this.database;
      const contact = await this.desk.contacts.contact(manager, notice.contactId);
      if (!contact?.email) throw new DeliveryError('recipient', '名册中没有邮箱');
      const letter = await writeLetter(manager, notice, contact.email, this.desk);
      if (!letter) {
        await cancelled(this.database, notice);
        return 'other';
      }
      const answer = await this.carrier.send(letter, () => commit(this.database, notice, now()));
      await accepted(this.database, notice, answer, this.desk.clock);
      return 'accepted';
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return this.undelivered(notice, error);
    }
  }

  private async undelivered(notice: NoticeRow, error: DeliveryError): Promise<'relay' | 'other'> {
    const { clock } = this.desk;
    const tooLong = clock.now('real').getTime() - notice.createdAt.getTime() > GIVE_UP;
    if (error.kind === 'recipient' || (error.kind === 'later' && tooLong)) {
      await failed(this.database, notice, error, this.desk);
      return 'other';
    }
    await putOff(this.database, notice, error, clock.now('real'));
    if (error.kind !== 'relay') return 'other';
    this.relayDoubtful = true;
    return 'relay';
  }
}

/** A mailbox that is "full, try later" for this long (ms) is given up, and the next person told. */
const GIVE_UP = 2 * 60 * 60_000;
