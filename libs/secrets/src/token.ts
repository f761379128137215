import { createHash, randomBytes } from 'node:crypto';

/** A random secret of 256 bits for a session or an interface token; only its hash is stored. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256; enough without a salt, since the token is random. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
