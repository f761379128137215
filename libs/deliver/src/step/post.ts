import type { DataSource } from 'typeorm';
import type { NoticeRow } from '#incidents/service';
import {
  DeliveryError,
  type Acceptance,
  type Address,
  type Carrier,
  type Message,
} from '../channels/carrier.js';
import { ALARM, alarmOf } from './alarm.js';
import { alsoOtherwise, failed } from './chain.js';
import { codeOf, CODE } from './code.js';
import { SPIKE, spikeOf } from './spike-notice.js';
import { countersignOf, isAboutDirectory } from './countersign.js';
import { digestOf, DIGEST } from './digest.js';
import type { Desk } from './desk.js';
import { accepted, cancelled, commit, putOff, release, type Deferred, type Taken } from './ledger.js';
import { messageOf, write } from './letter.js';
import type { Opened } from './opened.js';
import { isAboutRoster, rosterOf } from './roster-notice.js';
import { Rounds } from './rounds.js';
import { backoff, giveUp, relayPatience } from './settings.js';
import { isDatabase, Unwritten } from './unwritten.js';

/** An acceptance waits so long (ms) for others to be written down with. */
const COMPANY = 4;

/**
 * How one attempt ended. `relay`: the provider is out of reach, so that nothing more need be tried now; `rerouted`: it
 * will not arrive on this way, and another may have been taken.
 */
export type Outcome = 'accepted' | 'relay' | 'rerouted' | 'other';

/**
 * Brings one notice to its provider and writes down what came of it. Those that are under way at the same time share
 * statements.
 */
export class Post {
  private readonly commits: Rounds<NoticeRow, boolean>;
  private readonly acceptances: Rounds<Taken, void>;
  private readonly waits: Rounds<Deferred, void>;
  private readonly unwritten = new Unwritten();

  constructor(
    private readonly database: DataSource,
    private readonly desk: Desk,
  ) {
    this.commits = new Rounds((notices) => commit(database, notices, this.now()));
    this.acceptances = new Rounds(async (taken) => {
      await accepted(database, taken, desk.clock);
      return taken.map(() => undefined);
    }, COMPANY);
    this.waits = new Rounds(async (deferred) => {
      await putOff(database, deferred);
      return deferred.map(() => undefined);
    });
  }

  /** Writes down what could not be when it happened, as far as the database answers. */
  catchUp(): Promise<void> {
    return this.unwritten.settle();
  }

  /** Nothing of these was handed over: they are free again as soon as that can be written down. */
  giveBack(notices: readonly NoticeRow[]): void {
    for (const notice of notices)
      this.unwritten.keep(notice.id, () => release(this.database, notice, this.now()));
  }

  /**
   * @throws Error when the database or we are at fault; what is known of the attempt by then is written down by `catchUp`
   */
  async bring(opened: Opened, carrier: Carrier | null): Promise<Outcome> {
    const { notice } = opened;
    let committed = false;
    let lost = false;
    let broken: Error | null = null;
    try {
      if (!carrier) throw new DeliveryError('recipient', '没有这种送达方式');
      const message = await this.messageOf(opened);
      if (!message) {
        await cancelled(this.database.manager, [notice]);
        return 'other';
      }
      const said = await carrier.send(message, async () => {
        lost = !(await this.commits.ask(notice).catch((error: unknown) => {
          throw (broken = error as Error);
        }));
        if (lost) throw new Error('the notice is in other hands');
        committed = true;
      });
      await this.known(notice, () => this.accept(notice, said));
      return 'accepted';
    } catch (error) {
      // Our lease ran out and another process has it: it says what becomes of it, whatever the carrier made of our stop.
      if (lost) return 'other';
      if (error instanceof DeliveryError && !broken)
        return this.known(notice, () => this.undelivered(opened, error, committed));
      // Its last byte was held back, or never came to be: whatever the row says, nothing has gone.
      if (!committed && isDatabase(broken ?? error)) this.giveBack([notice]);
      throw broken ?? error;
    }
  }

  /** Writes down how an attempt ended, now or when the database answers again. */
  private async known<Out>(notice: NoticeRow, write: () => Promise<Out>): Promise<Out> {
    try {
      return await write();
    } catch (error) {
      if (isDatabase(error)) this.unwritten.keep(notice.id, write);
      throw error;
    }
  }

  /** Not tried, because the relay has just been found away: waits as if it had been. */
  async spare({ notice, directory }: Opened, error: DeliveryError): Promise<void> {
    const { delivery } = directory.profile.clocks;
    const at = new Date(this.now().getTime() + backoff(delivery, notice.attempts, notice.priority));
    const wait = { notice, at, error: error.message, relay: true, doubtful: notice.doubtful };
    await this.known(notice, () => this.waits.ask(wait));
  }

  private async accept(notice: NoticeRow, { answer, receiptId }: Acceptance): Promise<void> {
    await this.acceptances.ask({ notice, answer, receiptId: receiptId ?? null });
  }

  private async messageOf(opened: Opened): Promise<Message | null> {
    const to = addressOf(opened);
    if (opened.notice.template === DIGEST) return digestOf(this.database.manager, opened, to, this.desk);
    if (opened.notice.template === CODE) return codeOf(opened, to, this.desk);
    if (opened.notice.template === ALARM) return alarmOf(opened, to, this.desk);
    if (opened.notice.template === SPIKE) return spikeOf(opened, to, this.desk);
    if (isAboutDirectory(opened.notice)) return countersignOf(this.database.manager, opened, to, this.desk);
    if (isAboutRoster(opened.notice)) return rosterOf(this.database.manager, opened, to, this.desk);
    const written = write(opened, this.desk);
    return written && messageOf(opened, written, to, this.desk);
  }

  private async undelivered(opened: Opened, error: DeliveryError, committed: boolean): Promise<Outcome> {
    const { notice, directory } = opened;
    const { delivery } = directory.profile.clocks;
    const age = this.now().getTime() - notice.createdAt.getTime();
    const tooLong = error.kind === 'later' && age > giveUp(delivery, notice.priority);
    if (error.kind === 'recipient' || tooLong) {
      await this.database.transaction((manager) =>
        failed(manager, notice, { text: error.message }, this.desk),
      );
      return 'rerouted';
    }
    await this.waits.ask({
      notice,
      at: this.again(opened, error),
      error: error.message,
      relay: error.kind === 'relay',
      // A clear refusal settles this attempt; one before it may still have arrived.
      doubtful: notice.doubtful || (committed && error.kind === 'relay'),
    });
    if (error.kind !== 'relay') return 'other';
    if (age >= relayPatience(delivery, notice.priority))
      await this.database.transaction((manager) => alsoOtherwise(manager, notice, this.desk));
    return 'relay';
  }

  /** Never past the moment at which patience with the relay ends: another way is taken then. */
  private again({ notice, directory }: Opened, error: DeliveryError): Date {
    const { delivery } = directory.profile.clocks;
    const now = this.now().getTime();
    const wait = Math.max(backoff(delivery, notice.attempts, notice.priority), error.retryAfterMs ?? 0);
    const patience = notice.createdAt.getTime() + relayPatience(delivery, notice.priority);
    return new Date(error.kind === 'relay' && patience > now ? Math.min(now + wait, patience) : now + wait);
  }

  private now(): Date {
    return this.desk.clock.now('real');
  }
}

/** @throws DeliveryError `recipient` when the roster has no address for the channel */
function addressOf({ notice, contact, endpoint }: Opened): Address {
  if (notice.channel === 'mail' && contact?.email) return { email: contact.email };
  if (notice.channel === 'sms' && contact?.phone) return { phone: contact.phone };
  if (notice.endpointId && endpoint) return { endpoint };
  if (notice.endpointId) throw new DeliveryError('recipient', '该送达通道已停用');
  throw new DeliveryError('recipient', notice.channel === 'sms' ? '名册中没有手机号码' : '名册中没有邮箱');
}
