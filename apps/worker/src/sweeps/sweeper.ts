import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { beat } from '#clock/service';

/** Name of the sweeps' heartbeat (`secondsSinceBeat` of `#clock/service`). */
export const SWEEPS = 'sweeps';

export interface Sweep {
  name: string;
  run(): Promise<unknown>;
}

/**
 * Goes round every second: what was committed but not woken, and what falls due, is found here. One sweep that fails
 * holds up no other, but then there is no heartbeat, and the watchdog speaks.
 */
export class Sweeper {
  private readonly logger = new Logger('sweeps');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly database: DataSource,
    private readonly sweeps: Sweep[],
    private readonly everyMs = 1_000,
  ) {}

  start(): void {
    this.next(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** One round of all sweeps, in order. */
  async round(): Promise<void> {
    let whole = true;
    for (const sweep of this.sweeps) {
      try {
        await sweep.run();
      } catch (error) {
        whole = false;
        this.logger.error(`${sweep.name}: ${(error as Error).message}`);
      }
    }
    if (whole) await beat(this.database.manager, SWEEPS).catch(() => undefined);
  }

  private next(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => this.next(this.everyMs));
    }, delay);
  }
}
