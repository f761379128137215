import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { sendClosed } from './send.js';

const WINDOW_MS = 60_000;
/** One person reads one message: reading it again and again is a program. */
const MOST_A_LINK = 40;
/** A whole office may stand behind one address when a storm breaks. */
const MOST_AN_ADDRESS = 400;
/** Remembered at a time; beyond, those not met for longest are forgotten. */
const MOST_KNOWN = 20_000;

/** So often within a minute from the first time, for each of many. */
export class Windows {
  private readonly known = new Map<string, { from: number; count: number }>();

  constructor(private readonly most: number) {}

  /** @returns ms until it is allowed again; 0: now */
  take(who: string, now: number): number {
    const running = this.known.get(who);
    if (running && now - running.from < WINDOW_MS) {
      running.count += 1;
      return running.count > this.most ? running.from + WINDOW_MS - now : 0;
    }
    // Set anew, it stands last: the first ones are the oldest.
    this.known.delete(who);
    this.known.set(who, { from: now, count: 1 });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
    return 0;
  }
}

/**
 * Limits how often the pages behind signed links are asked for, by link and by address, before anything is read: they need
 * no log-in. Too often: a page (429) that says when to go on, and `Retry-After` in seconds.
 * @param clock ms that only grow
 */
export function limitLinks(clock: () => number = () => performance.now()) {
  const [links, addresses] = [new Windows(MOST_A_LINK), new Windows(MOST_AN_ADDRESS)];
  return (request: Request, response: Response, next: NextFunction): void => {
    const now = clock();
    const token = createHash('sha256').update(request.path).digest('base64');
    const address = addressOf(request);
    const wait = Math.max(address ? addresses.take(address, now) : 0, links.take(token, now));
    if (wait === 0) return next();
    const seconds = Math.ceil(wait / 1000);
    response.set('retry-after', String(seconds));
    const kept = request.method === 'POST' ? '刚才填写的内容没有提交，返回上一页还在，稍候再提交即可。' : '';
    const detail = `请等 ${seconds} 秒再打开。${kept}急办事项请直接致电市政府办公室值班室。`;
    sendClosed(response, { status: 429, title: '打开得太频繁', detail });
  };
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;
const OWN_PROXY = /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/i;

/**
 * Whoever asks; behind our own proxy what it says last, since whatever stands before anybody may have written. Null: a
 * program of this machine (the rehearsal signs for everybody).
 */
export function addressOf({ socket, headers }: Pick<Request, 'socket' | 'headers'>): string | null {
  const direct = socket.remoteAddress ?? '';
  if (!OWN_PROXY.test(direct)) return direct;
  const said = String(headers['x-forwarded-for'] ?? '').split(',');
  return said.at(-1)?.trim().slice(0, 64) || (LOOPBACK.test(direct) ? null : direct);
}
