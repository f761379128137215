import { DeliveryError } from './carrier.js';

/** What our own limit held back: nothing was sent, the provider was not asked. */
export class TooFast extends DeliveryError {
  constructor(waitMs: number, message: string) {
    super('later', message, waitMs);
  }
}

export interface Limit {
  /** Messages within `window` ms. */
  most: number;
  window: number;
  /** Of these, kept for urgent messages. */
  urgentOnly: number;
}

/**
 * How fast messages go to each robot: a sliding window, with a few places only urgent ones may take, so that a storm
 * does not hold up a 重大. Each process counts its own; where several send, the provider's refusal closes the robot for
 * as long as it asks.
 */
export class Pace {
  private readonly sent = new Map<string, number[]>();
  private readonly closedUntil = new Map<string, number>();

  constructor(private readonly limit: Limit) {}

  /**
   * Takes places for `count` messages to one robot at once.
   * @throws TooFast when there are not as many; none is taken then
   */
  take(key: string, count: number, now: Date, urgent: boolean): void {
    const at = now.getTime();
    const closed = (this.closedUntil.get(key) ?? 0) - at;
    if (closed > 0) throw new TooFast(closed, '对方限制了发送频率，稍后再发');
    const { most, window, urgentOnly } = this.limit;
    // A clock set back must not keep places taken in the future.
    const recent = (this.sent.get(key) ?? []).filter((time) => time > at - window && time <= at);
    const free = (urgent ? most : most - urgentOnly) - recent.length;
    if (count > free) {
      const leaves = recent[Math.min(count - free, recent.length) - 1] ?? at;
      throw new TooFast(leaves + window - at, `每分钟最多发送 ${most} 条，稍后再发`);
    }
    this.sent.set(key, [...recent, ...Array<number>(count).fill(at)]);
  }

  /** The provider refused for this long (ms). */
  close(key: string, now: Date, wait: number): void {
    this.closedUntil.set(key, now.getTime() + wait);
  }
}
