import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who may report: the mail server, or one gateway for short messages. */
export type Reporter = 'mail' | { endpointId: string };

/**
 * The secret in the address a reporter is given. It follows from our key, so that nothing has to be kept; another
 * endpoint has another one.
 */
export function receiptToken(key: Buffer, reporter: Reporter): string {
  const who = reporter === 'mail' ? 'mail' : `sms:${reporter.endpointId}`;
  return createHmac('sha256', key).update(`huiyin receipts ${who}`).digest('base64url').slice(0, 32);
}

export function isReceiptToken(key: Buffer, reporter: Reporter, given: string): boolean {
  const [own, theirs] = [Buffer.from(receiptToken(key, reporter)), Buffer.from(given)];
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}
