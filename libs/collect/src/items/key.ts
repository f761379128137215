import { hash } from 'node:crypto';

/** SHA-256 over what identifies an item; the parts cannot run into each other. */
export const itemKey = (...parts: (string | null)[]): Buffer =>
  hash('sha256', JSON.stringify(parts), 'buffer');

/** Text as it is compared: compatibility forms folded, no spaces, no punctuation, lower case. */
export function comparable(text: string): string {
  if (units.length < text.length) units = new Uint16Array(text.length * 2);
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const unit = compared[code]! || learn(code);
    if (unit === DEPENDS) return comparableWhole(text);
    if (unit !== NOTHING) units[count++] = unit;
  }
  return Buffer.from(units.buffer, 0, count * 2).toString('utf16le');
}

const comparableWhole = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Nothing is left of it; only the whole text tells what is. */
const NOTHING = 0xfffe;
const DEPENDS = 0xffff;
/** ASCII, Chinese signs and punctuation, full-width forms: what is left of them depends on no sign beside them. */
const ALONE = /[\0-\x7f\u2010-\u2027\u3000-\u3020\u4e00-\u9fff\uff01-\uff5e]/u;
/** The unit each of them is compared as, known once it was met. */
const compared = new Uint16Array(1 << 16);
let units = new Uint16Array(1 << 10);

function learn(code: number): number {
  const sign = String.fromCharCode(code);
  const left = ALONE.test(sign) ? comparableWhole(sign) : null;
  if (left === null || left.length > 1) return (compared[code] = DEPENDS);
  return (compared[code] = left === '' ? NOTHING : left.charCodeAt(0));
}
