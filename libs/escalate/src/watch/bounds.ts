import type { Clock, Timeline } from '#clock';
import type { Check } from './checks.js';

/** A bound is real time; on a rehearsal's faster timeline the same patience is more of its time. */
export class Bounds {
  private before: Record<Timeline, number> | null = null;
  private pace: number | null = null;
  private now: Record<Timeline, number>;

  constructor(private readonly clock: Clock) {
    this.now = this.read();
  }

  /** To be called once a round. */
  tick(): void {
    this.before = this.now;
    this.now = this.read();
    const real = this.now.real - this.before.real;
    if (real > 0) this.pace = (this.now.rehearsal - this.before.rehearsal) / real;
  }

  /**
   * What was due by then is out of bounds.
   * @returns null while the pace of the rehearsal is not known
   */
  limit({ bound, realTime }: Check, timeline: Timeline): Date | null {
    if (timeline === 'real' || realTime) return new Date(this.now.real - bound * 1_000);
    if (this.pace === null) return null;
    return new Date(this.now.rehearsal - bound * 1_000 * Math.max(1, this.pace));
  }

  /** Seconds on the timeline of the check. */
  age(since: Date, { realTime }: Check, timeline: Timeline): number {
    return (this.now[realTime ? 'real' : timeline] - since.getTime()) / 1_000;
  }

  private read(): Record<Timeline, number> {
    return { real: this.clock.now('real').getTime(), rehearsal: this.clock.now('rehearsal').getTime() };
  }
}
