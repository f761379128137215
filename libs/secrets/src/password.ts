import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of a new hash; stored beside it, so that it can be raised later. About 32 MB of memory. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const SALT = 16;
const LENGTH = 32;
const MAX_MEMORY = 256 * 1024 * 1024;
const FORMAT = /^(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

/** scrypt as `N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT);
  const hash = await derive(password, salt, LENGTH, COST);
  return [COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/**
 * Whether the password belongs to the stored hash. `null` (no such account) is false after the same work, so that the
 * answer's time does not tell which accounts exist.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = stored === null ? null : FORMAT.exec(stored);
  if (!parts) {
    await derive(password, Buffer.alloc(SALT), LENGTH, COST);
    return false;
  }
  const [, N, r, p, salt = '', hash = ''] = parts;
  const expected = Buffer.from(hash, 'base64');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(
    await derive(password, Buffer.from(salt, 'base64'), expected.length, cost),
    expected,
  );
}

/** One form of Unicode, so that the same password typed on another system is the same. */
function derive(password: string, salt: Buffer, length: number, cost: typeof COST): Promise<Buffer> {
  return new Promise((done, fail) => {
    scrypt(password.normalize('NFKC'), salt, length, { ...cost, maxmem: MAX_MEMORY }, (error, derived) =>
      error ? fail(error) : done(derived),
    );
  });
}
