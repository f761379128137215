import type { DataSource } from 'typeorm';
import { DateTime } from 'luxon';
import { ClockAnchorRow } from './anchor.entity.js';
import type { SystemClock } from './clock.js';

/** How fast a rehearsal runs: an hour in a minute. */
const REHEARSAL_FACTOR = 60;
/** Virtual time of day at which a rehearsal begins (Asia/Shanghai). */
const BEGINS = { hour: 8, minute: 30, second: 0, millisecond: 0 };
/** Written down this often (ms); a kill loses no more than this much, times the factor. */
const EVERY = 2_000;
/** Not written down for this long (ms): the system was off, and that time does not pass in the rehearsal. */
const OFF = 10_000;

/**
 * Keeps the time of the rehearsal: it runs on where it stood, so that a night switched off does not pass, and all
 * processes show the same. One that keeps writes it down; one that only follows reads it.
 */
export class RehearsalClockKeeper {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: DataSource,
    private readonly clock: SystemClock,
    private readonly factor = REHEARSAL_FACTOR,
  ) {}

  /**
   * @param keep whether this process keeps the rehearsal's time (begins it the first time, resumes it after a stop);
   *   else it follows the one that does
   */
  async start(keep: boolean): Promise<void> {
    await this.tick(keep);
    this.timer = setInterval(() => void this.tick(keep).catch(() => undefined), EVERY);
    this.timer.unref();
  }

  /** Writes the time down a last time. */
  async stop(keep: boolean): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    if (keep && this.database.isInitialized) await this.tick(true);
  }

  /** Moves the anchor to now and takes it over; after a standstill, virtual time stands still too. */
  async tick(keep: boolean): Promise<void> {
    const row = keep
      ? await this.carryOn()
      : await this.database.manager.findOneBy(ClockAnchorRow, { timeline: 'rehearsal' });
    if (row) this.clock.setRehearsal(row);
  }

  private carryOn(): Promise<ClockAnchorRow> {
    return this.database.transaction(async (manager) => {
      const now = this.clock.now('real');
      await manager
        .createQueryBuilder()
        .insert()
        .into(ClockAnchorRow)
        .values({
          timeline: 'rehearsal',
          startedAt: morningOf(now),
          virtualAt: morningOf(now),
          realAt: now,
          factor: this.factor,
        })
        .orIgnore()
        .execute();
      const row = await manager.findOneOrFail(ClockAnchorRow, {
        where: { timeline: 'rehearsal' },
        lock: { mode: 'pessimistic_write' },
      });
      const passed = now.getTime() - row.realAt.getTime();
      if (passed <= 0) return row;
      if (passed < OFF) row.virtualAt = new Date(row.virtualAt.getTime() + passed * row.factor);
      row.realAt = now;
      return manager.save(row);
    });
  }
}

const morningOf = (now: Date): Date =>
  DateTime.fromJSDate(now, { zone: 'Asia/Shanghai' }).set(BEGINS).toJSDate();
