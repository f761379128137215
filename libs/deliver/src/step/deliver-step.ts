import type { DataSource } from 'typeorm';
import type { Channel } from '#incidents/service';
import type { Carriers } from '../channels/carriers.js';
import type { Desk } from './desk.js';
import { Lane } from './lane.js';
import type { LaneKey } from './ledger.js';
import { Post } from './post.js';

/** How many messages of a channel are under way at once; mail keeps fewer connections than both together. */
const WIDTHS: Record<'mail' | 'sms' | 'wecom' | 'dingtalk' | 'webhook', { urgent: number; normal: number }> =
  {
    mail: { urgent: 4, normal: 8 },
    sms: { urgent: 4, normal: 4 },
    wecom: { urgent: 2, normal: 2 },
    dingtalk: { urgent: 2, normal: 2 },
    webhook: { urgent: 4, normal: 4 },
  };

/**
 * Sends what is due (送达). A notice is `sending` while its message is under way, `committing` from the moment before the
 * last byte, and accepted or failed only by the provider's own answer. What a crash leaves in `sending` was certainly not
 * delivered; what it leaves in `committing` may have been, and goes again under the same Message-ID. What only the database
 * was away for is written down as soon as it answers, by the process that knows of it. Each channel has a
 * lane for 重大 and above and one for the rest; none waits for another.
 */
export class DeliverStep {
  private readonly lanes: Lane[];
  private readonly post: Post;

  constructor(
    private readonly database: DataSource,
    private readonly carriers: Carriers,
    private readonly desk: Desk,
  ) {
    this.post = new Post(database, desk);
    const { post } = this;
    this.lanes = Object.entries(WIDTHS).flatMap(([name, width]) => {
      const channel = name as Channel;
      const parts = { database, desk, post, carrier: carriers.of(channel), rerouted: () => this.wake() };
      return [
        new Lane({ channel, urgent: true }, { ...parts, width: width.urgent }),
        new Lane({ channel, urgent: false }, { ...parts, width: width.normal }),
      ];
    });
  }

  /**
   * Sends everything that is due. A lane stops when its relay cannot be reached: the next sweep tries again.
   * @returns how many were accepted
   * @throws what broke off a lane first
   */
  async run(): Promise<number> {
    const before = this.sum('accepted');
    for (;;) {
      const taken = this.sum('taken');
      const results = await Promise.allSettled((await this.due()).map((lane) => lane.run()));
      const broken = results.find((result) => result.status === 'rejected');
      if (broken) throw broken.reason;
      // What took another way may be due there now.
      if (this.sum('taken') === taken) return this.sum('accepted') - before;
    }
  }

  /** The same without waiting for it: a wake-up must not wait for a provider that hangs. */
  wake(): void {
    const broken = (channel: string) => (error: unknown) => this.desk.broken?.(channel, error as Error);
    this.due()
      .then((lanes) => lanes.map((lane) => lane.run().catch(broken(lane.key.channel))))
      .catch(broken('all'));
  }

  /** The lanes that have something to do; the others are left alone. */
  private async due(): Promise<Lane[]> {
    await this.post.catchUp();
    const rows: LaneKey[] = await this.database.query(
      `select distinct channel, priority > 0 as urgent from notice
       where state in ('pending', 'sending', 'committing') and next_attempt_at <= $1`,
      [this.desk.clock.now('real')],
    );
    return this.lanes.filter(({ key }) =>
      rows.some(({ channel, urgent }) => channel === key.channel && urgent === key.urgent),
    );
  }

  private sum(what: 'taken' | 'accepted'): number {
    return this.lanes.reduce((sum, lane) => sum + lane[what], 0);
  }

  /** Takes nothing new, waits for what is under way, though not for ever, and closes the carriers. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((done) => (timer = setTimeout(done, PATIENCE)));
    const ended = Promise.all(this.lanes.map((lane) => lane.stop())).then(() => this.post.catchUp());
    await Promise.race([ended, patience]);
    clearTimeout(timer);
    this.carriers.close();
  }
}

/** How long (ms) a closing process waits for a provider; what is cut off is taken up when its lease has run out. */
const PATIENCE = 5_000;
