import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed link allows: one contact, one duty, one purpose, until it expires. */
export interface LinkGrant {
  /** UUID of the duty. */
  assignmentId: string;
  /** UUID of the contact it was sent to. */
  contactId: string;
  /** `sign`; a link for one purpose opens no other. */
  purpose: string;
  expiresAt: Date;
}

export type LinkCheck =
  | { ok: true; assignmentId: string; contactId: string }
  | { ok: false; reason: 'damaged' | 'expired' | 'purpose' };

const VERSION = 1;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HEAD = 1 + 16 + 16 + 5;
const MAC = 16;

/**
 * A token of about 78 base64url characters: version (1 byte), duty (16), contact (16), expiry in seconds (5), purpose,
 * and the first 16 bytes of an HMAC-SHA-256 over all of it.
 */
export function signLink(key: Buffer, grant: LinkGrant): string {
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(VERSION, 0);
  uuidBytes(grant.assignmentId).copy(head, 1);
  uuidBytes(grant.contactId).copy(head, 17);
  head.writeUIntBE(Math.ceil(grant.expiresAt.getTime() / 1000), 33, 5);
  const body = Buffer.concat([head, Buffer.from(grant.purpose, 'utf8')]);
  return Buffer.concat([body, mac(key, body)]).toString('base64url');
}

/** Checks the signature first: nothing of a token that is not ours is read. */
export function verifyLink(key: Buffer, token: string, purpose: string, now: Date): LinkCheck {
  const bytes = Buffer.from(token, 'base64url');
  // Decoding forgives padding, blanks and stray bits; a token has only one spelling.
  if (bytes.length < HEAD + MAC || bytes.toString('base64url') !== token)
    return { ok: false, reason: 'damaged' };
  const body = bytes.subarray(0, -MAC);
  if (!timingSafeEqual(mac(key, body), bytes.subarray(-MAC)) || body[0] !== VERSION)
    return { ok: false, reason: 'damaged' };
  if (body.toString('utf8', HEAD) !== purpose) return { ok: false, reason: 'purpose' };
  if (now.getTime() >= body.readUIntBE(33, 5) * 1000) return { ok: false, reason: 'expired' };
  return {
    ok: true,
    assignmentId: uuidText(body.subarray(1, 17)),
    contactId: uuidText(body.subarray(17, 33)),
  };
}

const mac = (key: Buffer, body: Buffer) => createHmac('sha256', key).update(body).digest().subarray(0, MAC);

function uuidBytes(id: string): Buffer {
  if (!UUID.test(id)) throw new TypeError('a signed link needs identifiers in UUID form');
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

const uuidText = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
