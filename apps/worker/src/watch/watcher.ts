import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { holdLease, releaseLease, thisProcess } from '#clock/service';
import type { Watchdog } from '#escalate/service';

/** Name of the lease: of several processes one watches, the others stand by. */
const WATCH_LEASE = 'watch';
/** A watching process not heard of for so long (s) is dead or hangs: another takes over. */
const LEASE_SECONDS = 12;

export interface WatcherOptions {
  everyMs?: number;
  /** How the process is called; two in one process need two names. */
  holder?: string;
}

/** Lets the watchdog go round every few seconds. A round that fails is no heartbeat, and the next comes all the same. */
export class Watcher {
  private readonly logger = new Logger('watch');
  private readonly everyMs: number;
  private readonly holder: string;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private wasInBounds = true;

  constructor(
    private readonly database: DataSource,
    private readonly watchdog: Watchdog,
    { everyMs = 5_000, holder = thisProcess() }: WatcherOptions = {},
  ) {
    this.everyMs = everyMs;
    this.holder = holder;
  }

  start(): void {
    this.next(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    await releaseLease(this.database.manager, WATCH_LEASE, this.holder).catch(() => undefined);
  }

  private async round(): Promise<void> {
    try {
      if (!(await holdLease(this.database.manager, WATCH_LEASE, LEASE_SECONDS, this.holder))) return;
      const inBounds = await this.watchdog.round();
      if (inBounds !== this.wasInBounds)
        this.logger.warn(inBounds ? 'everything is in its bounds again' : 'out of bounds, see /system');
      this.wasInBounds = inBounds;
    } catch (error) {
      this.logger.error((error as Error).message);
    }
  }

  private next(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => this.next(this.everyMs));
    }, delay);
  }
}
