import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { beat, holdLease, releaseLease, thisProcess } from '#clock/service';

/** Name of the sweeps' heartbeat (`secondsSinceBeat` of `#clock/service`) and of their lease. */
export const SWEEPS = 'sweeps';
/** A sweeping process not heard of for so long (s) is dead or hangs: another takes over. */
const LEASE_SECONDS = 5;
/** Renewed only so often (ms): each time is a commit. */
const RENEW = 2_000;

export interface Sweep {
  name: string;
  run(): Promise<unknown>;
}

export interface SweeperOptions {
  everyMs?: number;
  /** How the process is called; two in one process need two names. */
  holder?: string;
}

/**
 * Goes round every second: what was committed but not woken, and what falls due, is found here. One sweep that fails
 * holds up no other, but then there is no heartbeat, and the watchdog speaks. Of several processes one sweeps; the
 * others stand by and take over within seconds.
 */
export class Sweeper {
  private readonly logger = new Logger('sweeps');
  private readonly everyMs: number;
  private readonly holder: string;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private renewedAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly sweeps: Sweep[],
    { everyMs = 1_000, holder = thisProcess() }: SweeperOptions = {},
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
    await releaseLease(this.database.manager, SWEEPS, this.holder).catch(() => undefined);
  }

  /** One round of all sweeps, in order; nothing while another process sweeps. */
  async round(): Promise<void> {
    if (!(await this.mine())) return;
    let whole = true;
    for (const sweep of this.sweeps) {
      try {
        await sweep.run();
      } catch (error) {
        whole = false;
        this.logger.error(`${sweep.name}: ${(error as Error).message}`);
      }
      // A long round keeps the lease, unless one sweep alone takes longer than it.
      await this.mine();
    }
    if (whole) await beat(this.database.manager, SWEEPS, this.holder).catch(() => undefined);
  }

  private async mine(): Promise<boolean> {
    const now = performance.now();
    if (now - this.renewedAt < RENEW) return true;
    try {
      const held = await holdLease(this.database.manager, SWEEPS, LEASE_SECONDS, this.holder);
      this.renewedAt = held ? now : -Infinity;
      return held;
    } catch (error) {
      // A database that does not answer is nobody's.
      this.logger.error((error as Error).message);
      return false;
    }
  }

  private next(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => this.next(this.everyMs));
    }, delay);
  }
}
