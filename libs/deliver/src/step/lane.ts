import type { DataSource, EntityManager } from 'typeorm';
import type { NoticeRow } from '#incidents/service';
import { DeliveryError, type Carrier } from '../channels/carrier.js';
import { arrange } from './bundle.js';
import type { Desk } from './desk.js';
import { releaseWaiting, takeDue, type LaneKey } from './ledger.js';
import { open, type Opened } from './opened.js';
import type { Outcome, Post } from './post.js';
import { isDatabase } from './unwritten.js';

/** Taken by one statement. */
const BATCH = 32;
/** Begun this long (ms) before the lease of a notice ends, an attempt ends within it: a carrier gives up after 40 s. */
const ENOUGH = 45_000;
/** One process at a time looks at what is due and takes of it, where messages are gathered. */
const TAKING = 'huiyin deliver';

/** What a lane works with. */
export interface LaneParts {
  database: DataSource;
  desk: Desk;
  post: Post;
  carrier: Carrier | null;
  /** At once. */
  width: number;
  /** Called when a message takes another way: that way's lane may have something to do now. */
  rerouted(): void;
}

/**
 * Sends what is due of one channel, either 重大 and above or the others, so that neither a provider that hangs nor a
 * storm holds up anything else. A new batch is read while the last of the one before is still under way.
 */
export class Lane {
  /** Taken and accepted since the start. */
  taken = 0;
  accepted = 0;
  private running: Promise<void> | null = null;
  private again = false;
  private called: () => void = () => undefined;
  private stopping = false;
  /** A relay that works again may leave notices waiting for long; the first success after a start lets them go too. */
  private relayDoubtful = true;
  private relayAway: DeliveryError | null = null;
  private readonly underWay = new Set<Promise<void>>();
  /** What broke an attempt though no provider was at fault. */
  private fault: Error | null = null;

  constructor(
    readonly key: LaneKey,
    private readonly parts: LaneParts,
  ) {}

  /**
   * Sends until nothing is due or the relay is away; a call during a run makes it look once more.
   * @throws Error when the database or we are at fault
   */
  run(): Promise<void> {
    if (!this.running) return (this.running = this.rounds());
    this.again = true;
    this.called();
    return this.running;
  }

  /** Takes nothing new and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running?.catch(() => undefined);
  }

  private async rounds(): Promise<void> {
    this.relayAway = null;
    this.fault = null;
    try {
      do {
        this.again = false;
        while (this.goesOn() && (await this.batch()) === BATCH);
        await this.settle();
      } while (this.again && this.goesOn());
      if (this.fault) throw this.fault as Error;
    } finally {
      await Promise.allSettled(this.underWay);
      this.running = null;
    }
  }

  private goesOn(): boolean {
    return !this.stopping && !this.relayAway && !this.fault;
  }

  /** @returns how many were due, at most a batch */
  private async batch(): Promise<number> {
    const notices = await this.take();
    this.taken += notices.length;
    const opened = await open(this.parts.database.manager, notices, this.parts.desk).catch(
      (error: unknown) => {
        if (isDatabase(error)) this.parts.post.giveBack(notices);
        throw error;
      },
    );
    for (const one of opened) {
      await this.slot();
      this.begin(one);
    }
    return notices.length;
  }

  private begin(one: Opened): void {
    const attempt: Promise<void> = this.attempt(one)
      .catch((error: unknown) => void (this.fault ??= error as Error))
      .finally(() => this.underWay.delete(attempt));
    this.underWay.add(attempt);
  }

  private async attempt(one: Opened): Promise<void> {
    const { post, carrier } = this.parts;
    if (this.relayAway) return post.spare(one, this.relayAway);
    // So slow a provider that the lease would run out on the way: whoever takes it next has a fresh one.
    if (one.notice.nextAttemptAt.getTime() - this.now().getTime() < ENOUGH) return;
    await this.after(await post.bring(one, carrier));
  }

  private async after(outcome: Outcome): Promise<void> {
    if (outcome === 'rerouted') this.parts.rerouted();
    if (outcome === 'relay') {
      this.relayDoubtful = true;
      this.relayAway = new DeliveryError('relay', '线路中断，尚未尝试');
    }
    if (outcome !== 'accepted') return;
    this.accepted += 1;
    if (!this.relayDoubtful) return;
    this.relayDoubtful = false;
    if (await releaseWaiting(this.parts.database, this.key.channel, this.now())) this.again = true;
  }

  private async slot(): Promise<void> {
    while (this.underWay.size >= this.parts.width) await Promise.race(this.underWay);
  }

  /** Until nothing is under way any more, or there is something new: one that hangs keeps no other waiting. */
  private async settle(): Promise<void> {
    while (this.underWay.size > 0 && !this.again) {
      const call = new Promise<void>((done) => (this.called = done));
      await Promise.race([...this.underWay, call]);
    }
  }

  private take(): Promise<NoticeRow[]> {
    const { database } = this.parts;
    if (this.key.urgent) return takeDue(database.manager, this.key, this.now(), BATCH);
    return database.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`${TAKING} ${this.key.channel}`]);
      for (const id of await this.jurisdictionsDue(manager)) {
        const { delivery } = (await this.parts.desk.directory(manager, id)).profile.clocks;
        await arrange(manager, id, this.key.channel, delivery, this.now());
      }
      return takeDue(manager, this.key, this.now(), BATCH);
    });
  }

  private async jurisdictionsDue(manager: EntityManager): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `select distinct jurisdiction_id as id from notice
       where state = 'pending' and priority = 0 and channel = $1 and next_attempt_at <= $2`,
      [this.key.channel, this.now()],
    );
    return rows.map(({ id }) => id);
  }

  private now(): Date {
    return this.parts.desk.clock.now('real');
  }
}
