import { createHash } from 'node:crypto';

/** SHA-256 over what identifies an item; the parts cannot run into each other. */
export const itemKey = (...parts: (string | null)[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest();

/** Text as it is compared: compatibility forms folded, no spaces, no punctuation, lower case. */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
