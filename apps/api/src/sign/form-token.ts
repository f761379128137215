import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A page left open longer has to be looked at again. */
const VALID_MS = 24 * 3_600_000;
const NONCE = 9;
const TIME = 5;
const MAC = 12;

/**
 * What a form of a signed page carries: made for one link at one moment, good for a day. A program that posts to the
 * address without having read the page has none, so that it cannot act.
 */
export function newFormToken(key: Buffer, link: string, now: Date): string {
  const head = Buffer.alloc(TIME + NONCE);
  head.writeUIntBE(Math.floor(now.getTime() / 1000), 0, TIME);
  randomBytes(NONCE).copy(head, TIME);
  return Buffer.concat([head, mac(key, link, head)]).toString('base64url');
}

/** `old`: ours, but of a page that was read too long ago. */
export function checkFormToken(
  key: Buffer,
  link: string,
  token: unknown,
  now: Date,
): 'good' | 'old' | 'missing' {
  if (typeof token !== 'string') return 'missing';
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== TIME + NONCE + MAC || bytes.toString('base64url') !== token) return 'missing';
  const head = bytes.subarray(0, TIME + NONCE);
  if (!timingSafeEqual(mac(key, link, head), bytes.subarray(TIME + NONCE))) return 'missing';
  const age = now.getTime() - head.readUIntBE(0, TIME) * 1000;
  return age > VALID_MS ? 'old' : 'good';
}

const mac = (key: Buffer, link: string, head: Buffer) =>
  createHmac('sha256', key).update('form ').update(link).update(head).digest().subarray(0, MAC);
