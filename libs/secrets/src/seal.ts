import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
/** First byte of what is sealed; another algorithm (SM4) would take another number. */
const VERSION = 1;
const IV = 12;
const TAG = 16;

/** What was sealed cannot be opened: damaged, or sealed with another key. */
export class SealError extends Error {
  constructor() {
    super('sealed text cannot be opened: damaged, or sealed with another key');
  }
}

/** Encrypts a text with AES-256-GCM: version (1 byte), nonce (12), tag (16), cipher text. */
export function seal(key: Buffer, text: string): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
}

/** @throws SealError */
export function unseal(key: Buffer, sealed: Buffer): string {
  if (sealed.length < 1 + IV + TAG || sealed[0] !== VERSION) throw new SealError();
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, 1 + IV), { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG));
  try {
    return decipher.update(sealed.subarray(1 + IV + TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new SealError();
  }
}
