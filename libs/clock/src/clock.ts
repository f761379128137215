/** Incidents of a rehearsal live on a faster timeline; everything else on the real one. */
export type Timeline = 'real' | 'rehearsal';

export const timelineOf = (row: { rehearsal: boolean }): Timeline => (row.rehearsal ? 'rehearsal' : 'real');

/** The only source of "now". Injected everywhere; nobody calls Date.now() for a rule. */
export abstract class Clock {
  abstract now(timeline?: Timeline): Date;
}

export class SystemClock extends Clock {
  private anchor: { virtualAt: number; realAt: number; factor: number } | null = null;

  /** Sets the rehearsal timeline; without it the rehearsal runs at real time. */
  setRehearsal(anchor: { virtualAt: Date; realAt: Date; factor: number } | null): void {
    this.anchor = anchor && {
      virtualAt: anchor.virtualAt.getTime(),
      realAt: anchor.realAt.getTime(),
      factor: anchor.factor,
    };
  }

  now(timeline: Timeline = 'real'): Date {
    const real = this.realNow();
    if (timeline === 'real' || !this.anchor) return new Date(real);
    return new Date(this.anchor.virtualAt + (real - this.anchor.realAt) * this.anchor.factor);
  }

  protected realNow(): number {
    return Date.now();
  }
}

/** Time as a test sets it; both timelines show the same. */
export class TestClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  now(): Date {
    return new Date(this.at);
  }

  set(at: Date): void {
    this.at = at;
  }

  advance(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}
